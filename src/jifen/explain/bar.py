"""The bar to the pass mark (达到标准分的条) as plain numbers: what every front draws in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the bar, in points from ``start`` to ``end``; counted, deduction or not_counted."""

    id: str
    name: str
    points: int
    kind: str
    start: int
    end: int


def bar(result: dict[str, Any]) -> tuple[Segment, ...]:
    """Stack what counts from 0 on; deductions run back leftwards from its end; the rest is beside it."""
    counted = [item for item in result["indicators"] if item["counted"]]
    segments = []
    end = 0
    for item in (item for item in counted if item["points"] > 0):
        segments.append(_segment(item, "counted", end, end + item["points"]))
        end += item["points"]
    for item in (item for item in counted if item["points"] < 0):
        segments.append(_segment(item, "deduction", end + item["points"], end))
        end += item["points"]
    beside = (item for item in result["indicators"] if not item["counted"] and item["points"] > 0)
    return (*segments, *(_segment(item, "not_counted", 0, item["points"]) for item in beside))


def _segment(item: dict[str, Any], kind: str, start: int, end: int) -> Segment:
    return Segment(item["id"], item["name"], item["points"], kind, start, end)
