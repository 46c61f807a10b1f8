"""completed_years: full years from a date to the evaluation date (周岁, 婚龄)."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from jifen.mechanisms.columns import Columns, Value
from jifen.mechanisms.facts import Facts
from jifen.mechanisms.node import NEVER, Measure, Spec, mechanism
from jifen.mechanisms.scope import Scope
from jifen.mechanisms.trace import Trace
from jifen.profile.months import add_years, completed_years


class CompletedYearsSpec(Spec):
    """``since``: path of a date; ``only_if``: path of a yes-or-no that must hold."""

    since: str
    only_if: str | None = None


@mechanism("completed_years")
class CompletedYears(Measure):
    """Counts full years; None when the date is absent, lies in the future or the condition does not hold."""

    spec = CompletedYearsSpec

    def __init__(self, scope: Scope, since: str, only_if: str | None) -> None:
        self.path, self.condition = since, only_if
        self.since = scope.getter(since)
        self.only_if = scope.getter(only_if) if only_if else None

    @classmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        return cls(scope, spec.since, spec.only_if)

    def evaluate(self, facts: Facts) -> Trace:
        day = self.since(facts.profile)
        if day is None or day > facts.on or (self.only_if and not self.only_if(facts.profile)):
            return Trace(self, None)
        return Trace(self, completed_years(day, facts.on))

    def columns(self, table: Columns) -> Value:
        day = table.fact(self.path)
        known = day <= table.on
        if self.condition:
            known &= table.fact(self.condition)
        return known.ifelse(table.years_since(day), None)

    def next_change(self, facts: Facts, trace: Trace) -> date:
        if trace.value is not None:
            return add_years(self.since(facts.profile), trace.value + 1)
        day: date | None = self.since(facts.profile)
        ever = day is not None and day > facts.on and (not self.only_if or self.only_if(facts.profile))
        return day if day is not None and ever else NEVER

    def leaves(self, facts: Facts, trace: Trace, low: int | None, high: int | None) -> date:
        """Years only ever become more."""
        return NEVER if high is None else add_years(self.since(facts.profile), high + 1)

    def when(self, facts: Facts, trace: Trace, more: int) -> str | None:
        return add_years(self.since(facts.profile), trace.value + more).isoformat()
