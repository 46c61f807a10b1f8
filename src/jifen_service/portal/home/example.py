"""The example on the home page (举例): an invented person, scored by the engine under the law of the day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

from jifen import default_engine
from jifen.profile import parse, to_document
from jifen.profile.months import format_month, month_of
from jifen.scoring import Engine
from jifen_service.portal.result import Shown, present

_FILE = Path(__file__).with_name("example.yaml")
_MONTHS_A_YEAR = 12


def example(on: date, lang: str) -> Shown:
    """The result of the person of example.yaml on a day."""
    return _example(default_engine(), on, lang)


@lru_cache(maxsize=4)
def _example(engine: Engine, on: date, lang: str) -> Shown:
    told = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    first = month_of(on) - _MONTHS_A_YEAR * told["insured_years"] + 1
    profile = parse({
        "birth_date": date(on.year - told["age"], 1, 1).isoformat(),
        "education": [told["education"]],
        "social_insurance": [{"from": format_month(first), "ratio": told["ratio"]}],
    })  # fmt: skip
    return present(engine.score(profile, on), to_document(profile), lang)
