"""Claimed beside found (比对), place by place of the profile document. Pure.

Entries of a list are paired by what they have in common, since a register keeps an order of its own; an entry
that only the register knows gets the next free place of the list.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from jifen_service.forms.places import look_up, parse_place

_PERSONAL = "personal."


class Sign(StrEnum):
    """How two facts stand to each other."""

    SAME = "same"
    DIFFERS = "differs"
    #: claimed, and the register does not know it
    UNKNOWN = "unknown"
    #: not claimed, and the register has it
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: its place, what is claimed and what was found, as values; None where there is none."""

    place: str
    claimed: Any
    found: Any

    @property
    def sign(self) -> Sign:
        """How the two stand to each other."""
        if normal(self.claimed) == normal(self.found):
            return Sign.SAME
        if _nothing(self.found):
            return Sign.UNKNOWN
        return Sign.EXTRA if _nothing(self.claimed) else Sign.DIFFERS


def compare(
    places: Sequence[str], claimed: Mapping[str, Any], personal: Mapping[str, Any], answer: Mapping[str, Any]
) -> tuple[Line, ...]:
    """The facts at these places, in their order; lines on which neither side says anything are left out."""
    documents = ({"personal": personal, **claimed}, {"personal": answer["personal"], **answer["profile"]})
    lines: list[Line] = []
    lists = dict.fromkeys(place.partition("[].")[0] for place in places if "[]." in place)
    for root in lists:
        keys = [place.partition("[].")[2] for place in places if place.startswith(f"{root}[].")]
        lines.extend(_entries(root, keys, *(_list(document, root) for document in documents)))
    for place in places:
        if "[]." not in place:
            path = parse_place(place) or ()
            lines.append(Line(place, *(look_up(document, path) for document in documents)))
    return tuple(line for line in lines if not (_nothing(line.claimed) and _nothing(line.found)))


def agrees(lines: Sequence[Line], *, found: bool, voluntary: bool = False) -> bool:
    """Whether a register knows the person and says the same of every fact that was asked.

    Of ``voluntary`` facts it may know some where none was stated.
    """
    signs = {line.sign for line in lines}
    return found and (signs <= {Sign.SAME} or (voluntary and signs == {Sign.EXTRA}))


def normal(value: Any) -> Any:
    """A value without what two registers write differently for the same: width, spaces, case, zeros."""
    if _nothing(value):
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, list):
        return sorted((normal(item) for item in value), key=str)
    text = "".join(unicodedata.normalize("NFKC", str(value)).split()).casefold()
    try:
        return Decimal(text).normalize()
    except InvalidOperation:
        return text


def _nothing(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _list(document: Mapping[str, Any], root: str) -> list[Any]:
    value = document.get(root)
    return value if isinstance(value, list) else []


def _entries(root: str, keys: Sequence[str], claimed: list[Any], found: list[Any]) -> Iterator[Line]:
    for number, (mine, theirs) in enumerate(_pairs(keys, claimed, found)):
        for key in keys:
            path = (key,)
            yield Line(f"{root}[{number}].{key}", look_up(mine, path), look_up(theirs, path))


def _pairs(keys: Sequence[str], claimed: list[Any], found: list[Any]) -> list[tuple[Any, Any]]:
    """Each claimed entry with the found one that has most in common with it, then what only was found."""
    likeness = sorted(
        (
            (-sum(_alike(mine, theirs, key) for key in keys), number, other)
            for number, mine in enumerate(claimed)
            for other, theirs in enumerate(found)
        )
    )
    taken: dict[int, int] = {}
    for _score, number, other in likeness:
        if number not in taken and other not in taken.values():
            taken[number] = other
    pairs = [(mine, found[taken[n]] if n in taken else None) for n, mine in enumerate(claimed)]
    return pairs + [(None, theirs) for n, theirs in enumerate(found) if n not in taken.values()]


def _alike(mine: Any, theirs: Any, key: str) -> bool:
    value = look_up(mine, (key,))
    return not _nothing(value) and normal(value) == normal(look_up(theirs, (key,)))
