"""A case as an officer reviews it (审核页): parts with their proofs, look-ups and points side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jifen_service.casefile.facts import Fact, Reader
from jifen_service.casework import queries, rules
from jifen_service.casework.models import Case, Check, Material
from jifen_service.casework.sections import Section, sections_of
from jifen_service.casework.states import State
from jifen_service.centres.compare import Line, lines_of, with_answer
from jifen_service.centres.plan import part_of_item, part_of_topic, plans
from jifen_service.centres.points import Points
from jifen_service.centres.request import number
from jifen_service.registries.models import Evidence
from jifen_service.registries.queries import Asked, evidence
from jifen_service.registries.queries import asked as asked_of

#: the parts that show the case as a whole
WHOLE, HISTORY = "whole", "history"
_TROUBLE = frozenset({Material.Verdict.MISSING, Material.Verdict.FAULTY})
_CHECKED_IN = frozenset({State.VERIFYING, State.SUPPLEMENT})


@dataclass(frozen=True, slots=True)
class Lookup:
    """A check with what was claimed beside what the register says; ``note``: what the officer wrote.

    ``asked``: the questions about it, the newest first; ``evidence``: what officers kept of it.
    """

    topic: str
    name: str
    check: Check
    lines: tuple[Line, ...]
    note: str
    asked: tuple[Asked, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the review. ``todo``: how much of it is still to be looked at."""

    key: str
    name: str
    section: Section
    items: tuple[queries.MaterialRow, ...]
    checks: tuple[tuple[rules.Topic, Check], ...]
    todo: int

    @property
    def trouble(self) -> bool:
        """Whether an item was found missing or faulty, or a look-up differs."""
        return any(row.material.verdict in _TROUBLE for row in self.items) or any(
            check.status == Check.Status.DIFFERS for _topic, check in self.checks
        )

    @property
    def state(self) -> str:
        """trouble, todo or done."""
        return "trouble" if self.trouble else "todo" if self.todo else "done"


