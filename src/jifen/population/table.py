"""A table of persons as rules read it: the contract's columns for the fields of a document (`Columns`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import and_

import ibis

from jifen.errors import LawError
from jifen.mechanisms import Columns, Facts, MonthsAsked, Value
from jifen.mechanisms.columns import Test
from jifen.mechanisms.node import Measure
from jifen.population import formats
from jifen.population.months import MonthCounts
from jifen.population.truth import any_term, terms_of
from jifen.profile import Profile
from jifen.profile.months import month_of


class Persons(Columns):
    """Persons on one day. While ``gathering``, counts of months are only noted, and stand in as nothing."""

    def __init__(self, table: Value, on: date, counts: MonthCounts, *, gathering: bool = False) -> None:
        self.table = table
        self.on = on
        self.month = month_of(on)
        self.facts = Facts(Profile.model_construct(birth_date=on), on)
        self.counts = counts
        self.gathering = gathering
        self._measures: dict[str, Value] = {}

    def fact(self, path: str) -> Value:
        if path in formats.GIVEN:
            return self.table[formats.GIVEN[path]].notnull()
        if path in formats.ABSENT:
            return ibis.literal(False)
        return self.table[_column(formats.FACTS, path)]

    def ready(self, path: str) -> Value:
        return self.table[_column(formats.READY, path)]

    def holds(self, path: str, test: Test) -> Value:
        if path not in formats.LISTS:
            raise LawError(f"{path}: the tables of persons have no column for it")
        return any_term(self.table, terms_of(formats.LISTS[path], test))

    def months(self, asked: MonthsAsked) -> Value:
        if asked.path != formats.RECORD:
            if asked.window >= 0 or asked.least is not None or asked.conditions.ids:
                raise LawError(f"{asked.path}: the tables of persons have its months counted, all of them")
            return self.ready(asked.path)
        rows = terms_of(formats.PAYMENT, lambda entry: asked.conditions.failing(entry, self.facts) is None)
        name = self.counts.ask(asked, rows)
        return ibis.literal(0, "int32") if self.gathering else self.table[name]

    def measure(self, key: str, node: Measure) -> Value:
        if key not in self._measures:
            self._measures[key] = node.columns(self)
        return self._measures[key]

    def cases(self, branches: Sequence[tuple[Value, Value]], otherwise: Value) -> Value:
        return ibis.cases(*branches, else_=otherwise)

    def greatest(self, values: Iterable[Value]) -> Value:
        return ibis.greatest(*values)

    def least(self, values: Iterable[Value]) -> Value:
        return ibis.least(*values)

    def every(self, values: Iterable[Value]) -> Value:
        conditions = list(values)
        return reduce(and_, conditions) if conditions else ibis.literal(True)

    def years_since(self, day: Value) -> Value:
        """Subtract dates written as one number, year before month before day: whole years remain."""
        written = day.year() * 10_000 + day.month() * 100 + day.day()
        return (self.on.year * 10_000 + self.on.month * 100 + self.on.day - written) // 10_000


def _column(columns: Mapping[str, str], path: str) -> str:
    if path not in columns:
        raise LawError(f"{path}: the tables of persons have no column for it")
    return columns[path]
