"""Jifen (沪积分): an exact, dated, cited and explained score of the Shanghai residence-permit points.

The short way: ``jifen.score({"birth_date": "1990-06-15"}, on=date(2026, 11, 22))``. What it is made of:
`jifen.profile` (what a person brings), `jifen.law` (the law as data), `jifen.scoring` (profile x law x date),
`jifen.explain` (sentences), `jifen.advice` (the years ahead, what would come back).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from jifen import advice
from jifen.advice.check import examine, report
from jifen.advice.settle import given_in
from jifen.current import default_engine, default_settler, read_law_from
from jifen.errors import Problem, ProfileError
from jifen.explain import Language, result
from jifen.profile import Profile, parse

__all__ = [
    "check",
    "default_engine",
    "default_settler",
    "forecast",
    "plan",
    "read_law_from",
    "score",
    "settle",
]
__version__ = "0.1.0"


def score(document: Mapping[str, Any], *, on: date | None = None, lang: Language = "zh") -> dict[str, Any]:
    """Score a profile document as of ``on``, else as of the document's own ``on``.

    Gives the contract's result. Raises ProfileError with every problem and its place, PolicyDateError,
    WageError; never looks at the clock.
    """
    profile = parse(document)
    return result(default_engine().score(profile, _day(profile, on)), lang)


def check(
    document: Mapping[str, Any],
    *,
    on: date | None = None,
    have: Collection[str] | None = None,
    lang: Language = "zh",
) -> dict[str, Any]:
    """Look for every known reason for a return in a profile document, as if it were delivered ``on``.

    Gives the findings with the facts that disagree and what to do, what could not be checked, the
    conditions of application, and the materials to bring. ``have``: ids of the materials at hand. Dates and
    errors as with `score`; QuestionError for a material that the law does not know.
    """
    profile = parse(document)
    return report(examine(default_engine(), profile, _day(profile, on)), lang, have)


def forecast(
    document: Mapping[str, Any],
    *,
    on: date | None = None,
    until: date | None = None,
    wage_growth: Decimal = Decimal(0),
    lang: Language = "zh",
) -> dict[str, Any]:
    """Say how the score goes, month by month, with every change explained.

    Shape and meaning: `jifen.advice.forecast`. Raises what `score` raises, and QuestionError.
    """
    profile = parse(document)
    day = _day(profile, on)
    return advice.forecast(default_engine(), profile, day, until=until, wage_growth=wage_growth, lang=lang)


def plan(
    document: Mapping[str, Any],
    *,
    by: date,
    until: date | None = None,
    on: date | None = None,
    wage_growth: Decimal = Decimal(0),
    months: Mapping[str, int] | None = None,
    lang: Language = "zh",
) -> dict[str, Any]:
    """Search plans that reach the pass mark ``by`` a day and keep it through ``until``.

    Shape and meaning: `jifen.advice.plan`. Raises what `score` raises, and QuestionError.
    """
    profile = parse(document)
    question = advice.Question(by, until, wage_growth, months or {})
    return advice.plan(default_engine(), profile, _day(profile, on), question, lang=lang)


def settle(document: Mapping[str, Any], *, on: date | None = None, lang: Language = "zh") -> dict[str, Any]:
    """Judge every route to the household registration, and give the next question that still matters.

    Answers that the rest of a profile document does not give stand in its ``settlement`` section. Shape and
    meaning: `jifen.advice.settle`. Dates and errors as with `score`.
    """
    profile = parse(document)
    return default_settler().ask(profile, given_in(profile), _day(profile, on), lang)


def _day(profile: Profile, on: date | None) -> date:
    day = on or profile.on
    if day is None:
        raise ProfileError([Problem("on", "no_date")])
    return day
