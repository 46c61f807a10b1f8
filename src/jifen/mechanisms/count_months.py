"""count_months: distinct months of a record, in a window, at a least multiple of the wage (缴费月数)."""

from __future__ import annotations

from typing import Any, Literal, Self

from jifen.law import Dated
from jifen.mechanisms.conditions import Conditions
from jifen.mechanisms.facts import Facts
from jifen.mechanisms.node import Measure, Spec, mechanism
from jifen.mechanisms.scope import Scope
from jifen.mechanisms.trace import Trace
from jifen.mechanisms.wages import WageTable
from jifen.profile.months import format_month

#: All months, as bits counted back from the evaluation month.
EVER = -1


def window_of(months: int, ending: str = "current") -> int:
    """Give the last ``months`` months as bits, ending with the evaluation month or the one before."""
    return ((1 << months) - 1) << (1 if ending == "previous" else 0)


def months_until(months: int, window: int, needed: int) -> int | None:
    """Count the further months, each of them counting, after which ``needed`` months lie in the window.

    Months slide out of the window meanwhile, so the answer may exceed what is missing today. None when the
    window is too short for it.
    """
    if window != EVER and needed > window.bit_count():
        return None
    ahead = max(needed - (months & window).bit_count(), 0)
    while (((months << ahead) | ((1 << ahead) - 1)) & window).bit_count() < needed:
        ahead += 1
    return ahead


class MonthRecord:
    """The runs of one list in the document that satisfy conditions."""

    __slots__ = ("conditions", "get", "path")

    def __init__(self, scope: Scope, path: str, where: tuple[str, ...]) -> None:
        self.path = path
        self.get = scope.getter(path)
        self.conditions: Conditions = scope.conditions(where, scope.entry_model(path))

    def months(self, facts: Facts) -> int:
        """Give the union of the months, as bits."""
        return facts.kept(self.path, self.get, self.conditions).months

    def months_at(self, facts: Facts, wages: WageTable, ratio: Any, window: int) -> int:
        """Give the months in the window whose base is at least ``ratio`` times the wage, as bits."""
        return wages.meeting(facts, facts.kept(self.path, self.get, self.conditions).runs, window, ratio)


class CountMonthsSpec(Spec):
    """``in``: the list of runs; ``where``: named conditions; the rest are parameters, each optional."""

    in_: str
    where: tuple[str, ...] = ()
    window_months: str | None = None
    ending: Literal["current", "previous"] = "current"
    min_ratio: str | None = None
    wage: str | None = None


@mechanism("count_months")
class CountMonths(Measure):
    """Counts distinct calendar months; two payments in one month are one month at the higher base."""

    spec = CountMonthsSpec

    def __init__(
        self, record: MonthRecord, window: int, ratio: Dated | None, wages: WageTable | None
    ) -> None:
        self.record = record
        self.window = window
        self.ratio = ratio
        self.wages = wages
        self.tables = (wages.series,) if wages else ()

    @classmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        months = scope.parameter(spec.window_months) if spec.window_months else None
        ratio = scope.parameter(spec.min_ratio) if spec.min_ratio else None
        wages = scope.wage_table(spec.wage) if spec.wage else None
        window = window_of(months.value, spec.ending) if months else EVER
        node = cls(MonthRecord(scope, spec.in_, spec.where), window, ratio, wages)
        node.parameters = tuple(dated for dated in (months, ratio) if dated)
        return node

    def months(self, facts: Facts) -> int:
        """Give the months that count, as bits; beyond the window where no ratio is asked."""
        if self.ratio is None or self.wages is None:
            return self.record.months(facts)
        return self.record.months_at(facts, self.wages, self.ratio.value, self.window)

    def evaluate(self, facts: Facts) -> Trace:
        count = (self.months(facts) & self.window).bit_count()
        return Trace(self, count, "" if count else "none", {"month": facts.month})

    def read(self, trace: Trace) -> tuple[Dated, ...]:
        if self.wages is None:
            return self.parameters
        return self.parameters + self.wages.within(trace.detail["month"], self.window)

    def ahead(self, facts: Facts, trace: Trace, more: int) -> int | None:
        return months_until(self.months(facts), self.window, trace.value + more)

    def when(self, facts: Facts, trace: Trace, more: int) -> str | None:
        ahead = self.ahead(facts, trace, more)
        return None if ahead is None else format_month(facts.month + ahead)
