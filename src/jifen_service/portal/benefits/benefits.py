"""The benefits as data (待遇), read once, with the law's numbers filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from jifen import default_engine
from jifen.law import Law
from jifen_service.portal.guide.filling import fill

_FILE = Path(__file__).with_name("benefits.yaml")


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a child's life (阶段): what the points bring, what must be held, by when, how sure.

    ``weight``: decides, one_of (a criterion among others) or unknown.
    """

    id: str
    name: str
    brings: str
    needs: str
    when: str
    weight: str
    certainty: str
    sources: tuple[str, ...]


@cache
def told() -> Mapping[str, Any]:
    """The file as it stands."""
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


def stages(on: date, lang: str) -> tuple[Stage, ...]:
    """The stages, in the order in which a child grows."""
    law = default_engine().book.law_on(on)
    return tuple(_stage(stage, law, lang) for stage in told()["stages"])


def _stage(stage: Mapping[str, Any], law: Law, lang: str) -> Stage:
    words = {key: fill(stage[key][lang], law, lang) for key in ("name", "brings", "needs", "when")}
    return Stage(
        id=stage["id"],
        weight=stage["weight"],
        certainty=stage["certainty"],
        sources=tuple(stage["sources"]),
        **words,
    )


def others(lang: str) -> tuple[dict[str, Any], ...]:
    """What else there is: for the family, and for whoever has the permit alone."""
    return tuple(
        {
            "name": told()[key]["name"][lang],
            "points": [point[lang] for point in told()[key]["points"]],
            "sources": told()[key]["sources"],
        }
        for key in ("family", "permit")
    )
