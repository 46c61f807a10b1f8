"""A parameter with every value it has had (沿革): in words, the newest first, each with who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen.explain.sources import render
from jifen.explain.values import Entry, entries_of, unit_name
from jifen.law import Dated, DatedSeries, Section
from jifen_service.portal.lawbook.picture import Picture, draw

#: a table with so many figures at most stands in columns beside its picture
_MOST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Held:
    """A value while it held: both days inclusive, ``until`` None until further notice.

    ``standing``: now, past or coming, as of the day asked; ``amendment``: the number of the publication that
    gave it, 0 where the law files did.
    """

    since: date
    until: date | None
    entries: tuple[Entry, ...]
    certainty: str
    sources: tuple[Mapping[str, Any], ...]
    dispute: str
    note: str
    standing: str
    amendment: int = 0


@dataclass(frozen=True, slots=True)
class History:
    """A parameter: ``held`` is every value, the newest first; ``unit``: what its figures are.

    ``columns``: the names of its figures where its values fit a table of columns.
    """

    anchor: str
    key: str
    name: str
    unit: str
    carries_on: bool
    held: tuple[Held, ...]
    columns: tuple[str, ...]
    picture: Picture | None


def history_of(section: Section, series: DatedSeries, today: date, lang: str) -> History:
    """Give the whole history of a parameter."""
    held = tuple(held_of(section, series, dated, today, lang) for dated in reversed(series.values))
    names = tuple(entry.name for entry in held[0].entries)
    fits = len(held) > 1 and len(names) <= _MOST_COLUMNS and series.unit != "tiers"
    return History(
        series.key.partition(".")[2],
        series.key,
        series.name[lang],
        "" if series.unit == "yes_no" else unit_name(series.unit, lang),
        series.carries_on,
        held,
        names if fits else (),
        draw(section, series, today, lang) if len(held) > 1 else None,
    )


def held_of(section: Section, series: DatedSeries, dated: Dated, today: date, lang: str) -> Held:
    """Give a value of a parameter with its dates and who says so."""
    return Held(
        dated.from_,
        dated.to,
        entries_of(section, series, dated.value, lang),
        dated.certainty,
        tuple(render(dated.sources, lang)),
        dated.dispute[lang] if dated.dispute else "",
        dated.note[lang] if dated.note else "",
        _standing(series, dated, today),
        dated.amendment or 0,
    )


def _standing(series: DatedSeries, dated: Dated, today: date) -> str:
    if dated.from_ > today:
        return "coming"
    carried = series.carries_on and dated is series.values[-1]
    return "now" if carried or dated.to is None or today <= dated.to else "past"
