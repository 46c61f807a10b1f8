"""per_unit: points for each whole unit of a measure, perhaps only from a least number on (按件计分)."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from typing import Any, Self

from jifen.law import Dated
from jifen.mechanisms.columns import Columns, Value
from jifen.mechanisms.facts import Facts
from jifen.mechanisms.node import Points, Spec, mechanism
from jifen.mechanisms.scope import MeasureRef, Scope
from jifen.mechanisms.trace import NextStep, Trace

_FEN = Decimal("0.01")


def _enough(missing: Any) -> Any:
    """Round what is missing up to the fen, so that so much more is enough."""
    if not isinstance(missing, Fraction):
        return missing
    return (Decimal(missing.numerator) / Decimal(missing.denominator)).quantize(_FEN, ROUND_CEILING)


class PerUnitSpec(Spec):
    """``of``: a measure; ``unit``: a parameter, one when absent; ``points``; ``least_units``; ``next``: which
    of the section's sentences says what the next unit needs.
    """

    of: str
    unit: str | None = None
    points: str
    least_units: str | None = None
    next: str | None = None


@mechanism("per_unit")
class PerUnit(Points):
    """Whole units only; below ``least_units`` nothing. Negative points are deductions."""

    spec = PerUnitSpec

    def __init__(
        self, of: MeasureRef, points: Dated, unit: Dated | None, least: Dated | None, says: str | None
    ):
        self.of = of
        self.points: int = points.value
        self.unit: int = unit.value if unit else 1
        self.least_units: int = least.value if least else 0
        self.says = says
        self.parameters = tuple(dated for dated in (points, unit, least) if dated)

    @classmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        unit, least = (scope.parameter(name) if name else None for name in (spec.unit, spec.least_units))
        return cls(scope.measure(spec.of), scope.parameter(spec.points), unit, least, spec.next)

    def evaluate(self, facts: Facts) -> Trace:
        child = self.of.of(facts)
        if child.value is None or child.outcome == "none":
            return Trace(self, 0, "none", {"units": 0}, (child,))
        units = int(child.value // self.unit)
        if units < max(self.least_units, 1):
            return Trace(self, 0, "below", {"units": units}, (child,))
        return Trace(self, self.points * units, "some", {"units": units}, (child,))

    def columns(self, table: Columns) -> Value:
        measured = self.of.columns(table)
        units = (measured if self.unit == 1 else measured // self.unit).fill_null(0)
        if self.least_units > 1:
            units = (units >= self.least_units).ifelse(units, 0)
        return units * self.points

    def next_change(self, facts: Facts, trace: Trace) -> date:
        """Only a whole unit more or less makes a difference."""
        units = trace.detail["units"]
        few = max(self.least_units, 1)
        low, high = (units, units) if units >= few else (None, few - 1)
        return self.of.leaves(facts, None if low is None else low * self.unit, (high + 1) * self.unit - 1)

    def labels(self) -> frozenset[str]:
        return self.of.node.reasons

    def steps(self) -> frozenset[str]:
        return frozenset({self.says} if self.says else ())

    def outcomes(self) -> frozenset[str]:
        # One unit of what says itself that there is none is never too little.
        whole = self.unit == 1 and self.least_units <= 1 and self.of.node.says_none
        return self.of.node.outcomes() | ({"some", "none"} if whole else {"some", "below", "none"})

    def maximum(self) -> int | None:
        return None if self.points > 0 else 0

    def next_step(self, facts: Facts, trace: Trace, above: int) -> NextStep | None:
        measured = trace.children[0]
        if self.says is None or measured.value is None:
            return None
        if self.points < 0:
            return self._fewer(facts, trace, measured)
        if measured.value == 0 and self.least_units:
            return None
        units = max(trace.detail["units"] + 1, self.least_units)
        missing = units * self.unit - measured.value
        months = self.of.node.ahead(facts, measured, missing)
        detail = {
            "missing": _enough(missing) if months is None else months,
            "next_units": units,
            "earliest": self.of.node.when(facts, measured, missing),
        }
        points = units * self.points
        return NextStep(self.says, points, points - trace.value, detail)

    def _fewer(self, facts: Facts, trace: Trace, measured: Trace) -> NextStep | None:
        """Say when the oldest event stops counting; several on one day end together."""
        if not measured.value or self.says is None:
            return None
        ends = [self.of.node.when(facts, measured, -fewer) for fewer in range(1, measured.value + 1)]
        gain = -self.points * ends.count(ends[0])
        detail = {"earliest": ends[0]}
        return NextStep(self.says, trace.value + gain, gain, detail)
