"""The entries (变动): what changed comes from the law book, what it means from the words beside the law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import yaml

from jifen.explain.values import turns_of
from jifen.law import Change, LawBook, Policy, differences
from jifen.law.store import DEFAULT_FOLDER

WORDS = DEFAULT_FOLDER / "news" / "words.yaml"
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure before and after, as people read it; its ``section`` and ``anchor`` lead to its history."""

    section: str
    anchor: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What changed on a day (一次变动): ``who`` is affected, what to ``heed``, ``told`` since when."""

    day: date
    title: str
    lines: tuple[Line, ...]
    who: str
    heed: str
    policy: str
    told: date
    certainties: tuple[str, ...]
    sources: tuple[str, ...]


@cache
def words() -> Mapping[str, Any]:
    """The words beside the law."""
    return yaml.safe_load(WORDS.read_text(encoding="utf-8"))


def entries(book: LawBook, lang: str) -> tuple[Entry, ...]:
    """Every change after the first day of the book, the newest first."""
    return tuple(_entry(book, day, lang) for day in reversed(book.change_dates[1:]))


def entry_on(book: LawBook, day: date, lang: str) -> Entry | None:
    """The change of a day; None when nothing changed on it."""
    return _entry(book, day, lang) if day in book.change_dates[1:] else None


def summary(entry: Entry) -> str:
    """An entry as plain text: what changed, who is affected, what to heed."""
    lines = [f"{line.name}: {line.before} → {line.after}" for line in entry.lines]
    return "\n".join([*lines, entry.who, entry.heed]).strip()


def meaning_of(day: date, changes: tuple[Change, ...]) -> Mapping[str, Any]:
    """The words for a day: its own, else those of the first section that changed; else none."""
    own = words()["days"].get(day)
    of_sections = (words()["sections"].get(change.key.partition(".")[0]) for change in changes)
    return own or next((found for found in of_sections if found), {})


def changes_on(book: LawBook, day: date) -> tuple[Change, ...]:
    """The values that are others from a day on."""
    return tuple(differences(book, day - _A_DAY, day))


def _entry(book: LawBook, day: date, lang: str) -> Entry:
    changes = changes_on(book, day)
    meant = meaning_of(day, changes)
    begins = next((policy for policy in book.policies if policy.effective_from == day), None)
    return Entry(
        day=day,
        title=meant["title"][lang] if meant else _title(book, changes, begins, lang),
        lines=tuple(line for change in changes for line in _lines(book, change, lang)),
        who=meant["who"][lang] if meant else "",
        heed=meant["heed"][lang] if meant else "",
        policy=begins.name[lang] if begins else "",
        told=meant.get("told", words()["told"]) if meant else day,
        certainties=tuple(dict.fromkeys(change.after.certainty for change in changes)),
        sources=tuple(dict.fromkeys(source.tag for change in changes for source in change.after.sources)),
    )


def _title(book: LawBook, changes: tuple[Change, ...], begins: Policy | None, lang: str) -> str:
    named = [_called(book, change, lang) for change in changes] or [begins.name[lang] if begins else ""]
    return "、".join(named) if lang == "zh" else ", ".join(named)


def _called(book: LawBook, change: Change, lang: str) -> str:
    """A value's name; an indicator's own words, such as its cap, say nothing without the indicator."""
    section = book.sections[change.key.partition(".")[0]]
    name = change.name[lang]
    return f"{section.name[lang]}: {name}" if section.kind == "indicator" else name


def _lines(book: LawBook, change: Change, lang: str) -> Iterator[Line]:
    section, _dot, anchor = change.key.partition(".")
    series, values = book.parameters[change.key], (change.before.value, change.after.value)
    for turn in turns_of(book.sections[section], series, *values, lang):
        yield Line(
            section, anchor, turn.name or _called(book, change, lang), turn.before or "—", turn.after or "—"
        )
