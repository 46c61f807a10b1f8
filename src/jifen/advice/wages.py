"""Average wages that are not published yet, by a yearly growth that the user assumes (假定的工资涨幅)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from jifen.advice.horizon import MOST_YEARS
from jifen.errors import Problem, QuestionError
from jifen.law import Dated, DatedSeries, LawBook, Section
from jifen.profile.months import add_years
from jifen.scoring import Engine

#: per cent a year that a user may assume
LEAST, MOST = Decimal(-5), Decimal(12)
_TENTH = Decimal("0.1")


def assuming(engine: Engine, growth: Decimal) -> Engine:
    """Give an engine whose wages grow by so many per cent a year after the last on file.

    The growth is rounded to tenths. Without growth it is the engine itself: its law says that the last wage
    stays. Raises QuestionError outside `LEAST` to `MOST`.
    """
    if not LEAST <= growth <= MOST:
        bound: dict[str, object] = {"low": str(LEAST)} if growth < LEAST else {"high": str(MOST)}
        code = "too_small" if growth < LEAST else "too_large"
        raise QuestionError([Problem("wage_growth", code, str(growth), bound)])
    tenths = growth.quantize(_TENTH)
    return _grown(engine, tenths) if tenths else engine


def last_published(book: LawBook) -> DatedSeries | None:
    """Give the series whose last value is used for later months; None where the law has none."""
    return next((series for series in book.parameters.values() if series.carries_on), None)


@lru_cache(maxsize=8)
def _grown(engine: Engine, growth: Decimal) -> Engine:
    sections = {name: _grown_section(section, growth) for name, section in engine.book.sections.items()}
    return Engine(replace(engine.book, sections=sections, _laws={}))


def _grown_section(section: Section, growth: Decimal) -> Section:
    series = {
        name: replace(each, values=(*each.values, *_later(each, growth))) if each.carries_on else each
        for name, each in section.parameters.items()
    }
    return replace(section, parameters=series)


def _later(series: DatedSeries, growth: Decimal) -> Iterator[Dated]:
    """Walk the assumed values, one a year, each from the day after the one before."""
    last = series.values[-1]
    for _ in range(MOST_YEARS):
        if last.to is None:
            return
        since = last.to + timedelta(days=1)
        value = {key: _rounded(amount * (1 + growth.scaleb(-2))) for key, amount in last.value.items()}
        until = add_years(since, 1) - timedelta(days=1)
        last = replace(last, value=value, from_=since, to=until, certainty="estimate", dispute=None)
        yield last


def _rounded(amount: Any) -> int:
    """Whole CNY, as the wages on file are."""
    return int(Decimal(amount).quantize(Decimal(1), ROUND_HALF_UP))
