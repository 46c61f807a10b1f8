"""Whom the pre-check looks at: a profile on a day, its score, and its runs of months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any
from unicodedata import normalize

from jifen.mechanisms.facts import Run
from jifen.profile import Profile
from jifen.scoring import Assessment


@dataclass(frozen=True)
class Subject:
    """A profile with its assessment.

    ``limits``: the values that each finding's law names, by finding. ``home``: the city's names.
    """

    profile: Profile
    assessment: Assessment
    limits: Mapping[str, Mapping[str, Any]]
    home: tuple[str, ...]

    @property
    def on(self) -> date:
        """The day of the check, taken for the day of delivery."""
        return self.assessment.on

    @property
    def month(self) -> int:
        """The month of the check."""
        return self.assessment.facts.month

    def runs(self, section: str) -> tuple[Run, ...]:
        """The runs of a list (``social_insurance``, ``resume``, ``income_tax``) begun by this month."""
        return self.assessment.facts.runs(section, attrgetter(section))


def union(runs: Iterable[Run]) -> int:
    """All months of some runs, as bits."""
    months = 0
    for run in runs:
        months |= run.months
    return months


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A name as it is compared: without spaces, full and half width alike."""
    return "".join(normalize("NFKC", name).split()).casefold()


def same_name(one: str, other: str) -> bool:
    """Whether two employers have the same name."""
    return plain_name(one) == plain_name(other)
