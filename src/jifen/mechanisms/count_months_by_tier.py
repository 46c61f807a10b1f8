"""count_months_by_tier: for each tier, the months in its window that meet its multiple of the wage."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from jifen.law import Dated
from jifen.mechanisms.columns import Columns, Value
from jifen.mechanisms.count_months import Count, MonthRecord
from jifen.mechanisms.facts import Facts
from jifen.mechanisms.month_sets import window_of
from jifen.mechanisms.node import Measure, Spec, mechanism
from jifen.mechanisms.scope import Scope
from jifen.mechanisms.trace import Trace
from jifen.mechanisms.wages import WageTable


class CountMonthsByTierSpec(Spec):
    """``in``: the list of runs; ``where``: named conditions; ``tiers``: a parameter; ``wage``: a series."""

    in_: str
    where: tuple[str, ...] = ()
    tiers: str
    wage: str


@mechanism("count_months_by_tier")
class CountMonthsByTier(Measure):
    """Gives ``{tier: months}``; ``detail.months`` keeps the months themselves, as bits."""

    spec = CountMonthsByTierSpec

    def __init__(self, record: MonthRecord, tiers: Dated, wages: WageTable) -> None:
        self.record = record
        self.reasons = frozenset(record.conditions.ids)
        self.wages = wages
        self.tables = (wages.series,)
        self.parameters = (tiers,)
        self.tiers = tuple(
            (name, tier["ratio"], window_of(tier["window_months"])) for name, tier in tiers.value.items()
        )
        #: all windows begin with the evaluation month, so the longest holds the others
        self.window = max(window for _, _, window in self.tiers)

    @classmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        record = MonthRecord(scope, spec.in_, spec.where)
        return cls(record, scope.parameter(spec.tiers), scope.wage_table(spec.wage))

    def evaluate(self, facts: Facts) -> Trace:
        months = {
            name: self.record.months_at(facts, self.wages, ratio, window)
            for name, ratio, window in self.tiers
        }
        value = {name: bits.bit_count() for name, bits in months.items()}
        return Trace(self, value, detail={"month": facts.month, "months": months})

    def columns(self, table: Columns) -> dict[str, Value]:
        return {
            name: self.record.count_at(table, self.wages, ratio, window) for name, ratio, window in self.tiers
        }

    def leaves_tier(self, facts: Facts, trace: Trace, tier: str, low: int | None, high: int | None) -> date:
        """Give a day before which the months of a tier stay within bounds."""
        _, ratio, window = next(each for each in self.tiers if each[0] == tier)
        return self.record.leaves(facts, Count(trace.value[tier], window), low, high, ratio)

    def left_out(self, facts: Facts) -> dict[str, str]:
        return self.record.left_out(facts, self.window)

    def read(self, trace: Trace) -> tuple[Dated, ...]:
        return self.parameters + self.wages.within(trace.detail["month"], self.window)
