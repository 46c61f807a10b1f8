"""Claimed beside found (比对): differences named by a word and a shape, never by colour alone. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jifen_service.casefile.facts import Fact

#: how many lines a look-up compares; a long insurance record is compared by its newest entries
_MOST = 12
VALUES = "values"


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: what is claimed, what counts since an amendment (None: as claimed), what the register says.

    ``found`` is "" until somebody looked.
    """

    place: str
    label: str
    claimed: str
    found: str
    confirmed: str | None = None

    @property
    def state(self) -> str:
        """same, differs, or "" where nothing was looked up."""
        if not self.found:
            return ""
        counts = self.claimed if self.confirmed is None else self.confirmed
        return "same" if normal(self.found) == normal(counts) else "differs"


def lines_of(claimed: Sequence[Fact], finding: Mapping[str, Any]) -> tuple[Line, ...]:
    """The facts of a check with what was found for each."""
    found = finding.get(VALUES) or {}
    return tuple(
        Line(fact.place, fact.label, fact.value, str(found.get(fact.place, "")), fact.confirmed)
        for fact in claimed[-_MOST:]
    )


def normal(text: str) -> str:
    """A text without what two registers write differently for the same: width, spaces, case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
