"""What differs between two days of the law (两天之间的差异), by section, in words, with who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen.explain.sources import render
from jifen.explain.values import Turn, turns_of
from jifen.law import Change, Dated, LawBook, Section, differences
from jifen.law.settlement import Settlement
from jifen_service.portal.words import plain_name


@dataclass(frozen=True, slots=True)
class Side:
    """The value on one of the days: since when it holds, how sure it is, who says so.

    ``amendment``: the number of the publication that gave it, 0 where the law files did.
    """

    since: date
    certainty: str
    sources: tuple[Mapping[str, Any], ...]
    amendment: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A parameter that differs, figure by figure."""

    anchor: str
    key: str
    name: str
    turns: tuple[Turn, ...]
    before: Side
    after: Side


@dataclass(frozen=True, slots=True)
class Group:
    """The parameters of one section that differ; ``is_route``: it is one of the routes' sections."""

    id: str
    name: str
    changed: tuple[Changed, ...]
    is_route: bool


def difference(
    book: LawBook, settlement: Settlement, before: date, after: date, lang: str
) -> tuple[Group, ...]:
    """Give what differs, section by section in the order of the contents, the routes last."""
    by_section: dict[str, list[Change]] = {}
    for change in (*differences(book, before, after), *settlement.differences(before, after)):
        by_section.setdefault(change.key.partition(".")[0], []).append(change)
    ordered = (*book.law_on(after).in_order(), *settlement.sections.values())
    return tuple(
        Group(
            section.id,
            plain_name(section.id, section.name[lang], lang),
            tuple(_changed(section, change, lang) for change in by_section[section.id]),
            section.id in settlement.sections,
        )
        for section in ordered
        if section.id in by_section
    )


def _changed(section: Section, change: Change, lang: str) -> Changed:
    anchor = change.key.partition(".")[2]
    series, values = section.parameters[anchor], (change.before.value, change.after.value)
    turns = turns_of(section, series, *values, lang)
    return Changed(
        anchor, change.key, change.name[lang], turns, _side(change.before, lang), _side(change.after, lang)
    )


def _side(dated: Dated, lang: str) -> Side:
    return Side(dated.from_, dated.certainty, tuple(render(dated.sources, lang)), dated.amendment or 0)
