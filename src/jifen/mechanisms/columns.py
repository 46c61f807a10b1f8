"""What a rule may ask of a table in which every person is a row (按列读取): the column side of `Facts`.

A node's ``columns(table)`` is the column reading of its ``evaluate(facts)``: the same resolved values, an
expression instead of a number. Nodes use only what stands here and the operators of expressions, so that
this layer needs no column library; `jifen.population` provides the table.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from jifen.mechanisms.conditions import Conditions
    from jifen.mechanisms.facts import Facts
    from jifen.mechanisms.node import Measure

#: An expression over columns (an Ibis value), which carries no static type.
Value = Any
Test = Callable[[Any], bool]


class Least(NamedTuple):
    """The least base that counts from a month on, exactly, until the next such month."""

    since: int
    base: Any


class MonthsAsked(NamedTuple):
    """A count of months that a rule wants from a record.

    ``path``: the list in the document; ``window``: months as bits counted back from the evaluation month;
    ``least``: newest first, None where any base counts; ``unknown``: months of the window without a wage.
    """

    path: str
    conditions: Conditions
    window: int
    least: tuple[Least, ...] | None = None
    unknown: int = 0


class Columns(ABC):
    """A table of persons on one day; ``facts`` is nobody's, for tests that only need the day."""

    on: date
    month: int
    facts: Facts

    @abstractmethod
    def fact(self, path: str) -> Value:
        """Give the column of a field of the document; LawError when the tables do not bring it."""

    @abstractmethod
    def ready(self, path: str) -> Value:
        """Give what the table brings already counted or averaged of a list; LawError when it does not."""

    @abstractmethod
    def holds(self, path: str, test: Test) -> Value:
        """Say whether the person holds an entry of a list for which ``test`` is true."""

    @abstractmethod
    def months(self, asked: MonthsAsked) -> Value:
        """Count distinct months of a record."""

    @abstractmethod
    def measure(self, key: str, node: Measure) -> Value:
        """Give a named measure, made the first time."""

    @abstractmethod
    def cases(self, branches: Sequence[tuple[Value, Value]], otherwise: Value) -> Value:
        """Give the value of the first branch whose condition holds."""

    @abstractmethod
    def greatest(self, values: Iterable[Value]) -> Value:
        """Give the greatest of some columns."""

    @abstractmethod
    def least(self, values: Iterable[Value]) -> Value:
        """Give the least of some columns."""

    @abstractmethod
    def every(self, values: Iterable[Value]) -> Value:
        """Say whether all of some conditions hold."""

    @abstractmethod
    def years_since(self, day: Value) -> Value:
        """Count the full years from a column of dates to the evaluation date, as the rules count them."""
