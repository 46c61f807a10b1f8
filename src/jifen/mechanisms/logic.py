"""Yes-or-no measures of the person: fact, all_of, at_least, in_period, any_entry (是与否)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from jifen.law import Dated
from jifen.mechanisms.columns import Columns, Value
from jifen.mechanisms.conditions import Conditions
from jifen.mechanisms.facts import Facts
from jifen.mechanisms.node import NEVER, Measure, Spec, mechanism
from jifen.mechanisms.scope import MeasureRef, Scope
from jifen.mechanisms.trace import Trace


class FactSpec(Spec):
    """``fact: path`` of a yes-or-no in the document."""

    bare = "path"
    path: str


@mechanism("fact")
class Fact(Measure):
    """Says what the document says; absent is what the document's format defines."""

    spec = FactSpec

    def __init__(self, scope: Scope, path: str) -> None:
        self.path = path
        self.get = scope.getter(path)

    @classmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        return cls(scope, spec.path)

    def evaluate(self, facts: Facts) -> Trace:
        return Trace(self, self.get(facts.profile) is True)

    def columns(self, table: Columns) -> Value:
        return table.fact(self.path)

    def next_change(self, facts: Facts, trace: Trace) -> date:
        return NEVER


class AllOfSpec(Spec):
    """``all_of: [measure, ...]``."""

    bare = "of"
    of: tuple[str, ...]


@mechanism("all_of")
class AllOf(Measure):
    """Holds when every one of the measures holds."""

    spec = AllOfSpec

    def __init__(self, of: tuple[MeasureRef, ...]) -> None:
        self.measures = of

    @classmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        return cls(tuple(scope.measure(name) for name in spec.of))

    def evaluate(self, facts: Facts) -> Trace:
        children = tuple(measure.of(facts) for measure in self.measures)
        return Trace(self, all(child.value for child in children), children=children)

    def columns(self, table: Columns) -> Value:
        return table.every(measure.columns(table) for measure in self.measures)

    def next_change(self, facts: Facts, trace: Trace) -> date:
        return min((measure.next_change(facts) for measure in self.measures), default=NEVER)


class AtLeastSpec(Spec):
    """``of``: a measure that counts; ``minimum``: a parameter."""

    of: str
    minimum: str


@mechanism("at_least")
class AtLeast(Measure):
    """Holds when the measure reaches the minimum; ``detail.missing`` says how many are wanting."""

    spec = AtLeastSpec

    def __init__(self, of: MeasureRef, minimum: Dated) -> None:
        self.measured = of
        self.minimum: int = minimum.value
        self.parameters = (minimum,)

    @classmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        return cls(scope.measure(spec.of), scope.parameter(spec.minimum))

    def evaluate(self, facts: Facts) -> Trace:
        child = self.measured.of(facts)
        missing = max(self.minimum - (child.value or 0), 0)
        return Trace(self, missing == 0, detail={"missing": missing}, children=(child,))

    def columns(self, table: Columns) -> Value:
        return self.measured.columns(table).fill_null(0) >= self.minimum

    def next_change(self, facts: Facts, trace: Trace) -> date:
        if trace.value:
            return self.measured.leaves(facts, self.minimum, None)
        return self.measured.leaves(facts, None, self.minimum - 1)

    def ahead(self, facts: Facts, trace: Trace, more: int) -> int | None:
        return self.measured.node.ahead(facts, self.measured.of(facts), more)

    def when(self, facts: Facts, trace: Trace, more: int) -> str | None:
        return self.measured.node.when(facts, self.measured.of(facts), more)


class InPeriodSpec(Spec):
    """``from`` and ``until``: paths of dates, both inclusive."""

    from_: str
    until: str


@mechanism("in_period")
class InPeriod(Measure):
    """Holds on a day of the period; an absent beginning is 'already', an absent end is 'not shown'."""

    spec = InPeriodSpec

    def __init__(self, scope: Scope, start: str, until: str) -> None:
        self.paths = start, until
        self.start = scope.getter(start)
        self.until = scope.getter(until)

    @classmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        return cls(scope, spec.from_, spec.until)

    def evaluate(self, facts: Facts) -> Trace:
        start, until = self.start(facts.profile), self.until(facts.profile)
        begun = start is None or start <= facts.on
        return Trace(self, begun and until is not None and facts.on <= until, detail={"until": until})

    def columns(self, table: Columns) -> Value:
        start, until = (table.fact(path) for path in self.paths)
        return (start.isnull() | (start <= table.on)) & (until >= table.on).fill_null(False)

    def next_change(self, facts: Facts, trace: Trace) -> date:
        start, until = self.start(facts.profile), self.until(facts.profile)
        if start is not None and facts.on < start:
            day: date = start
            return day
        return NEVER if until is None or facts.on > until else until + timedelta(days=1)


class AnyEntrySpec(Spec):
    """``each``: a list in the document; ``where``: named conditions that one entry must satisfy."""

    each: str
    where: tuple[str, ...]


@mechanism("any_entry")
class AnyEntry(Measure):
    """Holds when one entry of a list satisfies all conditions; ``detail.entry`` is its index, or -1."""

    spec = AnyEntrySpec

    def __init__(self, scope: Scope, each: str, where: Conditions) -> None:
        self.path = each
        self.get = scope.getter(each)
        self.where = where

    @classmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        return cls(scope, spec.each, scope.conditions(spec.where, scope.entry_model(spec.each)))

    def evaluate(self, facts: Facts) -> Trace:
        for index, entry in enumerate(self.get(facts.profile)):
            if self.where.failing(entry, facts) is None:
                return Trace(self, True, detail={"entry": index})
        return Trace(self, False)

    def columns(self, table: Columns) -> Value:
        return table.holds(self.path, lambda entry: self.where.failing(entry, table.facts) is None)

    def next_change(self, facts: Facts, trace: Trace) -> date:
        days = (self.where.next_change(entry, facts) for entry in self.get(facts.profile))
        return min(days, default=NEVER)
