"""The table of contents of the law (目录): its sections in order, each with what it says on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jifen.explain import CERTAINTY
from jifen.explain.values import Entry, entries_of
from jifen.law import Dated, DatedSeries, Law, LawBook, Section, Source
from jifen.law.settlement import Settlement
from jifen_service.portal.words import plain_name

#: a table with more figures than this is told by its first and its last one
_TOLD_WHOLE = 3
#: the page of the routes, beside the sections of the book
SETTLEMENT = "settlement"


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter at a glance: where its history stands, its name, its value in force."""

    anchor: str
    name: str
    said: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section in one line. ``term``: its official name, '' when people call it so.

    ``holds``: what it has beside values, in words; ``changes``: how often a value of it has changed;
    ``amendments``: numbers of the publications of which a value is in force.
    """

    id: str
    name: str
    term: str
    values: tuple[Value, ...]
    holds: str
    certainties: tuple[str, ...]
    changes: int
    amendments: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Chapters under one title."""

    title: str
    chapters: tuple[Chapter, ...]


def contents(book: LawBook, settlement: Settlement, day: date, lang: str) -> tuple[Part, ...]:
    """Give every section with its values in force on a day, in the order in which people read them."""
    law = book.law_on(day)
    titles = _titles()
    sorted_in: dict[str, list[Chapter]] = {title: [] for title in titles.values()}
    for section in law.in_order():
        title = titles[section.group or section.kind]
        sorted_in[title].append(chapter_of(section, law, lang))
    parts = [Part(title, tuple(found)) for title, found in sorted_in.items() if found]
    return (*parts, Part(_("落户"), (_of_routes(settlement, day, lang),)))


def _titles() -> dict[str, str]:
    """By group of an indicator, else by kind of a section: under which title it stands."""
    threshold, way = _("门槛和口径"), _("办理")
    return {
        "basic": _("基础指标"),
        "bonus": _("加分指标"),
        "deduction": _("扣分指标"),
        "eligibility": threshold,
        "veto": threshold,
        "settings": threshold,
        "choice": threshold,
        "warnings": threshold,
        "practice": way,
        "materials": way,
        "actions": way,
    }


def chapter_of(section: Section, law: Law, lang: str) -> Chapter:
    """Give a section as one line of the contents."""
    name = plain_name(section.id, section.name[lang], lang)
    series = tuple(section.parameters.values())
    dated = [law.dated(each.key) for each in series]
    sure = [now.certainty for now in dated] or [source.status for source in _of_rules(section)]
    return Chapter(
        section.id,
        name,
        "" if name == section.name[lang] else section.name[lang],
        tuple(_value(section, each, now, lang) for each, now in zip(series, dated, strict=True)),
        _holds(section),
        in_order(sure),
        changes_of(series),
        tuple(sorted({now.amendment for now in dated if now.amendment})),
    )


def _of_rules(section: Section) -> Iterator[Source]:
    """The sources of what a section says beside its values."""
    yield from section.sources
    for check in section.checks:
        yield from check["sources"] or ()


def _of_routes(settlement: Settlement, day: date, lang: str) -> Chapter:
    series = settlement.series
    known = day >= max(each.values[0].from_ for each in series)
    names = tuple(Value(route.section.id, route.section.name[lang], "") for route in settlement.routes)
    return Chapter(
        SETTLEMENT,
        _("落户的路"),
        "",
        names if known else (),
        "" if known else _("这一天的规定这里不知道。"),
        in_order(route.certainty for route in settlement.routes),
        changes_of(series),
    )


def _value(section: Section, series: DatedSeries, dated: Dated, lang: str) -> Value:
    said = at_a_glance(entries_of(section, series, dated.value, lang))
    return Value(series.key.partition(".")[2], series.name[lang], said)


def at_a_glance(entries: tuple[Entry, ...]) -> str:
    """A value in one line; of a long table the first and the last figure."""
    said = [f"{entry.name} {entry.text}".strip() for entry in entries]
    return " · ".join(said) if len(said) <= _TOLD_WHOLE else f"{said[0]} … {said[-1]}"


def _holds(section: Section) -> str:
    counted = (
        (len(section.materials), lambda n: ngettext("%(n)s 样材料", "%(n)s 样材料", n)),
        (len(section.reasons), lambda n: ngettext("%(n)s 个退回的原因", "%(n)s 个退回的原因", n)),
        (len(section.actions), lambda n: ngettext("%(n)s 件能做的事", "%(n)s 件能做的事", n)),
        (len(section.checks), lambda n: ngettext("%(n)s 条要核对的", "%(n)s 条要核对的", n)),
        (len(section.one_of), lambda n: ngettext("%(n)s 项里只计较高的一项", "%(n)s 项里只计较高的一项", n)),
    )
    return _("、").join(say(n) % {"n": n} for n, say in counted if n)


def in_order(certainties: Iterable[str]) -> tuple[str, ...]:
    """Each certainty once, the surest first."""
    found = set(certainties)
    return tuple(status for status in CERTAINTY if status in found)


def changes_of(series: Iterable[DatedSeries]) -> int:
    """How many days on which a value of these became another."""
    return len({dated.from_ for each in series for dated in each.values[1:]})
