"""Whether a draft can be law (检查), by the engine's own rules, and what it would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jifen.errors import LawError
from jifen.law import Amendment, Dated, DatedSeries, LawBook, Section, laid_over
from jifen.scoring import Engine
from jifen_service.lawdrafts.content import PLACE, Content
from jifen_service.lawdrafts.errors import NotLaw


@dataclass(frozen=True, slots=True)
class Turned:
    """A span of days on which a parameter would be another one (变动), with what holds before and after."""

    section: Section
    series: DatedSeries
    from_: date
    to: date | None
    before: Dated
    after: Dated


def checked(content: Content, book: LawBook) -> Amendment:
    """Lay a draft over the law and compile the law of every day on which it changes.

    Raises NotLaw with the engine's words.
    """
    try:
        amendment = laid_over(book, content, PLACE)
        compiled(amendment.book)
    except LawError as error:
        raise NotLaw(str(error)) from None
    # A file from outside may hold what the schema lets through and the arithmetic cannot use.
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise NotLaw(f"{PLACE}: {type(error).__name__}: {error}") from error
    return amendment


def compiled(book: LawBook) -> None:
    """Compile the law of every day on which it changes; LawError where a rule cannot work with a value."""
    engine = Engine(book)
    for day in book.change_dates:
        engine.program_on(day)


def turned(book: LawBook, changed: Mapping[str, tuple[Dated, ...]]) -> Iterator[Turned]:
    """Walk what changed values would change in a book, parameter by parameter, oldest first."""
    for key, values in changed.items():
        section, series = book.sections[key.partition(".")[0]], book.parameters[key]
        for after in values:
            for before in _lasting(series):
                span = _together(before, after)
                if span is not None and before.value != after.value:
                    yield Turned(section, series, *span, before, after)


def _lasting(series: DatedSeries) -> tuple[Dated, ...]:
    """The values of a series; the last one without end where the law says that it goes on."""
    last = series.values[-1]
    return (*series.values[:-1], replace(last, to=None) if series.carries_on else last)


def _together(one: Dated, other: Dated) -> tuple[date, date | None] | None:
    """The days on which both hold; None when there are none."""
    begins = max(one.from_, other.from_)
    ends = [each.to for each in (one, other) if each.to is not None]
    until = min(ends) if ends else None
    return None if until is not None and until < begins else (begins, until)


def keys_of(content: Mapping[str, Any]) -> tuple[str, ...]:
    """The parameters that a draft changes."""
    changes = content.get("changes")
    return tuple(changes) if isinstance(changes, Mapping) else ()
