"""yearly_average: the average of the last full calendar years, by share (年均纳税, 年均用工)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, Self

from jifen.law import Dated
from jifen.mechanisms.columns import Columns, Value
from jifen.mechanisms.facts import Facts
from jifen.mechanisms.node import NEVER, Measure, Spec, mechanism
from jifen.mechanisms.scope import Scope
from jifen.mechanisms.trace import Trace


class YearlyAverageSpec(Spec):
    """``of``: path of a mapping year → number; ``share``: path of a share 0-1; ``years``: a parameter."""

    of: str
    share: str
    years: str


@mechanism("yearly_average")
class YearlyAverage(Measure):
    """Gives the exact average over the years before the evaluation year; None when a year is missing."""

    spec = YearlyAverageSpec
    ready = True

    def __init__(self, scope: Scope, of: str, share: str, years: Dated) -> None:
        self.path = of
        self.of = scope.getter(of)
        self.share = scope.getter(share)
        self.years: int = years.value
        self.parameters = (years,)

    @classmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        return cls(scope, spec.of, spec.share, scope.parameter(spec.years))

    def next_change(self, facts: Facts, trace: Trace) -> date:
        return date(facts.on.year + 1, 1, 1) if self.of(facts.profile) else NEVER

    def evaluate(self, facts: Facts) -> Trace:
        by_year = self.of(facts.profile)
        if not by_year:
            return Trace(self, None)
        this_year = facts.on.year
        amounts = [by_year.get(year) for year in range(this_year - self.years, this_year)]
        if None in amounts:
            return Trace(self, None)
        # Counts are ints, money has fewer digits than Decimal's context keeps: this sum is exact.
        share: Any = self.share(facts.profile)
        total = Fraction(sum(amounts))
        return Trace(self, (total if share == 1 else total * Fraction(share)) / self.years)

    def columns(self, table: Columns) -> Value:
        return table.ready(self.path)
