"""The résumé above the insurance record, month for month (履历与社保两条带): where they part is marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jifen.advice.check.examination import Examination
from jifen.mechanisms.facts import Run
from jifen.profile.months import Month

#: findings that are a stretch of time on the bands
_MARKED = (
    "payer_not_in_resume",
    "insurance_without_resume",
    "resume_without_insurance",
    "insurance_interrupted",
    "insurance_twice",
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months of one band, first and last inclusive. ``label``: employer as stated; ``at``: its place."""

    first: Month
    last: Month
    label: str | None
    at: str
    ongoing: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Months at which the two part or the record has a fault, by the id of the finding."""

    first: Month
    last: Month
    finding: str


@dataclass(frozen=True, slots=True)
class Bands:
    """Both bands up to the month of the check, and the marks upon them."""

    first: Month
    last: Month
    resume: tuple[Stretch, ...]
    insurance: tuple[Stretch, ...]
    marks: tuple[Mark, ...]


def bands_of(examination: Examination) -> Bands | None:
    """Lay the two bands out; None where neither résumé nor record is given."""
    subject = examination.subject
    stations, record = subject.runs("resume"), subject.runs("social_insurance")
    if not stations and not record:
        return None
    now = subject.month
    marks = tuple(
        Mark(first, last, finding.rule.id)
        for finding in examination.findings
        if finding.rule.id in _MARKED
        for first, last in stretches(finding.found.months, now)
    )
    return Bands(
        min(run.entry.from_ for run in (*stations, *record)),
        now,
        _band("resume", stations, now),
        _band("social_insurance", record, now),
        marks,
    )


def _band(section: str, runs: tuple[Run, ...], now: Month) -> tuple[Stretch, ...]:
    ordered = sorted(runs, key=lambda run: (run.entry.from_, run.place))
    return tuple(
        Stretch(
            run.entry.from_,
            now if run.entry.to is None else min(run.entry.to, now),
            run.entry.employer,
            f"{section}[{run.place}]",
            run.entry.to is None,
        )
        for run in ordered
    )


def stretches(months: int, now: Month) -> Iterator[tuple[Month, Month]]:
    """First and last month of each unbroken stretch of a set of months, oldest first."""
    while months:
        first = months.bit_length() - 1
        gap = ~months & ((1 << first) - 1)
        last = gap.bit_length()
        yield now - first, now - last
        months &= (1 << last) - 1
