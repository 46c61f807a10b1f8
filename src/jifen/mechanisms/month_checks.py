"""months_paid_twice and months_above: what in a record of months looks wrong (重复缴费, 超过上限)."""

from __future__ import annotations

from typing import Any, Self

from jifen.mechanisms.facts import Facts
from jifen.mechanisms.month_sets import in_words
from jifen.mechanisms.node import Measure, Spec, mechanism
from jifen.mechanisms.scope import Scope
from jifen.mechanisms.trace import Trace
from jifen.mechanisms.wages import WageTable


class MonthsPaidTwiceSpec(Spec):
    """``in``: the list of runs; ``by``: the field that says who paid."""

    in_: str
    by: str


@mechanism("months_paid_twice")
class MonthsPaidTwice(Measure):
    """Gives the months that two payers paid; an unnamed payer is taken for another one."""

    spec = MonthsPaidTwiceSpec

    def __init__(self, scope: Scope, path: str, by: str) -> None:
        self.path, self.by = path, by
        self.get = scope.getter(path)

    @classmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        return cls(scope, spec.in_, spec.by)

    def evaluate(self, facts: Facts) -> Trace:
        by_payer: dict[str | int, int] = {}
        for run in facts.runs(self.path, self.get):
            payer = getattr(run.entry, self.by)
            key = run.place if payer is None else payer
            by_payer[key] = by_payer.get(key, 0) | run.months
        once = twice = 0
        for months in by_payer.values():
            twice |= once & months
            once |= months
        detail = {"months": in_words(twice, facts.month)} if twice else {}
        return Trace(self, twice.bit_count(), detail=detail)


class MonthsAboveSpec(Spec):
    """``in``: the list of runs; ``wage``: a series; ``key``: which of its amounts must not be exceeded."""

    in_: str
    wage: str
    key: str


@mechanism("months_above")
class MonthsAbove(Measure):
    """Counts the months whose base is above an amount of that time."""

    spec = MonthsAboveSpec

    def __init__(self, scope: Scope, path: str, wages: WageTable, key: str) -> None:
        self.path, self.key = path, key
        self.get = scope.getter(path)
        self.wages = wages

    @classmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        return cls(scope, spec.in_, scope.wage_table(spec.wage), spec.key)

    def evaluate(self, facts: Facts) -> Trace:
        above = self.wages.above(facts, facts.runs(self.path, self.get), self.key)
        detail = {"months": in_words(above, facts.month)} if above else {}
        return Trace(self, above.bit_count(), detail=detail)
