"""The entries (变动): what changed comes from the law book, what it means from the words beside the law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from jifen.explain.news_words import affected, meaning_of, words
from jifen.explain.template import in_words
from jifen.law import Change, LawBook, Policy, PublishedAmendment, Section, differences

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One value before and after, as people read it."""

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
    who, heed = affected(_section(book, changes), lang) if published else ("", "")
    told = meant.get("told", words()["told"]) if meant else day
    return Entry(
        day=day,
        title=meant["title"][lang] if meant else _title(changes, begins, published, lang),
        lines=tuple(line for change in changes for line in _lines(change, lang)),
        who=meant["who"][lang] if meant else who,
        heed=meant["heed"][lang] if meant else heed,
        policy=begins.name[lang] if begins else "",
        told=max(each.published for each in published) if published else told,
        amendment=max((each.number for each in published), default=0),
        certainties=tuple(dict.fromkeys(change.after.certainty for change in changes)),
        sources=tuple(dict.fromkeys(source.tag for change in changes for source in change.after.sources)),
    )


def _published(book: LawBook, changes: tuple[Change, ...]) -> tuple[PublishedAmendment, ...]:
    """The amendments that changed something: they gave the value, or theirs has ended."""
    numbers = {dated.amendment for change in changes for dated in (change.before, change.after)}
    return tuple(each for each in book.amendments if each.number in numbers)


def _section(book: LawBook, changes: tuple[Change, ...]) -> Section:
    return book.sections[changes[0].key.partition(".")[0]]


def _title(
    changes: tuple[Change, ...],
    begins: Policy | None,
    published: tuple[PublishedAmendment, ...],
    lang: str,
) -> str:
    # By its own name where it alone is what changes; what it gives way to on a later day is not it.
    own = [each.name[lang] for each in published if any(c.after.amendment == each.number for c in changes)]
    named = own or [change.name[lang] for change in changes] or [begins.name[lang] if begins else ""]
    return "、".join(named) if lang == "zh" else ", ".join(named)


def _lines(change: Change, lang: str) -> Iterator[Line]:
    before, after = change.before.value, change.after.value
    if not isinstance(after, Mapping):
        yield Line(change.name[lang], _plain(before, lang), _plain(after, lang))
        return
    labels = words()["labels"]
    for key, value in after.items():
        if before.get(key) != value:
            name = labels[key][lang] if key in labels else f"{change.name[lang]}: {key}"
            yield Line(name, _plain(before.get(key), lang), _plain(value, lang))


def _plain(value: Any, lang: str) -> str:
    if isinstance(value, bool):
        return {"zh": ("否", "是"), "en": ("no", "yes")}[lang][value]
    return in_words(value, {}, lang) if not isinstance(value, Mapping) else str(dict(value))
