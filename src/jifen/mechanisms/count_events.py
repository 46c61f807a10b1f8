"""count_events: dated events that still count: within N years up to the evaluation date (N 年内的次数)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from jifen.law import Dated
from jifen.mechanisms.columns import Columns, Value
from jifen.mechanisms.facts import Facts
from jifen.mechanisms.node import NEVER, Measure, Spec, mechanism
from jifen.mechanisms.scope import Scope
from jifen.mechanisms.trace import Trace
from jifen.profile.months import add_years


class CountEventsSpec(Spec):
    """``of``: path of a list of dates; ``within_years``: a parameter."""

    of: str
    within_years: str


@mechanism("count_events")
class CountEvents(Measure):
    """Counts dates x with D - N years < x <= D."""

    spec = CountEventsSpec
    says_none = True
    ready = True

    def __init__(self, scope: Scope, path: str, years: Dated) -> None:
        self.path = path
        self.get = scope.getter(path)
        self.years: int = years.value
        self.parameters = (years,)

    @classmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        return cls(scope, spec.of, scope.parameter(spec.within_years))

    def evaluate(self, facts: Facts) -> Trace:
        days = self.get(facts.profile)
        if not days:
            return Trace(self, 0, "none")
        start = add_years(facts.on, -self.years)
        counted = sorted(day for day in days if start < day <= facts.on)
        return Trace(self, len(counted), "" if counted else "none", {"dates": counted})

    def columns(self, table: Columns) -> Value:
        return table.ready(self.path)

    def next_change(self, facts: Facts, trace: Trace) -> date:
        """An event to come, or the end of one that counts."""
        ahead = [day for day in self.get(facts.profile) if day > facts.on]
        return min([*ahead, *map(self._end, trace.detail.get("dates", ()))], default=NEVER)

    def when(self, facts: Facts, trace: Trace, more: int) -> str | None:
        """Say when there will be ``-more`` events fewer: they expire, and more of them are never advice."""
        return self._end(trace.detail["dates"][-more - 1]).isoformat() if 0 < -more <= trace.value else None

    def _end(self, day: date) -> date:
        """Give the first day on which an event of ``day`` no longer counts.

        Counted back from a 29 February, the years reach one day further than from the day before.
        """
        end = add_years(day, self.years)
        eve = end - timedelta(days=1)
        return eve if add_years(eve, -self.years) >= day else end
