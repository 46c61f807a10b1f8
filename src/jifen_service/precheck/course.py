"""How a person's points go on from today, in a line: now, the next change, until when the mark is held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from jifen import default_engine
from jifen.advice import forecast
from jifen.errors import InputError
from jifen.profile import parse
from jifen.profile.months import add_years
from jifen_service.vault import keyed_hash

#: how far a line looks ahead, in years
YEARS = 10
_REMEMBERED = 2000


@dataclass(frozen=True, slots=True)
class Course:
    """Points of a day and what follows; texts are '' where nothing does within the years looked at.

    ``passes_from``: the first day at the mark; ``below_from``: the first month below it after that.
    """

    total: int
    pass_mark: int
    passes: bool
    next_on: str
    next_points: int
    next_text: str
    passes_from: str
    below_from: str


_known: dict[tuple[str, date, str], Course | None] = {}


def course_of(document: Mapping[str, Any], on: date, lang: str) -> Course | None:
    """The course of a profile document as of a day; None where it cannot be scored.

    Remembered in the process under a keyed hash of the content, so that a table is not computed twice and
    nobody's facts stay in memory.
    """
    content = orjson.dumps(document, option=orjson.OPT_SORT_KEYS, default=str)
    key = (keyed_hash(content.decode()), on, lang)
    if key not in _known:
        if len(_known) >= _REMEMBERED:
            _known.clear()
        _known[key] = _course(document, on, lang)
    return _known[key]


def _course(document: Mapping[str, Any], on: date, lang: str) -> Course | None:
    try:
        found = forecast(
            default_engine(),
            parse(document),
            on,
            until=add_years(on, YEARS),
            lang="en" if lang == "en" else "zh",
        )
    except InputError:
        return None
    event: Mapping[str, Any] = next(iter(found["events"]), {})
    return Course(
        total=found["today"]["total"],
        pass_mark=found["pass_mark"],
        passes=found["today"]["passes"],
        next_on=event.get("on", ""),
        next_points=event.get("points", 0),
        next_text=f"{event['name']}: {event['text']}" if event else "",
        passes_from=found["passes_from"] or "",
        below_from=_month(found["below_from"]),
    )


def _month(day: str | None) -> str:
    return day[: len("YYYY-MM")] if day else ""
