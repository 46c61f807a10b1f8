"""Reason 2: contract, insurance and income tax name different employers (三个单位不一致)."""

from __future__ import annotations

from collections.abc import Iterator

from jifen.advice.check.found import Fact, Found
from jifen.advice.check.subject import Subject, same_name
from jifen.mechanisms.month_sets import in_words


def find(subject: Subject) -> Iterator[Found]:
    """The contract against today's payer, payers said to be another, payers against tax declarers."""
    yield from _contract(subject)
    yield from _marked(subject)
    yield from _declarers(subject)


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
            yield Found("paid_by_another", facts, {"months": in_words(run.months, subject.month)}, run.months)


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
                words = {
                    "months": in_words(months, subject.month),
                    "payer": run.entry.employer,
                    "declarer": tax.entry.declarer,
                }
                yield Found("declarer_not_payer", facts, words, months)
