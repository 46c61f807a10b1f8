"""lookup: points by kind from a table (对照表)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from jifen.errors import LawError
from jifen.law import Dated
from jifen.mechanisms.best_of import BestOf
from jifen.mechanisms.columns import Columns, Value
from jifen.mechanisms.facts import Facts
from jifen.mechanisms.node import Points, Spec, mechanism
from jifen.mechanisms.scope import MeasureRef, Scope
from jifen.mechanisms.trace import NextStep, Trace


class LookupSpec(Spec):
    """``key``: a measure that gives a kind; ``table``: a parameter that gives each kind's points."""

    key: str
    table: str


@mechanism("lookup")
class Lookup(Points):
    """Gives the points of a kind; no kind, no points."""

    spec = LookupSpec

    def __init__(self, key: MeasureRef, best: BestOf, table: Dated) -> None:
        self.key = key
        self.best = best
        self.table: Mapping[str, int] = table.value
        self.parameters = (table,)

    @classmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        key = scope.measure(spec.key)
        if not isinstance(key.node, BestOf):
            raise LawError(f"{scope.place}: lookup: {spec.key} gives no kind")
        return cls(key, key.node, scope.parameter(spec.table))

    def evaluate(self, facts: Facts) -> Trace:
        child = self.key.of(facts)
        return Trace(self, self.table.get(child.value, 0), child.outcome, child.detail, (child,))

    def columns(self, table: Columns) -> Value:
        return table.cases(
            [(holds, self.table.get(kind, 0)) for kind, holds in self.best.columns(table).items()], 0
        )

    def next_change(self, facts: Facts, trace: Trace) -> date:
        return self.key.next_change(facts)

    def labels(self) -> frozenset[str]:
        return self.best.reasons.union(self.table)

    def steps(self) -> frozenset[str]:
        return frozenset({"level", "months"} if self.best.requires else {"level"})

    def outcomes(self) -> frozenset[str]:
        return frozenset({"found", "none", "empty", "entry_not_counted"})

    def maximum(self) -> int | None:
        return max(self.table.values())

    def next_step(self, facts: Facts, trace: Trace, above: int) -> NextStep | None:
        """The next kind in the table; before it a kind already held that only lacks months."""
        floor = max(trace.value, above)
        pending = self.best.pending(facts, trace.children[0], floor)
        if pending is not None:
            detail = {"next_kind": pending.kind, "missing": pending.months, "earliest": pending.earliest}
            return self._step("months", pending.kind, floor, detail)
        higher = [kind for kind, points in self.table.items() if points > floor]
        if not higher:
            return None
        kind = min(higher, key=self.table.__getitem__)
        return self._step("level", kind, floor, {"next_kind": kind})

    def _step(self, says: str, kind: str, floor: int, detail: Mapping[str, Any]) -> NextStep:
        points = self.table[kind]
        return NextStep(says, points, points - floor, detail)
