"""A profile document ↔ the values of a form whose inputs are named by the document's own places.

What no field asks for (a key of a newer format, an entry beyond those shown) is `rest`:
it travels beside the form, unseen, and is put back. So nothing that was imported is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import orjson

from jifen_service.forms.kinds import show
from jifen_service.forms.places import MAX_DEPTH, Leaf, Path, build, format_place, leaves, parse_place
from jifen_service.forms.questions import Group, Questionnaire

SHOWN_ENTRIES = 30
SHOWN_DENSE = 150
"""Entries of a list that are shown as fields; further ones travel in `rest`, which bounds a page's size."""


@dataclass(frozen=True)
class Form:
    """A document as a form holds it.

    Attributes:
        values: text of each field that has one, by place.
        rest: what no field shows, as leaves of the document.
        asked: the questions of the form.
    """

    values: Mapping[str, str]
    rest: tuple[Leaf, ...]
    asked: Questionnaire

    def unshown(self, path: Path) -> int:
        """Number of entries of the list at `path` that are not shown."""
        return len(
            {
                found[len(path)]
                for found, _ in self.rest
                if _beyond(found, self.asked) and found[: len(path)] == path
            }
        )


def blank(group: Group) -> Any:
    """A new entry of a list, of which nothing is said yet."""
    return {} if group.each == "list" else ""


def to_form(document: Mapping[str, Any], asked: Questionnaire) -> Form:
    """Take a document apart into values of fields and the rest."""
    values: dict[str, str] = {}
    rest: list[Leaf] = []
    for path, value in leaves(document):
        if _shown(path, value, asked):
            values[format_place(path)] = show(value)
        else:
            rest.append((path, value))
    return Form(values, tuple(rest), asked)


def to_document(
    values: Mapping[str, str], rest: Iterable[Leaf], entries: Iterable[str], asked: Questionnaire
) -> dict[str, Any]:
    """Put a document together: the rest, and over it what the fields say.

    Args:
        values: texts as typed, by place; empty ones are absent; what names no field is left out.
        rest: leaves as `to_form` gave them.
        entries: places of the entries that the form shows, so that one left blank keeps its place.
        asked: the questions of the form.
    """
    return build([*rest, *_blanks(entries, asked), *_typed(values, asked)])


def _blanks(entries: Iterable[str], asked: Questionnaire) -> Iterator[Leaf]:
    for place in entries:
        path = parse_place(place)
        group = asked.group_of(path) if path else None
        if path and group:
            yield path, blank(group)


def _typed(values: Mapping[str, str], asked: Questionnaire) -> Iterator[Leaf]:
    for place, text in values.items():
        path = parse_place(place)
        field = asked.field_of(path) if path else None
        if path and field and text.strip():
            yield path, field.kind.read(text)


def _shown(path: Path, value: Any, asked: Questionnaire) -> bool:
    """Whether a field shows this value, so that what the form sends back is the same value."""
    field = asked.field_of(path)
    if field is None or _beyond(path, asked) or isinstance(value, dict | list | tuple):
        return False
    if field.kind_name == "yes":
        # An unticked box sends nothing: an explicit 'no' is kept beside the form.
        return value is True
    return bool(show(value).strip())


def _beyond(path: Path, asked: Questionnaire) -> bool:
    """Whether a path lies in an entry that is not shown."""
    return any(
        group.many and len(path) > len(group.at) and path[: len(group.at)] == group.at
        and _index(path[len(group.at)]) >= (SHOWN_DENSE if group.dense else SHOWN_ENTRIES)
        for group in asked.groups
    )  # fmt: skip


def _index(step: str | int) -> int:
    return step if isinstance(step, int) else 0


def plain(value: Any) -> Any:
    """A value as JSON data: amounts become numbers, as the profile's reader wants them."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Decimal) and value.is_finite():
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def write_json(value: Any) -> str:
    """JSON text that keeps decimals exact; dates become text."""
    return orjson.dumps(value, default=_exact, option=orjson.OPT_NON_STR_KEYS).decode()


def _exact(value: Any) -> Any:
    if isinstance(value, Decimal) and value.is_finite():
        return orjson.Fragment(format(value, "f").encode())
    return str(value)


def write_rest(rest: Iterable[Leaf]) -> str:
    """The rest as text for a hidden input."""
    leaves_of_rest = [[list(path), value] for path, value in rest]
    return write_json(leaves_of_rest) if leaves_of_rest else ""


def read_rest(text: str) -> tuple[Leaf, ...]:
    """The rest as `write_rest` wrote it; whatever else a form may send here is left out."""
    try:
        given = orjson.loads(text) if text else []
    except orjson.JSONDecodeError:
        return ()
    if not isinstance(given, list):
        return ()
    return tuple((tuple(leaf[0]), leaf[1]) for leaf in given if _is_leaf(leaf))


def _is_leaf(leaf: Any) -> bool:
    return (
        isinstance(leaf, list)
        and len(leaf) == len(("path", "value"))
        and isinstance(leaf[0], list)
        and 0 < len(leaf[0]) <= MAX_DEPTH
        and all(isinstance(step, str) or type(step) is int for step in leaf[0])
    )
