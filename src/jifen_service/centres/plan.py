"""What belongs side by side (对照关系): each part of the form, its proofs, look-ups and indicators. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from jifen_service.casework.rules import topics
from jifen_service.casework.sections import all_sections

_FILE = Path(__file__).with_name("review.yaml")


@dataclass(frozen=True, slots=True)
class Plan:
    """A part: items of the checklist, indicators, and topic → the places that a look-up is compared with."""

    items: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    checks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@cache
def plans() -> Mapping[str, Plan]:
    """Every part by the key of its section, in the order of the form."""
    entries = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        key: Plan(
            all_sections()[key].items,
            tuple(entry.get("indicators", ())),
            {topic: topics()[topic].places for topic in entry.get("checks", ())},
        )
        for key, entry in entries.items()
    }


@cache
def part_of_item(code: str) -> str:
    """The part in which an item is reviewed; the first where no part names it."""
    return next((key for key, plan in plans().items() if code in plan.items), next(iter(plans())))


@cache
def part_of_topic(topic: str) -> str:
    """The part in which a check is done; the first where no part names it."""
    return next((key for key, plan in plans().items() if topic in plan.checks), next(iter(plans())))
