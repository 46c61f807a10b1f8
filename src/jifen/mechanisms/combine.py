"""cap, higher_of, flag: small ways to combine points (封顶, 取高, 一项即得)."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from jifen.errors import LawError
from jifen.law import Dated
from jifen.mechanisms.columns import Columns, Value
from jifen.mechanisms.facts import Facts
from jifen.mechanisms.node import Points, Spec, build, mechanism
from jifen.mechanisms.scope import MeasureRef, Scope
from jifen.mechanisms.trace import NextStep, Trace


def _points(words: dict[str, Any], scope: Scope) -> Points:
    node = build(words, scope)
    if not isinstance(node, Points):
        raise LawError(f"{scope.place}: {node.mechanism} yields no points")
    return node


class FlagSpec(Spec):
    """``when``: a yes-or-no measure; ``points``: a parameter."""

    when: str
    points: str


@mechanism("flag")
class Flag(Points):
    """All the points or none."""

    spec = FlagSpec

    def __init__(self, when: MeasureRef, points: Dated) -> None:
        self.when = when
        self.points: int = points.value
        self.parameters = (points,)

    @classmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        return cls(scope.measure(spec.when), scope.parameter(spec.points))

    def evaluate(self, facts: Facts) -> Trace:
        child = self.when.of(facts)
        if child.value:
            return Trace(self, self.points, "yes", children=(child,))
        return Trace(self, 0, "no", children=(child,))

    def columns(self, table: Columns) -> Value:
        return self.when.columns(table).ifelse(self.points, 0)

    def next_change(self, facts: Facts, trace: Trace) -> date:
        return self.when.next_change(facts)

    def outcomes(self) -> frozenset[str]:
        return frozenset({"yes", "no"})

    def maximum(self) -> int | None:
        return max(self.points, 0)


class CapSpec(Spec):
    """``at``: a parameter; ``of``: the points that are capped."""

    at: str
    of: dict[str, Any]


@mechanism("cap")
class Cap(Points):
    """At most so many points."""

    spec = CapSpec

    def __init__(self, at: Dated, of: Points) -> None:
        self.at: int = at.value
        self.of = of
        self.parameters = (at,)

    @classmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        return cls(scope.parameter(spec.at), _points(spec.of, scope))

    def evaluate(self, facts: Facts) -> Trace:
        child = self.of.evaluate(facts)
        if child.value > self.at:
            return Trace(self, self.at, "capped", child.detail, (child,))
        return Trace(self, child.value, child.outcome, child.detail, (child,))

    def columns(self, table: Columns) -> Value:
        return table.least((self.of.columns(table), self.at))

    def next_change(self, facts: Facts, trace: Trace) -> date:
        return self.of.next_change(facts, trace.children[0])

    def labels(self) -> frozenset[str]:
        return self.of.labels()

    def steps(self) -> frozenset[str]:
        return self.of.steps()

    def outcomes(self) -> frozenset[str]:
        return self.of.outcomes() | {"capped"}

    def maximum(self) -> int | None:
        return self.at

    def next_step(self, facts: Facts, trace: Trace, above: int) -> NextStep | None:
        if trace.value >= self.at:
            return None
        step = self.of.next_step(facts, trace.children[0], above)
        if step is None:
            return None
        points = min(step.points, self.at)
        return NextStep(step.says, points, points - trace.value, step.detail)


#: which branch speaks when no way yields points: the one that came furthest
_FURTHEST = {"some": 2, "below": 1}


class HigherOfSpec(Spec):
    """``higher_of: [points, ...]``."""

    bare = "of"
    of: tuple[dict[str, Any], ...]


@mechanism("higher_of")
class HigherOf(Points):
    """The best of several ways to the same points; on a tie the first."""

    spec = HigherOfSpec

    def __init__(self, of: tuple[Points, ...]) -> None:
        self.of = of

    @classmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        return cls(tuple(_points(words, scope) for words in spec.of))

    def evaluate(self, facts: Facts) -> Trace:
        children = tuple(points.evaluate(facts) for points in self.of)
        best = max(children, key=lambda child: (child.value, _FURTHEST.get(child.outcome, 0)))
        return Trace(self, best.value, best.outcome, best.detail, children)

    def columns(self, table: Columns) -> Value:
        return table.greatest(points.columns(table) for points in self.of)

    def next_change(self, facts: Facts, trace: Trace) -> date:
        pairs = zip(self.of, trace.children, strict=True)
        return min(points.next_change(facts, child) for points, child in pairs)

    def labels(self) -> frozenset[str]:
        return frozenset[str]().union(*(points.labels() for points in self.of))

    def steps(self) -> frozenset[str]:
        return frozenset[str]().union(*(points.steps() for points in self.of))

    def outcomes(self) -> frozenset[str]:
        return frozenset[str]().union(*(points.outcomes() for points in self.of))

    def maximum(self) -> int | None:
        limits = [points.maximum() for points in self.of]
        return None if None in limits else max(limit for limit in limits if limit is not None)

    def next_step(self, facts: Facts, trace: Trace, above: int) -> NextStep | None:
        """The first way, in the law's order, that leads above today's points."""
        for points, child in zip(self.of, trace.children, strict=True):
            step = points.next_step(facts, child, above)
            if step is not None and step.points > trace.value:
                return NextStep(step.says, step.points, step.points - trace.value, step.detail)
        return None
