"""What a scoring gives: plain data with the traces of how it came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jifen.law import Policy, Text
from jifen.mechanisms import Check, Facts, Indicator, Program, Trace


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """One indicator's points (单项得分); ``counted`` False when a higher one of its choice counts instead."""

    indicator: Indicator
    points: int
    counted: bool
    trace: Trace

    @property
    def id(self) -> str:
        """The indicator's id, such as ``si_years``."""
        return self.indicator.id


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A veto, a condition of application or a warning with its outcome."""

    check: Check
    met: bool
    trace: Trace

    @property
    def id(self) -> str:
        """The check's id, such as ``permit_valid``."""
        return self.check.id

    @property
    def in_force(self) -> bool:
        """Whether the check is the law on this day; a veto that is not does not veto."""
        return self.check.in_force is None or bool(self.check.in_force.value)


@dataclass(frozen=True, slots=True)
class WarningFound:
    """Something the holder should know (提醒). ``text`` is given when the law states it for itself."""

    id: str
    text: Text | None = None
    result: CheckResult | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The result of scoring one profile under the law of one day (评估结果).

    ``total`` sums what counts and may be negative; ``passes``: the pass mark is reached and nothing vetoes;
    ``eligible``: the conditions of application hold and nothing vetoes. ``assumptions`` are places in the
    document that were read in the applicant's favour.
    """

    on: date
    policy: Policy
    total: int
    pass_mark: int
    passes: bool
    vetoed: bool
    eligible: bool
    indicators: tuple[IndicatorResult, ...]
    conditions: tuple[CheckResult, ...]
    vetoes: tuple[CheckResult, ...]
    warnings: tuple[WarningFound, ...]
    assumptions: tuple[str, ...]
    program: Program = field(repr=False, compare=False)
    facts: Facts = field(repr=False, compare=False)

    def points(self) -> Mapping[str, int]:
        """Give the points of every indicator by its id."""
        return {result.id: result.points for result in self.indicators}

    def _amendments(self) -> dict[str, list[int]]:
        numbers = self.program.law.amendments
        return {"amendments": list(numbers)} if numbers else {}

    def trace(self) -> dict[str, Any]:
        """Give every step of the computation as JSON-able data, to be kept beside a decision."""
        return {
            "on": self.on.isoformat(),
            "policy": self.policy.id,
            **self._amendments(),
            "total": self.total,
            "indicators": {result.id: result.trace.as_dict() for result in self.indicators},
            "conditions": {result.id: result.trace.as_dict() for result in self.conditions},
            "vetoes": {result.id: result.trace.as_dict() for result in self.vetoes},
        }
