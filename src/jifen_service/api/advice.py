"""What calls for advice ask beside the profile: how far, by when, under which assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jifen.advice import Question
from jifen.errors import Problem
from jifen.profile.found import kind_of
from jifen.profile.months import last_day, parse_month
from jifen_service.api.envelope import read_day

FORECAST_KEYS = ("until", "wage_growth")
CHECK_KEYS = ("have",)
PLAN_KEYS = ("by", "until", "wage_growth", "months")
#: characters of a wrong value that an error repeats
_SHOWN = 80

More = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is asked of a forecast."""

    until: date | None
    wage_growth: Decimal


def ahead(more: More, problems: list[Problem]) -> Ahead:
    """Read how far a forecast shall look; what is wrong joins the problems."""
    return Ahead(_month(more, problems), _growth(more, problems))


def question(more: More, problems: list[Problem]) -> Question:
    """Read what a plan is asked; what is wrong joins the problems, and the question is of no use then."""
    if "by" not in more:
        problems.append(Problem("by", "missing_key", None, {"key": "by"}))
    by, until = (read_day(key, more[key], problems) if key in more else None for key in ("by", "until"))
    return Question(by or date.min, until, _growth(more, problems), _months(more, problems))


def at_hand(more: More, problems: list[Problem]) -> tuple[str, ...] | None:
    """Read which materials are at hand; None when that is not told."""
    given = more.get("have")
    if given is None:
        return None
    if not isinstance(given, list):
        problems.append(_wrong_type("have", given, "list"))
        return None
    problems += [
        _wrong_type(f"have[{place}]", name, "text")
        for place, name in enumerate(given)
        if not isinstance(name, str)
    ]
    return tuple(str(name)[:_SHOWN] for name in given)


def _wrong_type(at: str, given: Any, expected: str) -> Problem:
    params = {"found_kind": kind_of(given), "expected": expected}
    return Problem(at, "wrong_type", str(given)[:_SHOWN], params)


def _month(more: More, problems: list[Problem]) -> date | None:
    text = more.get("until")
    if text is None or not isinstance(text, str) or len(text) != len("2026-11"):
        return None if text is None else read_day("until", text, problems)
    try:
        return last_day(parse_month(text))
    except ValueError:
        problems.append(Problem("until", "not_a_month", text))
        return None


def _growth(more: More, problems: list[Problem]) -> Decimal:
    given = more.get("wage_growth", 0)
    if isinstance(given, bool) or not isinstance(given, int | Decimal):
        params: dict[str, object] = {"found_kind": type(given).__name__}
        problems.append(Problem("wage_growth", "not_a_number", str(given)[:_SHOWN], params))
        return Decimal(0)
    return Decimal(given)


def _months(more: More, problems: list[Problem]) -> Mapping[str, int]:
    given = more.get("months", {})
    if not isinstance(given, dict):
        params: dict[str, object] = {"found_kind": type(given).__name__}
        problems.append(Problem("months", "not_an_object", str(given)[:_SHOWN], params))
        return {}
    problems += [
        Problem(f"months.{name[:_SHOWN]}", "not_whole", str(count)[:_SHOWN])
        for name, count in given.items()
        if isinstance(count, bool) or not isinstance(count, int)
    ]
    return given
