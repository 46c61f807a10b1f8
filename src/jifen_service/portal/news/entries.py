"""The entries (变动): what changed comes from the law book, what it means from the words beside the law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from jifen.explain.news_words import affected, meaning_of, words
from jifen.explain.values import turns_of
from jifen.law import Change, LawBook, Policy, PublishedAmendment, Section, differences

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
    """What changed on a day (一次变动): ``who`` is affected, what to ``heed``, ``told`` since when.

    ``amendment``: the number of the last published amendment that changed it, 0 where none did.
    """

    day: date
    title: str
    lines: tuple[Line, ...]
    who: str
    heed: str
    policy: str
    told: date
    certainties: tuple[str, ...]
    sources: tuple[str, ...]
    amendment: int = 0


def entries(book: LawBook, lang: str) -> tuple[Entry, ...]:
    """Every change after the first day of the book, the newest first."""
    found = (_entry(book, day, lang) for day in reversed(book.change_dates[1:]))
    return tuple(entry for entry in found if entry is not None)


def entry_on(book: LawBook, day: date, lang: str) -> Entry | None:
    """The change of a day; None when nothing changed on it."""
    return _entry(book, day, lang) if day in book.change_dates[1:] else None


def summary(entry: Entry) -> str:
    """An entry as plain text: what changed, who is affected, what to heed."""
    lines = [f"{line.name}: {line.before} → {line.after}" for line in entry.lines]
    return "\n".join([*lines, entry.who, entry.heed]).strip()


def changes_on(book: LawBook, day: date) -> tuple[Change, ...]:
    """The values that are others from a day on."""
    return tuple(differences(book, day - _A_DAY, day))


def _entry(book: LawBook, day: date, lang: str) -> Entry | None:
    """What changed on a day; None where a value only began anew, the same as it was."""
    changes = changes_on(book, day)
    begins = next((policy for policy in book.policies if policy.effective_from == day), None)
    if not changes and begins is None:
        return None
    published = _published(book, changes)
    meant = {} if published else meaning_of((change.key for change in changes), day)
    who, heed = affected(_section(book, changes[0]), lang) if published else ("", "")
    told = meant.get("told", words()["told"]) if meant else day
    return Entry(
        day=day,
        title=meant["title"][lang] if meant else _title(book, changes, begins, lang),
        lines=tuple(line for change in changes for line in _lines(book, change, lang)),
        who=meant["who"][lang] if meant else who,
        heed=meant["heed"][lang] if meant else heed,
        policy=begins.name[lang] if begins else "",
        told=max(each.published for each in published) if published else told,
        certainties=tuple(dict.fromkeys(change.after.certainty for change in changes)),
        sources=tuple(dict.fromkeys(source.tag for change in changes for source in change.after.sources)),
        amendment=max((each.number for each in published), default=0),
    )


def _published(book: LawBook, changes: tuple[Change, ...]) -> tuple[PublishedAmendment, ...]:
    """The amendments that changed something: they gave a value, or theirs has ended."""
    numbers = {dated.amendment for change in changes for dated in (change.before, change.after)}
    return tuple(each for each in book.amendments if each.number in numbers)


def _section(book: LawBook, change: Change) -> Section:
    return book.sections[change.key.partition(".")[0]]


def _title(book: LawBook, changes: tuple[Change, ...], begins: Policy | None, lang: str) -> str:
    """What the amendments are called that begin; else what changes, or which version begins."""
    beginning = {change.after.amendment for change in changes}
    own = [each.name[lang] for each in book.amendments if each.number in beginning]
    named = own or [_called(book, change, lang) for change in changes]
    named = named or [begins.name[lang] if begins else ""]
    return "、".join(named) if lang == "zh" else ", ".join(named)


def _called(book: LawBook, change: Change, lang: str) -> str:
    """A value's name; an indicator's own words, such as its cap, say nothing without the indicator."""
    section, name = _section(book, change), change.name[lang]
    return f"{section.name[lang]}: {name}" if section.kind == "indicator" else name


def _lines(book: LawBook, change: Change, lang: str) -> Iterator[Line]:
    section, _dot, anchor = change.key.partition(".")
    series, values = book.parameters[change.key], (change.before.value, change.after.value)
    for turn in turns_of(book.sections[section], series, *values, lang):
        yield Line(
            section, anchor, turn.name or _called(book, change, lang), turn.before or "—", turn.after or "—"
        )
