"""A profile document ↔ the values of the exact self-test's form.

What no field asks for (a key of a newer format, an entry beyond those shown) is `rest`:
it travels beside the form, unseen, and is put back. So nothing that was imported is lost.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from jifen_service.forms import values
from jifen_service.forms.places import Leaf
from jifen_service.forms.questions import questionnaire
from jifen_service.forms.values import (
    SHOWN_DENSE,
    SHOWN_ENTRIES,
    Form,
    blank,
    read_rest,
    write_json,
    write_rest,
)

__all__ = [
    "SHOWN_DENSE",
    "SHOWN_ENTRIES",
    "Form",
    "blank",
    "read_rest",
    "to_document",
    "to_form",
    "write_json",
    "write_rest",
]


def to_form(document: Mapping[str, Any]) -> Form:
    """Take a document apart into values of fields and the rest."""
    return values.to_form(document, questionnaire())


def to_document(
    typed: Mapping[str, str], rest: Iterable[Leaf], entries: Iterable[str] = ()
) -> dict[str, Any]:
    """Put a document together; see `forms.values.to_document`."""
    return values.to_document(typed, rest, entries, questionnaire())
