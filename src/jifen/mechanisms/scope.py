"""Looking up the names a rule uses: parameters, measures, conditions, fields of the document."""

from __future__ import annotations

import types
from collections.abc import Callable
from datetime import date
from operator import attrgetter
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from jifen.errors import LawError
from jifen.law import Dated, DatedSeries, Law, Section
from jifen.mechanisms.columns import Columns, Value
from jifen.mechanisms.conditions import Conditions, compile_conditions
from jifen.mechanisms.facts import Facts
from jifen.mechanisms.node import Measure, build
from jifen.mechanisms.trace import Trace
from jifen.mechanisms.wages import WageTable
from jifen.profile import Profile


class Names:
    """Everything compiled so far for one law; shared by the scopes of all its sections."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.measures: dict[str, Measure] = {}
        self.conditions: dict[str, Conditions] = {}
        self.wages: dict[str, WageTable] = {}
        #: the sections of the document that each measure reads
        self.reads: dict[str, set[str]] = {}
        self.open: list[str] = []


class MeasureRef:
    """A measure by its name; evaluating it twice costs once."""

    __slots__ = ("key", "node")

    def __init__(self, key: str, node: Measure) -> None:
        self.key = key
        self.node = node

    def of(self, facts: Facts) -> Trace:
        """Give the measure's trace for these facts."""
        return facts.measure(self.key, self.node)

    def columns(self, table: Columns) -> Value:
        """Give the measure for every person of a table."""
        return table.measure(self.key, self.node)

    def next_change(self, facts: Facts) -> date:
        """Give a day before which the measure stays what it is."""
        return self.node.next_change(facts, self.of(facts))

    def leaves(self, facts: Facts, low: int | None, high: int | None) -> date:
        """Give a day before which the measure stays within bounds; one that is None, before it is there."""
        trace = self.of(facts)
        if trace.value is None:
            return self.node.next_change(facts, trace)
        return self.node.leaves(facts, trace, low, high)


class Scope:
    """The names a section's rules may use: its own, or another section's as ``section.name``."""

    def __init__(self, names: Names, section: Section, key: str) -> None:
        self.names = names
        self.section = section
        #: file and key of the rule that is being compiled, for messages
        self.place = f"{section.id}.yaml: {key}"
        #: the sections of the document that were asked for so far
        self.reads: set[str] = set()

    def _full(self, name: str) -> tuple[Section, str, str]:
        owner, _, short = name.rpartition(".")
        owner = owner or self.section.id
        if owner not in self.names.law.sections:
            raise LawError(f"{self.place}: {name}: the law has no section {owner}")
        return self.names.law.sections[owner], short, f"{owner}.{short}"

    def parameter(self, name: str) -> Dated:
        """Give the value in force of a parameter."""
        return self.names.law.dated(self.series(name).key)

    def series(self, name: str) -> DatedSeries:
        """Give every value a parameter has had."""
        section, short, key = self._full(name)
        if short not in section.parameters:
            raise LawError(f"{self.place}: {key}: the law has no such parameter")
        return section.parameters[short]

    def wage_table(self, name: str) -> WageTable:
        """Give the table of average wages that a parameter holds."""
        series = self.series(name)
        return self.names.wages.setdefault(series.key, WageTable(series))

    def measure(self, name: str) -> MeasureRef:
        """Give a measure by name, compiling it the first time; LawError when unknown or going in a ring."""
        section, short, key = self._full(name)
        if key not in self.names.measures:
            if short not in section.measures:
                raise LawError(f"{self.place}: {key}: the law has no such measure")
            if key in self.names.open:
                raise LawError(f"{self.place}: {key}: the measure needs itself")
            self.names.open.append(key)
            inner = Scope(self.names, section, f"measures.{short}")
            node = build(section.measures[short], inner)
            self.names.open.pop()
            if not isinstance(node, Measure):
                raise LawError(f"{self.place}: {key}: {node.mechanism} measures nothing")
            self.names.measures[key], self.names.reads[key] = node, inner.reads
        self.reads |= self.names.reads[key]
        return MeasureRef(key, self.names.measures[key])

    def conditions(self, names: tuple[str, ...], model: type[Any]) -> Conditions:
        """Give named condition lists as one, in order, for entries of ``model``."""
        key = f"{model.__name__}:{','.join(self._full(name)[2] for name in names)}"
        if key not in self.names.conditions:
            compiled = Conditions(())
            for name in names:
                section, short, full = self._full(name)
                if short not in section.conditions:
                    raise LawError(f"{self.place}: {full}: the law has no such conditions")
                place = f"{section.id}.yaml: conditions.{short}"
                compiled += compile_conditions(section.conditions[short], model, place)
            self.names.conditions[key] = compiled
        return self.names.conditions[key]

    def getter(self, path: str) -> Callable[[Any], Any]:
        """Give a reader of a field of the document, such as ``permit.valid_until``; LawError if unknown."""
        self._type_of(path)
        self.reads.add(path.partition(".")[0])
        return attrgetter(path)

    def entry_model(self, path: str) -> type[Any]:
        """Give the model of the entries of a list in the document, such as ``education``."""
        models = [part for part in _parts(self._type_of(path)) if _is_model(part)]
        if not models:
            raise LawError(f"{self.place}: {path}: is no list of entries in the profile document")
        model: type[Any] = models[0]
        return model

    def _type_of(self, path: str) -> Any:
        found: Any = Profile
        for name in path.split("."):
            models = [part for part in _parts(found) if _is_model(part)]
            if not models or name not in models[0].model_fields:
                raise LawError(f"{self.place}: {path}: the profile document has no such field")
            found = models[0].model_fields[name].annotation
        return found


def _parts(annotation: Any) -> tuple[Any, ...]:
    """Take a type apart: the members of a union, the entries of a tuple."""
    if get_origin(annotation) in (Union, types.UnionType, tuple):
        return tuple(inner for part in get_args(annotation) for inner in _parts(part))
    return (annotation,)


def _is_model(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, BaseModel)
