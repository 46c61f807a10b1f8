"""Claimed beside found (比对): differences named by a word and a shape, never by colour alone. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jifen_service.casefile.facts import Fact, Reader
from jifen_service.forms.places import look_up, parse_place
from jifen_service.registries import comparing
from jifen_service.registries.comparing import Sign
from jifen_service.registries.queries import Asked

#: how many lines a look-up compares; a long insurance record is compared by its newest entries
_MOST = 12
VALUES = "values"


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: what is claimed, what counts since an amendment (None: as claimed), what the register says.

    ``found`` is "" until somebody looked. ``unknown``: a register looked and does not know it; ``unstated``:
    it knows what nobody had to state; ``take``: the place that one click lets count as found, "" for none.
    """

    place: str
    label: str
    claimed: str
    found: str
    confirmed: str | None = None
    unknown: bool = False
    unstated: bool = False
    take: str = ""

    @property
    def state(self) -> str:
        """same, differs, unknown, unstated, or "" where nothing was looked up."""
        if self.unstated:
            return "unstated"
        if not self.found:
            return "unknown" if self.unknown else ""
        counts = self.claimed if self.confirmed is None else self.confirmed
        return "same" if normal(self.found) == normal(counts) else "differs"


def lines_of(claimed: Sequence[Fact], finding: Mapping[str, Any]) -> tuple[Line, ...]:
    """The facts of a check with what was found for each."""
    found = finding.get(VALUES) or {}
    return tuple(
        Line(fact.place, fact.label, fact.value, str(found.get(fact.place, "")), fact.confirmed)
        for fact in claimed[-_MOST:]
    )


def with_answer(lines: Sequence[Line], asked: Asked | None, reader: Reader) -> tuple[Line, ...]:
    """The same lines with what a register answered, unless somebody wrote something; then what it adds."""
    if asked is None or asked.lookup.answer is None:
        return tuple(lines)
    answered = {line.place: line for line in asked.lines}
    agrees = not asked.differs
    shown = {line.place for line in lines}
    found = [_answered(line, answered.get(line.place), reader, agrees) for line in lines]
    for place, line in answered.items():
        if line.sign == Sign.EXTRA and place not in shown:
            found.append(_answered(Line(place, reader.label(place), "", ""), line, reader, agrees))
    return tuple(found)


def _answered(line: Line, answer: comparing.Line | None, reader: Reader, agrees: bool) -> Line:
    if answer is None or line.found:
        return line
    words = reader.words(line.place, answer.found)
    takes = answer.sign in (Sign.DIFFERS, Sign.EXTRA) and not line.place.startswith("personal.")
    take = (_new_entry(line.place, reader) or line.place) if takes else ""
    unstated = agrees and answer.sign == Sign.EXTRA
    return replace(line, found=words, unknown=answer.sign == Sign.UNKNOWN, unstated=unstated, take=take)


def _new_entry(place: str, reader: Reader) -> str:
    """The entry of a list that a place lies in where nothing of it counts yet: it is taken over whole."""
    entry, case = place[: place.find("]") + 1], reader.case
    held = case.profile if case.confirmed is None else case.confirmed
    return entry if entry and look_up(held, parse_place(entry) or ()) is None else ""


def normal(text: str) -> str:
    """A text without what two registers write differently for the same: width, spaces, case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
