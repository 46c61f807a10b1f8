"""Values of the law in words (规则的值, 说给人听): with their unit, a table entry by entry."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from jifen.explain.template import fill, in_words
from jifen.law import DatedSeries, Section

_FILE = Path(__file__).with_name("values.yaml")
_YES_NO = {"zh": ("否", "是"), "en": ("no", "yes")}
_MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure of a value, with its ``key`` and ``name`` in a table; empty where there is only one.

    ``text`` says it with its unit, ``bare`` without, for a column of figures.
    """

    key: str
    name: str
    text: str
    bare: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One figure before and after; ``before`` or ``after`` is empty where a table lacks the entry."""

    key: str
    name: str
    before: str
    after: str


@cache
def _units() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def unit_name(unit: str, lang: str) -> str:
    """Give the unit alone, as it stands over a column of figures."""
    return _units()[unit]["head"][lang]


def figure_in_words(unit: str, figure: Any, lang: str) -> str:
    """Say one figure with its unit: an int, Decimal or bool, or one tier of the unit ``tiers``."""

    def find(name: str) -> Any:
        if name == "yes_no":
            return _YES_NO[lang][bool(figure)]
        if name == "month":
            return calendar.month_name[figure]
        return figure if name == "value" else figure[name]

    return fill(_units()[unit]["said"][lang], find, {}, lang).replace("-", _MINUS)


def entries_of(section: Section, series: DatedSeries, value: Any, lang: str) -> tuple[Entry, ...]:
    """Say a value of a parameter: one entry, or one a key of a table, named by the section's labels."""
    if not isinstance(value, Mapping):
        return (_entry(series.unit, "", "", value, lang),)
    return tuple(
        _entry(series.unit, key, _name(section, key, lang), figure, lang) for key, figure in value.items()
    )


def _entry(unit: str, key: str, name: str, figure: Any, lang: str) -> Entry:
    text = figure_in_words(unit, figure, lang)
    counted = not isinstance(figure, bool | Mapping) and unit != "calendar_month"
    return Entry(key, name, text, in_words(figure, {}, lang).replace("-", _MINUS) if counted else text)


def turns_of(section: Section, series: DatedSeries, before: Any, after: Any, lang: str) -> tuple[Turn, ...]:
    """Say what differs between two values of a parameter, figure by figure."""
    was = {entry.key: entry for entry in entries_of(section, series, before, lang)}
    now = {entry.key: entry for entry in entries_of(section, series, after, lang)}
    keys = dict.fromkeys([*was, *now])
    pairs = ((key, was.get(key), now.get(key)) for key in keys)
    return tuple(
        Turn(key, (new or old or _NONE).name, (old or _NONE).text, (new or _NONE).text)
        for key, old, new in pairs
        if old != new
    )


_NONE = Entry("", "", "", "")


def _name(section: Section, key: str, lang: str) -> str:
    return section.labels[key][lang] if key in section.labels else key
