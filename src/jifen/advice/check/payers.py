"""Reason 2: contract, insurance and income tax name different employers (三个单位不一致)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from jifen.advice.check.found import OF_ONE_KIND, Fact, Found
from jifen.advice.check.subject import Subject, same_name


def find(subject: Subject) -> Iterator[Found]:
    """The contract against today's payer, payers said to be another, payers against tax declarers."""
    yield from _contract(subject)
    yield from _marked(subject)
    yield from islice(_declarers(subject), OF_ONE_KIND)


def _contract(subject: Subject) -> Iterator[Found]:
    """Today's payer; where several pay at once one of them must be the contract's employer."""
    employer = subject.profile.employment.employer
    now = [run for run in subject.runs("social_insurance") if run.months & 1 and run.entry.employer]
    if employer is None or not now or any(same_name(employer, run.entry.employer) for run in now):
        return
    run = now[0]
    facts = (
        Fact("employment.employer", employer),
        Fact(f"social_insurance[{run.place}].employer", run.entry.employer),
    )
    yield Found("payer_not_contract", facts, {"employer": employer, "payer": run.entry.employer}, 1)


def _marked(subject: Subject) -> Iterator[Found]:
    for run in subject.runs("social_insurance"):
        if not run.entry.matches_contract:
            facts = (
                Fact(f"social_insurance[{run.place}].matches_contract", False),
                Fact("employment.employer", subject.profile.employment.employer),
            )
            yield Found("paid_by_another", facts, months=run.months)


def _declarers(subject: Subject) -> Iterator[Found]:
    paid = [run for run in subject.runs("social_insurance") if run.entry.employer]
    for tax in subject.runs("income_tax"):
        if tax.entry.declarer is None:
            continue
        agreeing = 0
        for run in paid:
            if same_name(run.entry.employer, tax.entry.declarer):
                agreeing |= run.months
        for run in paid:
            months = run.months & tax.months & ~agreeing
            if months:
                facts = (
                    Fact(f"social_insurance[{run.place}].employer", run.entry.employer),
                    Fact(f"income_tax[{tax.place}].declarer", tax.entry.declarer),
                )
                words = {"payer": run.entry.employer, "declarer": tax.entry.declarer}
                yield Found("declarer_not_payer", facts, words, months)
