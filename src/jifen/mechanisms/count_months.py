"""count_months: distinct months of a record, in a window, at a least multiple of the wage (缴费月数)."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, NamedTuple, Self

from jifen.law import Dated
from jifen.mechanisms.columns import Columns, MonthsAsked, Value
from jifen.mechanisms.conditions import Conditions
from jifen.mechanisms.facts import Facts
from jifen.mechanisms.month_sets import EVER, in_words, leaving, months_until, window_of
from jifen.mechanisms.node import NEVER, Measure, Spec, mechanism
from jifen.mechanisms.scope import Scope
from jifen.mechanisms.trace import Trace
from jifen.mechanisms.wages import WageTable
from jifen.profile.months import first_day, format_month


class Count(NamedTuple):
    """How many months there are in a window."""

    months: int
    window: int


def _may_meet(run: Any, ratio: Any) -> bool:
    """Whether months of a run may meet a ratio; at a base in CNY they may whatever the wage will be."""
    return ratio is None or run.ratio is None or bool(run.ratio >= ratio)


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

    def count(self, table: Columns, window: int) -> Value:
        """Count the months in the window, for every person of a table."""
        return table.months(MonthsAsked(self.path, self.conditions, window))

    def count_at(self, table: Columns, wages: WageTable, ratio: Any, window: int) -> Value:
        """Count the months of the window whose base is at least ``ratio`` times the wage."""
        least, unknown = wages.least(table.month, ratio, window)
        return table.months(MonthsAsked(self.path, self.conditions, window, least, unknown))

    def leaves(
        self, facts: Facts, count: Count, low: int | None, high: int | None, ratio: Any = None
    ) -> date:
        """Give a day before which a count of these months, at a ratio if one is asked, stays in bounds."""
        # A month that counts only from the next one on is still to come: hence not 'after the month'.
        grows = any(
            (run.to is None or run.to >= facts.month) and _may_meet(run, ratio)
            for run in self.get(facts.profile)
        )
        ahead = leaving(count.months, low, high, slides=count.window != EVER, grows=grows)
        surely = NEVER if ahead is None else first_day(facts.month + ahead)
        # A full window stays full while somebody pays: no month slides out that no new one replaces.
        full = count.window != EVER and count.months == count.window.bit_count()
        return max(surely, self._lasting(facts, ratio)) if full else surely

    def _lasting(self, facts: Facts, ratio: Any) -> date:
        """Give the first day after the runs that count now, surely meet the ratio and go on."""
        last = facts.month
        for run in facts.kept(self.path, self.get, self.conditions).runs:
            entry = run.entry
            if run.months & 1 and (ratio is None or (entry.ratio is not None and entry.ratio >= ratio)):
                if entry.to is None:
                    return NEVER
                last = max(last, entry.to)
        return first_day(last + 1)

    def left_out(self, facts: Facts, window: int) -> dict[str, str]:
        """Give the months in the window that do not count at all, in words, by reason."""
        kept = facts.kept(self.path, self.get, self.conditions)
        by_reason: dict[str, int] = {}
        for reason, run in kept.rejected:
            months = run.months & window & ~kept.months
            if months:
                by_reason[reason] = by_reason.get(reason, 0) | months
        return {reason: in_words(months, facts.month) for reason, months in by_reason.items()}


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
    says_none = True

    def __init__(
        self, record: MonthRecord, window: int, ratio: Dated | None, wages: WageTable | None
    ) -> None:
        self.record = record
        self.reasons = frozenset(record.conditions.ids)
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

    def columns(self, table: Columns) -> Value:
        if self.ratio is None or self.wages is None:
            return self.record.count(table, self.window)
        return self.record.count_at(table, self.wages, self.ratio.value, self.window)

    def left_out(self, facts: Facts) -> dict[str, str]:
        return self.record.left_out(facts, self.window)

    def read(self, trace: Trace) -> tuple[Dated, ...]:
        if self.wages is None:
            return self.parameters
        return self.parameters + self.wages.within(trace.detail["month"], self.window)

    def leaves(self, facts: Facts, trace: Trace, low: int | None, high: int | None) -> date:
        ratio = None if self.ratio is None else self.ratio.value
        return self.record.leaves(facts, Count(trace.value, self.window), low, high, ratio)

    def ahead(self, facts: Facts, trace: Trace, more: int) -> int | None:
        return months_until(self.months(facts), self.window, trace.value + more)

    def when(self, facts: Facts, trace: Trace, more: int) -> str | None:
        ahead = self.ahead(facts, trace, more)
        return None if ahead is None else format_month(facts.month + ahead)