@dataclass(frozen=True, slots=True)
class Review:
    """All parts of a case, and the one that is open with its item and page.

    ``typed``: topic → the finding that somebody sent and that was not taken.
    """

    case: Case
    lang: str
    today: date
    rows: tuple[queries.MaterialRow, ...]
    parts: tuple[Part, ...]
    key: str
    row: queries.MaterialRow | None
    page: int
    points: Points
    reader: Reader
    typed: Mapping[str, Mapping[str, Any]]
    asked: Mapping[str, tuple[Asked, ...]]
    evidence: Mapping[str, tuple[Evidence, ...]]

    @property
    def part(self) -> Part | None:
        """The open part; None for the whole case and its history."""
        return next((part for part in self.parts if part.key == self.key), None)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What is claimed in the open part."""
        return self.reader.facts(self.part.section) if self.part else ()

    @property
    def lookups(self) -> tuple[Lookup, ...]:
        """The checks of the open part."""
        if self.part is None:
            return ()
        places = plans()[self.part.key].checks
        return tuple(
            self._lookup(topic, check, places.get(check.topic, ())) for topic, check in self.part.checks
        )

    @property
    def all_checks(self) -> tuple[tuple[str, str, Check], ...]:
        """Every check of the case: the part in which it is done, its name, the check."""
        found = ((topic, check) for part in self.parts for topic, check in part.checks)
        return tuple((part_of_topic(check.topic), topic.name[self.lang], check) for topic, check in found)

    @property
    def indicators(self) -> tuple[dict[str, Any], ...]:
        """The rows of the score that the open part bears on."""
        return self.points.rows(plans()[self.key].indicators) if self.part else ()

    @property
    def pages(self) -> range:
        """The pages of the file that is shown."""
        return range(1, self.row.current.pages + 1) if self.row and self.row.current else range(0)

    @property
    def next_item(self) -> queries.MaterialRow | None:
        """The item after the open one, over all parts."""
        return self._beside(1)

    @property
    def previous_item(self) -> queries.MaterialRow | None:
        """The item before the open one, over all parts."""
        return self._beside(-1)

    def _beside(self, step: int) -> queries.MaterialRow | None:
        ordered = in_order(self.parts)
        if self.row is None:
            return (ordered[0] if ordered else None) if step > 0 else None
        at = next((place for place, row in enumerate(ordered) if row.code == self.row.code), -1) + step
        return ordered[at] if 0 <= at < len(ordered) else None

    def _lookup(self, topic: rules.Topic, check: Check, places: Sequence[str]) -> Lookup:
        claimed = [fact for place in places for fact in self.reader.at(place)]
        finding = self.typed.get(check.topic, check.finding)
        asked, kept = self.asked.get(check.topic, ()), self.evidence.get(check.topic, ())
        answered = next((one for one in asked if one.lookup.answer is not None), None)
        lines = with_answer(lines_of(claimed, finding), answered, self.reader)
        note = str(finding.get("note") or "")
        return Lookup(check.topic, topic.name[self.lang], check, lines, note, asked, kept)


def review(
    case: Case,
    *,
    lang: str,
    today: date,
    asked: Mapping[str, str],
    opened: frozenset[str],
    typed: Mapping[str, Mapping[str, Any]],
) -> Review:
    """Lay out a case; ``asked`` names the part, the item and the page that are wanted."""
    rows = queries.materials(case)
    parts = tuple(_parts(case, rows, queries.checks(case), lang))
    key, row = _opened(parts, rows, asked)
    page = number(asked.get("page", "")) or 1
    most = row.current.pages if row is not None and row.current else 1
    return Review(
        case, lang, today, rows, parts, key, row, min(max(page, 1), most),
        Points.of(case, today, lang),
        Reader.of(case, lang, today, opened), typed, asked_of(case, lang), evidence(case),
    )  # fmt: skip


def in_order(parts: Sequence[Part]) -> tuple[queries.MaterialRow, ...]:
    """The items of all parts in the order in which they are reviewed."""
    return tuple(row for part in parts for row in part.items)


def next_open(case: Case, code: str, lang: str) -> queries.MaterialRow | None:
    """The next item that nobody has judged yet, after ``code`` and then from the start."""
    rows = in_order(tuple(_parts(case, queries.materials(case), (), lang)))
    at = next((place for place, row in enumerate(rows) if row.code == code), -1)
    later = (*rows[at + 1 :], *rows[: at + 1])
    return next((row for row in later if row.material.verdict == Material.Verdict.OPEN), None)


def _parts(
    case: Case,
    rows: Sequence[queries.MaterialRow],
    checks: Sequence[tuple[rules.Topic, Check]],
    lang: str,
) -> Iterator[Part]:
    sections = [section for section in sections_of(case.kind) if section.key in plans()]
    keys = {section.key for section in sections}
    for section in sections:
        first = section.key == sections[0].key
        key = section.key
        items = tuple(row for row in rows if _belongs(part_of_item(row.code), key, keys, first))
        done = tuple(pair for pair in checks if _belongs(part_of_topic(pair[1].topic), key, keys, first))
        yield Part(key, section.name[lang], section, items, done, _todo(case, items, done))


def _belongs(part: str, key: str, keys: set[str], first: bool) -> bool:
    """What belongs to a part that this kind of case does not have goes to the first."""
    return part == key or (first and part not in keys)


def _todo(
    case: Case, items: Sequence[queries.MaterialRow], checks: Sequence[tuple[rules.Topic, Check]]
) -> int:
    unseen = sum(row.material.verdict == Material.Verdict.OPEN and row.material.required for row in items)
    unchecked = sum(check.status == Check.Status.OPEN for _topic, check in checks)
    if case.state == State.FILED:
        return unseen
    return unchecked if case.state in _CHECKED_IN else 0


def _opened(
    parts: Sequence[Part], rows: Sequence[queries.MaterialRow], asked: Mapping[str, str]
) -> tuple[str, queries.MaterialRow | None]:
    """The part and the item that are open: as asked, else the first in which something is to do."""
    by_code = {row.code: row for row in rows}
    if (code := asked.get("item", "")) in by_code:
        holding = next((part.key for part in parts if by_code[code] in part.items), WHOLE)
        return holding, by_code[code]
    key = asked.get("part", "")
    if key not in {WHOLE, HISTORY, *(part.key for part in parts)}:
        key = next((part.key for part in parts if part.todo), WHOLE)
    items = next((part.items for part in parts if part.key == key), ())
    unseen = (row for row in items if row.material.verdict == Material.Verdict.OPEN)
    return key, next(unseen, items[0] if items else None)


def trouble_in_words(rows: Sequence[queries.MaterialRow], lang: str) -> str:
    """What was found item by item, a line each, as a start for what the holder is told."""
    lines = []
    for row in rows:
        if row.material.verdict in _TROUBLE:
            said = row.reason.text[lang] if row.reason else ""
            words = _("%(item)s: %(verdict)s") % {
                "item": row.item.name[lang],
                "verdict": row.material.get_verdict_display(),
            }
            lines.append(" · ".join(part for part in (words, said, row.material.note) if part))
    return "\n".join(lines)
