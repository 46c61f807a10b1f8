"""steps: a lowest band, and more for each unit below it up to a cap (逐岁递增)."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from jifen.law import Dated
from jifen.mechanisms.columns import Columns, Value
from jifen.mechanisms.facts import Facts
from jifen.mechanisms.node import Points, Spec, mechanism
from jifen.mechanisms.scope import MeasureRef, Scope
from jifen.mechanisms.trace import Trace


class StepsSpec(Spec):
    """``of``: a measure; the rest are parameters."""

    of: str
    oldest: str
    lowest_from: str
    lowest_points: str
    each_below: str
    cap: str


@mechanism("steps")
class Steps(Points):
    """Above ``oldest`` 0, ``lowest_points`` from ``lowest_from`` on, ``each_below`` more a unit below it."""

    spec = StepsSpec

    def __init__(self, of: MeasureRef, values: dict[str, Dated]) -> None:
        self.of = of
        self.oldest: int = values["oldest"].value
        self.lowest_from: int = values["lowest_from"].value
        self.lowest_points: int = values["lowest_points"].value
        self.each_below: int = values["each_below"].value
        self.cap: int = values["cap"].value
        self.parameters = tuple(values.values())
        #: the highest value of the measure that still yields the cap; none does where no unit adds anything
        self.full_until = -1
        if self.each_below > 0:
            self.full_until = self.lowest_from - -(-(self.cap - self.lowest_points) // self.each_below)

    @classmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        names = ("oldest", "lowest_from", "lowest_points", "each_below", "cap")
        return cls(scope.measure(spec.of), {name: scope.parameter(getattr(spec, name)) for name in names})

    def evaluate(self, facts: Facts) -> Trace:
        child = self.of.of(facts)
        value = child.value
        detail = {"full_until": self.full_until}
        if value is None or value > self.oldest:
            return Trace(self, 0, "over", detail, (child,))
        if value <= self.full_until:
            return Trace(self, self.cap, "full", detail, (child,))
        points = self.lowest_points + self.each_below * max(self.lowest_from - value, 0)
        return Trace(self, points, "step", detail, (child,))

    def columns(self, table: Columns) -> Value:
        value = self.of.columns(table)
        below = table.greatest((self.lowest_from - value, 0))
        return table.cases(
            [
                (value.isnull() | (value > self.oldest), 0),
                (value <= self.full_until, self.cap),
            ],
            self.lowest_points + self.each_below * below,
        )

    def next_change(self, facts: Facts, trace: Trace) -> date:
        low: int | None = trace.children[0].value
        high = low
        if trace.outcome == "full":
            low, high = None, self.full_until
        elif trace.outcome == "over":
            low, high = self.oldest + 1, None
        return self.of.leaves(facts, low, high)

    def outcomes(self) -> frozenset[str]:
        return frozenset({"full", "step", "over"})

    def maximum(self) -> int | None:
        return self.cap
