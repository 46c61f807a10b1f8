"""The ways of ways.yaml (经过), each unrolled into its steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jifen_service.demo.people import rows


@dataclass(frozen=True, slots=True)
class Step:
    """A step, ``days`` after the one before; what it says goes with it."""

    name: str
    days: int
    reasons: tuple[str, ...] = ()
    note: str = ""
    outcome: str = "passed"


def ways() -> Mapping[str, tuple[Step, ...]]:
    """The steps of every way by its name."""
    told = rows("ways.yaml")
    return {name: _steps(told, name) for name in told}


def _steps(told: Mapping[str, Any], name: str) -> tuple[Step, ...]:
    way = told[name]
    before = _steps(told, way["after"]) if "after" in way else ()
    words = {key: way[key] for key in ("note", "outcome") if key in way}
    own = tuple(
        Step(step, days, tuple(way.get("reasons", ())), **words) if step != "fill" else Step(step, days)
        for entry in way["steps"]
        for step, days in entry.items()
    )
    return before + own
