"""tiers: the best tier for which there are months enough (分档)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from jifen.errors import LawError
from jifen.law import Dated
from jifen.mechanisms.columns import Columns, Value
from jifen.mechanisms.count_months_by_tier import CountMonthsByTier
from jifen.mechanisms.facts import Facts
from jifen.mechanisms.month_sets import months_until, window_of
from jifen.mechanisms.node import Points, Spec, mechanism
from jifen.mechanisms.scope import MeasureRef, Scope
from jifen.mechanisms.trace import NextStep, Trace
from jifen.profile.months import format_month


class TiersSpec(Spec):
    """``of``: a measure that gives months by tier; ``table``: the parameter with the tiers."""

    of: str
    table: str


@mechanism("tiers")
class Tiers(Points):
    """Gives the points of the best tier reached; tiers do not add up."""

    spec = TiersSpec

    def __init__(self, of: MeasureRef, node: CountMonthsByTier, table: Dated) -> None:
        self.of = of
        self.node = node
        self.table: Mapping[str, Mapping[str, Any]] = table.value
        self.parameters = (table,)
        self.rising = sorted(self.table, key=lambda tier: self.table[tier]["points"])
        self.needed = tuple(
            (tier, self.table[tier]["months"], self.table[tier]["points"]) for tier in reversed(self.rising)
        )
        #: what the sentence of each tier may name
        self.facts_of = {
            name: {
                **{key: value for key, value in tier.items() if key != "points"},
                "tier_points": tier["points"],
            }
            for name, tier in self.table.items()
        }

    @classmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        of = scope.measure(spec.of)
        if not isinstance(of.node, CountMonthsByTier):
            raise LawError(f"{scope.place}: tiers: {spec.of} does not count months by tier")
        return cls(of, of.node, scope.parameter(spec.table))

    def evaluate(self, facts: Facts) -> Trace:
        child = self.of.of(facts)
        months: Mapping[str, int] = child.value
        for tier, needed, points in self.needed:
            if months[tier] >= needed:
                return self._trace(points, "reached", tier, child)
        lowest = self.rising[0]
        return self._trace(0, "below" if months[lowest] else "none", lowest, child)

    def next_change(self, facts: Facts, trace: Trace) -> date:
        """The tier reached may be lost, a better one reached; worse ones do not matter."""
        child, days = trace.children[0], []
        for tier, needed, points in self.needed:
            if points <= trace.value:
                days.append(self.node.leaves_tier(facts, child, tier, needed, None))
                break
            days.append(self.node.leaves_tier(facts, child, tier, None, needed - 1))
        return min(days)

    def _trace(self, points: int, outcome: str, tier: str, child: Trace) -> Trace:
        detail = {**self.facts_of[tier], "tier": tier, "counted_months": child.value[tier]}
        return Trace(self, points, outcome, detail, (child,))

    def columns(self, table: Columns) -> Value:
        months = self.of.columns(table)
        return table.cases([(months[tier] >= needed, points) for tier, needed, points in self.needed], 0)

    def labels(self) -> frozenset[str]:
        return self.of.node.reasons

    def steps(self) -> frozenset[str]:
        return frozenset({"tier"})

    def outcomes(self) -> frozenset[str]:
        return self.of.node.outcomes() | {"reached", "below", "none"}

    def maximum(self) -> int | None:
        return max(int(points) for _, _, points in self.needed)

    def next_step(self, facts: Facts, trace: Trace, above: int) -> NextStep | None:
        """The next tier up; a better one if months count for it already and it comes no later."""
        held: Mapping[str, int] = trace.children[0].detail["months"]
        higher = [tier for tier in self.rising if self.table[tier]["points"] > trace.value]
        if not higher:
            return None
        found, ahead = higher[0], self._ahead(higher[0], held)
        for tier in higher[1:]:
            months = self._ahead(tier, held)
            if held[tier] and months <= ahead:
                found, ahead = tier, months
        points: int = self.table[found]["points"]
        detail = {**self.facts_of[found], "missing": ahead, "earliest": format_month(facts.month + ahead)}
        return NextStep("tier", points, points - trace.value, {**detail, "next_points": points})

    def _ahead(self, tier: str, held: Mapping[str, int]) -> int:
        """Count the months until a tier is reached; its window is long enough for it."""
        entry = self.table[tier]
        return months_until(held[tier], window_of(entry["window_months"]), entry["months"]) or 0
