"""Which rows pass a test of entries: the combinations of values for which it holds, put together.

A test on an entry is a rule's own, asked once of every entry that a row can tell; what holds is written as
few terms, each a set of values by column. So no condition is ever written a second time for columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

import ibis

from jifen.mechanisms import Value
from jifen.mechanisms.columns import Test
from jifen.population.formats import Listed

#: Columns that must be looked at, each with the values with which the term holds.
Term = tuple[tuple[str, tuple[Any, ...]], ...]


def terms_of(listed: Listed, test: Test) -> tuple[Term, ...]:
    """Give the terms of which one must hold for a row to tell an entry that passes the test."""
    held = [values for values, entry in listed.entries().items() if entry is not None and test(entry)]
    return tuple(_needed(term, listed) for term in _merged(held, len(listed.columns)))


def any_term(table: Value, terms: Sequence[Term]) -> Value:
    """Say whether one of some terms holds; a term without columns always does, no term never."""
    return reduce(or_, [_term(table, term) for term in terms]) if terms else ibis.literal(False)


def _merged(held: Sequence[tuple[Any, ...]], width: int) -> list[tuple[frozenset[Any], ...]]:
    """Put combinations together: those that differ in one column only become one."""
    found = [tuple(frozenset({value}) for value in values) for values in held]
    for column in range(width):
        merged: dict[tuple[frozenset[Any], ...], frozenset[Any]] = {}
        for term in found:
            others = (*term[:column], *term[column + 1 :])
            merged[others] = merged.get(others, frozenset()) | term[column]
        found = [(*others[:column], values, *others[column:]) for others, values in merged.items()]
    return found


def _needed(term: tuple[frozenset[Any], ...], listed: Listed) -> Term:
    return tuple(
        (column, tuple(value for value in domain if value in values))
        for column, values, domain in zip(listed.columns, term, listed.domains, strict=True)
        if len(values) < len(domain)
    )


def _term(table: Value, term: Term) -> Value:
    tests = [_one_of(table[column], values) for column, values in term]
    return reduce(and_, tests) if tests else ibis.literal(True)


def _one_of(column: Value, values: tuple[Any, ...]) -> Value:
    if values in ((True,), (False,)):
        return column if values[0] else ~column
    return column == values[0] if len(values) == 1 else column.isin(values)
