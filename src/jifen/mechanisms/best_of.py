"""best_of: the entry of a list that is worth most among those that may be counted (最高的一项)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple, Self, get_args

from pydantic import Field

from jifen.errors import LawError
from jifen.law import Dated
from jifen.mechanisms.columns import Columns, Value
from jifen.mechanisms.conditions import Conditions, check_field
from jifen.mechanisms.facts import Facts
from jifen.mechanisms.logic import AtLeast
from jifen.mechanisms.node import NEVER, Measure, Spec, mechanism
from jifen.mechanisms.scope import Scope
from jifen.mechanisms.trace import Trace

#: the reason of an entry that is of no kind
NO_POINTS = "no_points"


class BestOfSpec(Spec):
    """What a law file says of it.

    ``kinds``: what an entry must look like to be of a kind, first match wins; ``requires``: by kind,
    yes-or-no measures of the person; ``worth``: a parameter that gives each kind's points.
    """

    each: str
    kinds: dict[str, dict[str, Any]]
    countable: tuple[str, ...] = ()
    requires: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    worth: str


def _every_entry_is_of_a_kind(spec: BestOfSpec, model: type[Any]) -> bool:
    """Whether the kinds that look at one field alone name all the values that it can have."""
    named: dict[str, set[Any]] = {}
    for looks in spec.kinds.values():
        if len(looks) == 1:
            ((field, value),) = looks.items()
            named.setdefault(field, set()).add(value)
    return any(
        values == set(get_args(model.model_fields[field].annotation)) for field, values in named.items()
    )


class Rejected(NamedTuple):
    """An entry that does not count, and the id of the first reason."""

    entry: int
    kind: str | None
    reason: str


class Pending(NamedTuple):
    """A kind that is held and would count after so many further months, each of them counting."""

    kind: str
    months: int
    earliest: str


@mechanism("best_of")
class BestOf(Measure):
    """Gives the kind of the best countable entry, or None; ``detail`` says which do not count and why."""

    spec = BestOfSpec

    def __init__(self, scope: Scope, spec: BestOfSpec, worth: Dated, countable: Conditions) -> None:
        self.path = spec.each
        self.get = scope.getter(spec.each)
        self.kinds = tuple((kind, tuple(looks.items())) for kind, looks in spec.kinds.items())
        self.countable = countable
        self.requires = {
            kind: tuple((name, scope.measure(name)) for name in names)
            for kind, names in spec.requires.items()
        }
        #: every id that may name why an entry does not count
        self.reasons = frozenset(
            {NO_POINTS, *countable.ids, *(name for names in spec.requires.values() for name in names)}
        )
        self.worth: Mapping[str, int] = worth.value
        self.parameters = (worth,)

    @classmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        worth = scope.parameter(spec.worth)
        unknown = set(spec.kinds) ^ set(worth.value) | (set(spec.requires) - set(spec.kinds))
        if unknown:
            raise LawError(
                f"{scope.place}: best_of: kinds and {worth.key} differ: {', '.join(sorted(unknown))}"
            )
        model = scope.entry_model(spec.each)
        for looks in spec.kinds.values():
            for field, value in looks.items():
                check_field(field, value, model, f"{scope.place}: best_of: kinds")
        node = cls(scope, spec, worth, scope.conditions(spec.countable, model))
        if _every_entry_is_of_a_kind(spec, model):
            node.reasons -= {NO_POINTS}
        return node

    def evaluate(self, facts: Facts) -> Trace:
        entries = self.get(facts.profile)
        if not entries:
            return Trace(self, None, "empty")
        best: str | None = None
        best_index = -1
        rejected = []
        for index, entry in enumerate(entries):
            kind = self._kind(entry)
            reason = self._reason(kind, entry, facts)
            if kind is None or reason is not None:
                rejected.append(Rejected(index, kind, reason or NO_POINTS))
            elif best is None or self.worth[kind] > self.worth[best]:
                best, best_index = kind, index
        detail = {"entry": best_index, "rejected": tuple(rejected)}
        return Trace(self, best, "none" if best is None else "found", detail)

    def columns(self, table: Columns) -> dict[str, Value]:
        """Give for each kind whether the person holds it and it counts, what is worth most first."""
        return {
            kind: table.every(
                [
                    table.holds(self.path, partial(self._counts_as, kind, table.facts)),
                    *(measure.columns(table) for _, measure in self.requires.get(kind, ())),
                ]
            )
            for kind in sorted(self.worth, key=self.worth.__getitem__, reverse=True)
        }

    def _counts_as(self, kind: str, facts: Facts, entry: Any) -> bool:
        return self._kind(entry) == kind and self.countable.failing(entry, facts) is None

    def next_change(self, facts: Facts, trace: Trace) -> date:
        days = []
        fails = {each.entry for each in trace.detail.get("rejected", ()) if each.reason in self.countable.ids}
        for index, entry in enumerate(self.get(facts.profile)):
            days.append(self.countable.next_change(entry, facts))
            # What its kind requires matters only once the entry itself is in order.
            required = (
                () if index in fails or not self.requires else self.requires.get(self._kind(entry) or "", ())
            )
            days += [measure.next_change(facts) for _, measure in required]
        return min(days, default=NEVER)

    def _kind(self, entry: Any) -> str | None:
        for kind, looks in self.kinds:
            for field, value in looks:
                if getattr(entry, field) != value:
                    break
            else:
                return kind
        return None

    def _reason(self, kind: str | None, entry: Any, facts: Facts) -> str | None:
        reason = self.countable.failing(entry, facts)
        if reason is None and kind is not None:
            for name, requirement in self.requires.get(kind, ()):
                if not requirement.of(facts).value:
                    return name
        return reason

    def pending(self, facts: Facts, trace: Trace, above: int) -> Pending | None:
        """Give the best kind that is held, worth more than ``above``, and lacks nothing but months."""
        found: Pending | None = None
        for _, kind, reason in trace.detail.get("rejected", ()):
            if self.worth.get(kind, 0) > (self.worth[found.kind] if found else above):
                found = self._pending(kind, reason, facts) or found
        return found

    def _pending(self, kind: str, reason: str, facts: Facts) -> Pending | None:
        unmet = [
            (name, requirement)
            for name, requirement in self.requires.get(kind, ())
            if not requirement.of(facts).value
        ]
        if [name for name, _ in unmet] != [reason]:
            return None
        requirement = unmet[0][1]
        if not isinstance(requirement.node, AtLeast):
            return None
        trace = requirement.of(facts)
        missing: int = trace.detail["missing"]
        months = requirement.node.ahead(facts, trace, missing)
        earliest = requirement.node.when(facts, trace, missing)
        return None if months is None or earliest is None else Pending(kind, months, earliest)
