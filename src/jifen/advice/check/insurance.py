"""Reason 4: insurance interrupted, paid back later, or paid in two places (社保中断、补缴、重复)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice

from jifen.advice.check.found import OF_ONE_KIND, Fact, Found
from jifen.advice.check.subject import Subject, same_name, union
from jifen.mechanisms.month_sets import window_of


def find(subject: Subject) -> Iterator[Found]:
    """Gaps since the record begins, months paid back later, months that two employers paid."""
    yield from _interrupted(subject)
    for run in subject.runs("social_insurance"):
        if run.entry.back_paid:
            facts = (
                Fact(f"social_insurance[{run.place}].from", run.entry.from_, month=True),
                Fact(f"social_insurance[{run.place}].back_paid", True),
            )
            yield Found("insurance_back_paid", facts, months=run.months)
    # Pairs grow with the square of the record; it is enough to find as many as are told.
    yield from islice(_twice(subject), OF_ONE_KIND)


def _interrupted(subject: Subject) -> Iterator[Found]:
    """Months without payment between the first and the last paid within the window the points look at."""
    record = subject.runs("social_insurance")
    window = subject.limits.get("insurance_interrupted", {}).get("window")
    paid = union(record)
    if not paid or window is None:
        return
    since_first = (1 << paid.bit_length()) - 1
    gaps = ~paid & since_first & window_of(window)
    if not gaps:
        return
    oldest = gaps.bit_length() - 1
    before = max((run for run in record if run.months >> oldest), key=lambda run: run.entry.from_)
    after = [run for run in record if run.months & ((1 << oldest) - 1)]
    facts = [Fact(f"social_insurance[{before.place}].to", before.entry.to, month=True)]
    if after:
        follows = min(after, key=lambda run: run.entry.from_)
        facts.append(Fact(f"social_insurance[{follows.place}].from", follows.entry.from_, month=True))
    else:
        facts.append(Fact("on", subject.on))
    yield Found("insurance_interrupted", tuple(facts), months=gaps)


def _twice(subject: Subject) -> Iterator[Found]:
    for one, other in combinations(subject.runs("social_insurance"), 2):
        months = one.months & other.months
        payers = (one.entry.employer, other.entry.employer)
        # Two runs of one payer are one payment, written in parts.
        if not months or (payers[0] and payers[1] and same_name(*payers)):
            continue
        facts = tuple(
            Fact(f"social_insurance[{run.place}].employer", run.entry.employer) for run in (one, other)
        )
        yield Found("insurance_twice", facts, months=months)
