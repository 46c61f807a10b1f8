"""What every mechanism provides, and how a law file's words become one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from jifen.errors import LawError
from jifen.law import Dated, DatedSeries
from jifen.mechanisms.trace import NextStep, Trace

if TYPE_CHECKING:
    from jifen.mechanisms.columns import Columns, Value
    from jifen.mechanisms.facts import Facts
    from jifen.mechanisms.scope import Scope


#: the day of what does not happen (永不)
NEVER = date.max
#: key of the sentence that says which months do not count, and why
MONTHS_NOT_COUNTED = "months_not_counted"


class Spec(BaseModel):
    """What a law file may say of a mechanism; unknown words are refused.

    A field written ``in_`` or ``from_`` is the word ``in`` or ``from``. ``bare`` names the only field of a
    mechanism whose content is written without it, as in ``fact: path``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=lambda name: name.rstrip("_"))
    bare: ClassVar[str | None] = None


class Node(ABC):
    """A rule ready to be evaluated.

    ``parameters`` are the dated values it reads, for trace and citation; ``tables`` the series of which it
    reads several values, by month.
    """

    mechanism: ClassVar[str]
    spec: ClassVar[type[Spec]]
    parameters: tuple[Dated, ...] = ()
    tables: tuple[DatedSeries, ...] = ()

    @classmethod
    @abstractmethod
    def compile(cls, spec: Any, scope: Scope) -> Self:
        """Make the node from a law file's checked words; names are looked up in ``scope``."""

    @abstractmethod
    def evaluate(self, facts: Facts) -> Trace:
        """Evaluate for one person on one day and leave the trace."""

    def columns(self, table: Columns) -> Value:
        """Give the same for every person of a table, as an expression; a measure that is absent is null.

        Raises LawError where the tables do not hold what the rule asks.
        """
        raise LawError(f"{self.mechanism}: the tables of persons do not bring what it asks")

    def read(self, trace: Trace) -> tuple[Dated, ...]:
        """Give the dated values that an evaluation read."""
        return self.parameters

    def next_change(self, facts: Facts, trace: Trace) -> date:
        """Give a day before which the value stays what it is, as long as the law does; NEVER for good.

        A day too early costs an evaluation, a day too late would be wrong: without a better answer, tomorrow.
        """
        return facts.on + timedelta(days=1)


class Measure(Node):
    """A node that measures the profile: months, years, a level, yes or no.

    ``says_none``: nothing at all is an outcome of its own, not a count of 0. ``reasons``: ids of the
    conditions for which months may be left out. ``ready``: tables of persons bring it ready made, so that
    there its parameters change nothing.
    """

    says_none: ClassVar[bool] = False
    ready: ClassVar[bool] = False
    reasons: frozenset[str] = frozenset()

    def outcomes(self) -> frozenset[str]:
        """Give the keys of the sentences that it adds to those of the points made from it."""
        return frozenset({MONTHS_NOT_COUNTED} if self.reasons else ())

    def leaves(self, facts: Facts, trace: Trace, low: int | None, high: int | None) -> date:
        """Give a day before which a count stays within ``low`` and ``high``, both inclusive."""
        return self.next_change(facts, trace)

    def left_out(self, facts: Facts) -> dict[str, str]:
        """Give the months that do not count, in words, by the id of the reason."""
        return {}

    def ahead(self, facts: Facts, trace: Trace, more: int) -> int | None:
        """Say after how many further months, each counting, it will be ``more``, if that can be."""
        return None

    def when(self, facts: Facts, trace: Trace, more: int) -> str | None:
        """Say when the measure will be ``more`` than now at the earliest, as text, if it can."""
        return None


class Points(Node):
    """A node that turns measures into points."""

    @abstractmethod
    def outcomes(self) -> frozenset[str]:
        """Give the keys of the sentences (``because``) that it can come to."""

    def labels(self) -> frozenset[str]:
        """Give the keys of the labels that its sentences can name."""
        return frozenset()

    def steps(self) -> frozenset[str]:
        """Give the keys of the sentences (``next``) that its next step can name."""
        return frozenset()

    @abstractmethod
    def maximum(self) -> int | None:
        """Give the most points it can yield; None without limit, 0 for deductions."""

    def next_step(self, facts: Facts, trace: Trace, above: int) -> NextStep | None:
        """Say what the next step up worth more than ``above`` points needs, if there is one."""
        return None


T = TypeVar("T", bound=Node)
_REGISTRY: dict[str, type[Node]] = {}


def mechanism(name: str) -> Callable[[type[T]], type[T]]:
    """Register a node class under the word that law files use for it."""

    def register(node: type[T]) -> type[T]:
        node.mechanism = name
        _REGISTRY[name] = node
        return node

    return register


def build(words: Mapping[str, Any], scope: Scope) -> Node:
    """Make a node from ``{mechanism: {...}}``; LawError names section and word when it is none."""
    if len(words) != 1:
        raise LawError(
            f"{scope.place}: exactly one mechanism is expected, found {', '.join(words) or 'none'}"
        )
    ((name, content),) = words.items()
    node = _REGISTRY.get(name)
    if node is None:
        raise LawError(f"{scope.place}: {name}: no such mechanism; known are {', '.join(sorted(_REGISTRY))}")
    return node.compile(checked(node.spec, content, f"{scope.place}: {name}"), scope)


def checked(spec: type[Spec], content: Any, place: str) -> Spec:
    """Check a mechanism's words; LawError names place and key."""
    try:
        return spec.model_validate(content if spec.bare is None else {spec.bare: content})
    except ValidationError as error:
        fault = error.errors()[0]
        raise LawError(f"{place}: {'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}") from None
