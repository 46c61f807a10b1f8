"""Fields that are read in the applicant's favour when absent, and listed (假定).

Which fields, and when they are asked at all, is data beside each field (`assumed`). Source: the
contract of the profile document, 'What absence means'.
"""

from typing import Any, NamedTuple

from pydantic import BaseModel, Field

_MARK = "x-assumed-when-absent"
_ASKED = "x-asked-when"


class Assumption(NamedTuple):
    """One field that is assumed when absent: only asked when ``when`` has the value ``equals``."""

    field: str
    key: str
    when: str | None
    equals: object


def assumed(default: object, zh: str, en: str, when: tuple[str, object] | None = None) -> Any:
    """A field that is assumed to be ``default`` when absent, and then listed.

    ``when``: the sibling field and the value that make the question arise; always, without it.
    """
    marks: dict[str, Any] = {_MARK: default}
    if when is not None:
        marks[_ASKED] = {when[0]: when[1]}
    return Field(default, description=f"{zh} · {en}", json_schema_extra=marks)


def assumptions_of(model: type[BaseModel]) -> tuple[Assumption, ...]:
    """The fields of a model that are assumed when absent, in the document's order."""
    found = []
    for name, field in model.model_fields.items():
        marks = field.json_schema_extra
        if isinstance(marks, dict) and _MARK in marks:
            asked = marks.get(_ASKED)
            when, equals = next(iter(asked.items())) if isinstance(asked, dict) else (None, None)
            found.append(Assumption(name, field.alias or name, when, equals))
    return tuple(found)
