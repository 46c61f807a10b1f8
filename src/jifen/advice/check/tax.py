"""Reason 3: the insurance base and the income tax do not correspond (基数与个税不对应)."""

from __future__ import annotations

from collections.abc import Iterator

from jifen.advice.check.found import Fact, Found
from jifen.advice.check.subject import Subject, same_name, union
from jifen.mechanisms.month_sets import in_words

#: the month of the check itself: its tax is declared in the next one
_THIS_MONTH = 1


def find(subject: Subject) -> Iterator[Found]:
    """Runs said not to correspond, bases above the income declared, months paid and not declared."""
    yield from _marked(subject)
    yield from _above_income(subject)
    yield from _undeclared(subject)


def _marked(subject: Subject) -> Iterator[Found]:
    for run in subject.runs("social_insurance"):
        if not run.entry.tax_consistent:
            key = "ratio" if run.entry.base is None else "base"
            facts = (
                Fact(f"social_insurance[{run.place}].{key}", getattr(run.entry, key)),
                Fact(f"social_insurance[{run.place}].tax_consistent", False),
            )
            yield Found("base_tax_apart", facts, {"months": in_words(run.months, subject.month)}, run.months)


def _above_income(subject: Subject) -> Iterator[Found]:
    for tax in subject.runs("income_tax"):
        for run in subject.runs("social_insurance"):
            base, income = run.entry.base, tax.entry.income
            months = run.months & tax.months
            if not months or base is None or income is None or base <= income:
                continue
            if run.entry.back_paid or _of_two_employers(run.entry.employer, tax.entry.declarer):
                continue
            facts = (
                Fact(f"social_insurance[{run.place}].base", base),
                Fact(f"income_tax[{tax.place}].income", income),
            )
            words = {"months": in_words(months, subject.month), "base": base, "income": income}
            yield Found("base_above_income", facts, words, months)


def _of_two_employers(payer: str | None, declarer: str | None) -> bool:
    return payer is not None and declarer is not None and not same_name(payer, declarer)


def _undeclared(subject: Subject) -> Iterator[Found]:
    """Months paid without a declaration, from the first declaration given on: earlier ones are not told."""
    declared = union(subject.runs("income_tax"))
    if not declared:
        return
    told = (1 << declared.bit_length()) - 1
    for run in subject.runs("social_insurance"):
        months = run.months & told & ~declared & ~_THIS_MONTH
        if months and not run.entry.back_paid:
            facts = (
                Fact(f"social_insurance[{run.place}].from", run.entry.from_, month=True),
                Fact("income_tax"),
            )
            yield Found("tax_not_declared", facts, {"months": in_words(months, subject.month)}, months)
