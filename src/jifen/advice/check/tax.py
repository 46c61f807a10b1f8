"""Reason 3: the insurance base and the income tax do not correspond (基数与个税不对应)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from jifen.advice.check.found import OF_ONE_KIND, Fact, Found
from jifen.advice.check.subject import Subject, plain_name, union
from jifen.mechanisms.facts import Run

#: the month of the check itself: its tax is declared in the next one
_THIS_MONTH = 1


def find(subject: Subject) -> Iterator[Found]:
    """Runs said not to correspond, bases above the income declared, months paid and not declared."""
    yield from _marked(subject)
    yield from islice(_above_income(subject), OF_ONE_KIND)
    yield from _undeclared(subject)


def _marked(subject: Subject) -> Iterator[Found]:
    for run in subject.runs("social_insurance"):
        if not run.entry.tax_consistent:
            key = "ratio" if run.entry.base is None else "base"
            facts = (
                Fact(f"social_insurance[{run.place}].{key}", getattr(run.entry, key)),
                Fact(f"social_insurance[{run.place}].tax_consistent", False),
            )
            yield Found("base_tax_apart", facts, months=run.months)


def _above_income(subject: Subject) -> Iterator[Found]:
    """Bases above the income declared for the same months; a payer is held against its own declaration."""
    record = [run for run in subject.runs("social_insurance") if run.entry.base and not run.entry.back_paid]
    by_payer: defaultdict[str | None, list[Run]] = defaultdict(list)
    for run in record:
        by_payer[_plain(run.entry.employer)].append(run)
    for tax in subject.runs("income_tax"):
        income, declarer = tax.entry.income, _plain(tax.entry.declarer)
        if income is None:
            continue
        for run in record if declarer is None else (*by_payer[None], *by_payer[declarer]):
            base, months = run.entry.base, run.months & tax.months
            if months and base > income:
                facts = (
                    Fact(f"social_insurance[{run.place}].base", base),
                    Fact(f"income_tax[{tax.place}].income", income),
                )
                yield Found("base_above_income", facts, {"base": base, "income": income}, months)


def _plain(name: str | None) -> str | None:
    return None if name is None else plain_name(name)


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
            yield Found("tax_not_declared", facts, months=months)
