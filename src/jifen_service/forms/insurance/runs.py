"""Months paid → the runs (连续月份) of a profile document, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jifen.profile.months import format_month, parse_month


@dataclass(frozen=True)
class PaidMonth:
    """One payment: a month (months since year 0), its base in CNY, who paid, and what is known of it.

    None stands for 'not said', which the profile document resolves (`contract/profile.md`).
    """

    month: int
    base: Decimal
    employer: str | None = None
    back_paid: bool | None = None
    matches_contract: bool | None = None
    tax_consistent: bool | None = None

    @property
    def kind(self) -> tuple[Any, ...]:
        """What must be equal for two months to stand in one run."""
        return (self.base, self.employer, self.back_paid, self.matches_contract, self.tax_consistent)


def to_runs(months: Iterable[PaidMonth]) -> list[dict[str, Any]]:
    """Runs of the document's `social_insurance`, sorted by first month.

    Consecutive months of the same base, payer and answers become one run; payments of two employers in one
    month stay two overlapping runs.
    """
    by_kind: dict[tuple[Any, ...], set[int]] = defaultdict(set)
    sample: dict[tuple[Any, ...], PaidMonth] = {}
    for paid in months:
        by_kind[paid.kind].add(paid.month)
        sample.setdefault(paid.kind, paid)
    runs = [
        (first, last, sample[kind])
        for kind, paid_months in by_kind.items()
        for first, last in consecutive(paid_months)
    ]
    runs.sort(key=lambda run: (run[0], run[1], run[2].employer or "", run[2].base))
    return [_run(first, last, paid) for first, last, paid in runs]


def consecutive(months: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last month of each unbroken stretch of `months`, in order."""
    first = last = None
    for month in sorted(months):
        if last is not None and month == last + 1:
            last = month
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = month
    if first is not None and last is not None:
        yield first, last


def _run(first: int, last: int, paid: PaidMonth) -> dict[str, Any]:
    run: dict[str, Any] = {"from": format_month(first), "to": format_month(last), "base": paid.base}
    for key in ("employer", "back_paid", "matches_contract", "tax_consistent"):
        value = getattr(paid, key)
        if value is not None:
            run[key] = value
    return run


def months_of(runs: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Each month of each closed run, with its run; the inverse of `to_runs`."""
    for run in runs:
        for month in range(parse_month(run["from"]), parse_month(run["to"]) + 1):
            yield month, run
