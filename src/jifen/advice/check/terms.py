"""Reason 8: contract or permit run out, or are too short (合同、居住证期限)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from jifen.advice.check.found import Fact, Found
from jifen.advice.check.subject import Subject
from jifen.profile.months import add_months, add_years


def find(subject: Subject) -> Iterator[Found]:
    """The contract's remaining and whole term, the permit's validity and endorsement, as of the day."""
    yield from _contract(subject)
    yield from _permit(subject)


def _contract(subject: Subject) -> Iterator[Found]:
    begin, until = subject.profile.employment.contract_from, subject.profile.employment.contract_until
    if until is None:
        return
    left = subject.limits.get("contract_ending", {}).get("least")
    if left is not None and until < add_months(subject.on, left):
        facts = (Fact("employment.contract_until", until), Fact("on", subject.on))
        yield Found("contract_ending", facts, {"until": until})
    years = subject.limits.get("contract_short", {}).get("least")
    if begin is not None and years is not None and until + timedelta(days=1) < add_years(begin, years):
        facts = (Fact("employment.contract_from", begin), Fact("employment.contract_until", until))
        yield Found("contract_short", facts, {"begin": begin, "until": until})


def _permit(subject: Subject) -> Iterator[Found]:
    permit, on = subject.profile.permit, subject.on
    left = subject.limits.get("permit_ending", {}).get("least")
    if permit.valid_until is not None:
        facts = (Fact("permit.valid_until", permit.valid_until), Fact("on", on))
        words = {"until": permit.valid_until}
        if permit.valid_until < on:
            yield Found("permit_ended", facts, words)
        elif left is not None and permit.valid_until < add_months(on, left):
            yield Found("permit_ending", facts, words)
    every = subject.limits.get("permit_not_endorsed", {}).get("every")
    if permit.endorsed is not None and every is not None and add_months(permit.endorsed, every) <= on:
        facts = (Fact("permit.endorsed", permit.endorsed), Fact("on", on))
        yield Found("permit_not_endorsed", facts, {"endorsed": permit.endorsed})
