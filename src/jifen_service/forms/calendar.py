"""The months paid as a picture: a row for each year, a cell for each month; what was read, no points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from jifen.profile.months import Month, format_month, parse_month

MOST_YEARS = 60
"""Rows drawn; nobody works longer, and a slip in a year must not make a picture of centuries."""


_WORDS = {
    "unpaid": _("没缴"),
    "paid": _("已缴"),
    "back_paid": _("补缴, 不计"),
    "twice": _("两处同缴"),
    "later": _("还没到"),
}


@dataclass(frozen=True)
class Cell:
    """A month; `state`: unpaid, paid, back_paid, twice (two payers), later (than the evaluation month)."""

    month: Month
    state: str

    @property
    def text(self) -> str:
        """The month as YYYY-MM."""
        return format_month(self.month)

    @property
    def word(self) -> str:
        """The state for those who do not see the picture."""
        return str(_WORDS[self.state])


@dataclass(frozen=True)
class Year:
    """A row of twelve cells and the number of months paid in it."""

    year: int
    cells: tuple[Cell, ...]
    paid: int


def draw(runs: Any, now: Month) -> tuple[Year, ...]:
    """Lay out the runs of a document as typed; what cannot be read of them is left out.

    Args:
        runs: `social_insurance` of a document.
        now: month of the evaluation date; a run without an end is paid through it.
    """
    paid, back_paid = _months(runs, now)
    if not paid:
        return ()
    first, last = min(paid) // 12, max(*paid, now) // 12
    return tuple(
        _year(year, paid, back_paid, now) for year in range(max(first, last - MOST_YEARS + 1), last + 1)
    )


def _year(year: int, paid: Mapping[Month, int], back_paid: set[Month], now: Month) -> Year:
    months = range(year * 12, year * 12 + 12)
    cells = tuple(Cell(month, _state(month, paid, back_paid, now)) for month in months)
    return Year(year, cells, sum(month in paid for month in months))


def _state(month: Month, paid: Mapping[Month, int], back_paid: set[Month], now: Month) -> str:
    if month not in paid:
        return "later" if month > now else "unpaid"
    if month in back_paid:
        return "back_paid"
    return "twice" if paid[month] > 1 else "paid"


def _months(runs: Any, now: Month) -> tuple[Counter[Month], set[Month]]:
    """How many payments each month has, and the months of which each payment is a back-payment."""
    paid: Counter[Month] = Counter()
    in_time: set[Month] = set()
    for first, last, back_paid in _spans(runs if isinstance(runs, list) else [], now):
        months = range(max(first, last - MOST_YEARS * 12), last + 1)
        paid.update(months)
        if not back_paid:
            in_time.update(months)
    return paid, set(paid) - in_time


def _spans(runs: Iterable[Any], now: Month) -> Iterator[tuple[Month, Month, bool]]:
    for run in runs:
        if not isinstance(run, Mapping):
            continue
        try:
            first = parse_month(run.get("from"))
            yield first, parse_month(run["to"]) if run.get("to") else now, run.get("back_paid") is True
        except (ValueError, TypeError):
            continue
