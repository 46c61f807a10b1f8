"""What stands drawn above a page's text (图): the steps in three lanes, the usual ways as bars."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from jifen import default_engine
from jifen.law import Law
from jifen.profile import parse, to_document
from jifen.profile.months import format_month, month_of
from jifen.scoring import Engine
from jifen_service.portal.guide.filling import fill
from jifen_service.portal.result import Shown, present

_FOLDER = Path(__file__).parent
_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way (步骤): ``who`` is applicant, employer or centre; ``long`` may be empty."""

    number: int
    who: str
    name: str
    text: str
    long: str


@dataclass(frozen=True, slots=True)
class Usual:
    """A usual way to the pass mark (常见的路), with its result and what must be kept up."""

    name: str
    keep: str
    shown: Shown


@cache
def _read(name: str) -> Any:
    return yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))


def way(on: date, lang: str) -> tuple[Step, ...]:
    """The steps of an application, in order."""
    law = default_engine().book.law_on(on)
    return tuple(
        Step(number, step["who"], step["name"][lang], step["text"][lang], _long(step, law, lang))
        for number, step in enumerate(_read("way.yaml"), 1)
    )


def _long(step: Mapping[str, Any], law: Law, lang: str) -> str:
    return fill(step["long"][lang], law, lang) if "long" in step else ""


def usual_ways(on: date, lang: str) -> tuple[Usual, ...]:
    """The usual ways, each computed by the engine for the invented person of ways.yaml."""
    return _usual_ways(default_engine(), on, lang)


@lru_cache(maxsize=4)
def _usual_ways(engine: Engine, on: date, lang: str) -> tuple[Usual, ...]:
    told = _read("ways.yaml")
    return tuple(_usual(told, way, engine, on, lang) for way in told["ways"])


def _usual(told: Mapping[str, Any], way: Mapping[str, Any], engine: Engine, on: date, lang: str) -> Usual:
    born = date(on.year - told["age"], 1, 1)
    document = {
        **way["profile"],
        "birth_date": born.isoformat(),
        "social_insurance": _insured(told, way, engine.book.law_on(on), on),
    }
    profile = parse(document)
    shown = present(engine.score(profile, on), to_document(profile), lang)
    return Usual(way["name"][lang], way["keep"][lang], shown)


def _insured(told: Mapping[str, Any], way: Mapping[str, Any], law: Law, on: date) -> list[dict[str, Any]]:
    """One run: at the tier for as many months as it asks, else below every tier for the years told."""
    if "tier" in way:
        tier = law.value("si_base.tiers")[way["tier"]]
        months, ratio = tier["months"], float(tier["ratio"])
    else:
        months, ratio = _MONTHS_A_YEAR * way.get("years", 0), told["ratio_below"]
    return [{"from": format_month(month_of(on) - months + 1), "ratio": ratio}] if months else []


#: what a page may ask for in its front matter, and what its template is given
DRAWINGS: Mapping[str, Callable[[date, str], tuple[Any, ...]]] = {"way": way, "ways": usual_ways}
