"""One person on one day, as the rules see it: the profile, the date, and what was measured so far."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from jifen.mechanisms.trace import Trace
from jifen.profile import Profile
from jifen.profile.months import format_month, month_of

if TYPE_CHECKING:
    from jifen.mechanisms.conditions import Conditions
    from jifen.mechanisms.node import Measure


class Run(NamedTuple):
    """A run of months (一段缴费) with its place in the document and its months as a set of bits.

    Bit k of ``months`` stands for the month k before the evaluation month, so that union, window and count
    are single integer operations however long the record is.
    """

    place: int
    entry: Any
    months: int


class Kept(NamedTuple):
    """The runs that satisfy a set of conditions, the union of their months, and the others with reasons."""

    runs: tuple[Run, ...]
    months: int
    rejected: tuple[tuple[str, Run], ...]


class Facts:
    """The context of one evaluation. Measures are evaluated at most once and only when a rule asks."""

    __slots__ = ("_assumed", "_kept", "_runs", "_traces", "disputes", "month", "on", "profile")

    def __init__(self, profile: Profile, on: date) -> None:
        self.profile = profile
        self.on = on
        self.month = month_of(on)
        self._assumed: dict[str, int] = {}
        #: keys of disputed values that were used, with the day each is in force from
        self.disputes: dict[tuple[str, date], None] = {}
        self._traces: dict[str, Trace] = {}
        self._runs: dict[str, tuple[Run, ...]] = {}
        self._kept: dict[tuple[str, int], Kept] = {}

    def assume_from(self, key: str, month: int) -> None:
        """Record that a series' last value was used for ``month``, which is later than it is known for."""
        self._assumed[key] = min(month, self._assumed.get(key, month))

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What the evaluation itself had to assume, as places: a series with the first month."""
        return tuple(f"{key}[{format_month(month)}]" for key, month in self._assumed.items())

    def measure(self, key: str, node: Measure) -> Trace:
        """Give the trace of a named measure, evaluating it the first time."""
        trace = self._traces.get(key)
        if trace is None:
            trace = self._traces[key] = node.evaluate(self)
        return trace

    def runs(self, path: str, get: Callable[[Any], Any]) -> tuple[Run, ...]:
        """Give the runs of a list in the document that have begun by the evaluation month."""
        runs = self._runs.get(path)
        if runs is None:
            now = self.month
            runs = self._runs[path] = tuple(
                Run(place, entry, _months_ago(entry.from_, entry.to, now))
                for place, entry in enumerate(get(self.profile))
                if entry.from_ <= now
            )
        return runs

    def kept(self, path: str, get: Callable[[Any], Any], conditions: Conditions) -> Kept:
        """Give the runs of a list that satisfy the conditions."""
        key = (path, id(conditions))
        kept = self._kept.get(key)
        if kept is None:
            runs, rejected, months = [], [], 0
            for run in self.runs(path, get):
                reason = conditions.failing(run.entry, self)
                if reason is None:
                    runs.append(run)
                    months |= run.months
                else:
                    rejected.append((reason, run))
            kept = self._kept[key] = Kept(tuple(runs), months, tuple(rejected))
        return kept


def _months_ago(first: int, last: int | None, now: int) -> int:
    """Give the months from ``first`` to ``last`` (still running: None) as bits counted back from ``now``."""
    newest = 0 if last is None or last > now else now - last
    return (1 << (now - first + 1)) - (1 << newest)
