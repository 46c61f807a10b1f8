"""A draft as its page shows it (草案详情): what would change, for whom, from when; who did what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen import default_engine
from jifen.errors import LawError
from jifen.explain.news_words import affected
from jifen.explain.sources import render
from jifen.explain.values import Entry, Turn, entries_of, turns_of
from jifen.law import Dated, DatedSeries, LawBook, Section
from jifen_service.casework.scoring import law_digest
from jifen_service.lawdrafts import checking, content, files
from jifen_service.lawdrafts.errors import NotLaw
from jifen_service.lawdrafts.models import Draft, Event, Publication
from jifen_service.lawdrafts.states import Standing, State, Step, possible


@dataclass(frozen=True, slots=True)
class Span:
    """A span of days on which something would be otherwise; ``to`` None: until further notice."""

    from_: date
    to: date | None
    turns: Sequence[Turn]
    was_sources: Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Value:
    """A changed value as it stands in the draft, with its citations and the spans that it changes."""

    key: str
    from_: date
    to: date | None
    name: str
    entries: Sequence[Entry]
    certainty: str
    sources: Sequence[dict[str, Any]]
    spans: Sequence[Span]
    #: it holds today or held before: what is open changes at once
    has_begun: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The changed values of a section, and whom they concern."""

    name: str
    who: str
    heed: str
    values: Sequence[Value]


@dataclass(frozen=True)
class Shown:
    """A draft with all that its page says; ``fault``: why the engine does not take it now."""

    draft: Draft
    groups: Sequence[Group]
    fault: str
    law_moved: bool
    events: Sequence[Event]
    record: Publication | None
    steps: Sequence[Step]

    @property
    def has_begun(self) -> bool:
        """Whether any of its values begins today or earlier."""
        return any(value.has_begun for group in self.groups for value in group.values)

    @property
    def may_finish(self) -> bool:
        """Whether the reader is the second one, who publishes or confirms a withdrawal."""
        return any(step.second for step in self.steps)

    @property
    def is_open(self) -> bool:
        """Whether its text may be changed."""
        return self.draft.state == State.DRAFT


def shown(draft: Draft, reader: int, standing: Standing, today: date, lang: str) -> Shown:
    """Make the page of a draft for a reader."""
    record = Publication.objects.select_related("proposer", "publisher").filter(draft=draft).first()
    book = _law_before(record)
    groups, fault = _groups(draft, book, today, lang)
    moved = draft.state in (State.DRAFT, State.PROPOSED) and draft.law != law_digest(book)
    events = tuple(draft.events.select_related("actor"))
    return Shown(draft, groups, fault, moved, events, record, possible(standing, reader))


def _law_before(record: Publication | None) -> LawBook:
    """The law as it is, or as it was without what a publication and later ones brought."""
    if record is None:
        return default_engine().book
    try:
        return files.law_before(record.number)
    except LawError:
        return default_engine().book


def _groups(draft: Draft, book: LawBook, today: date, lang: str) -> tuple[tuple[Group, ...], str]:
    told = content.read(draft.text)
    if not told["changes"]:
        return (), ""
    try:
        amendment = checking.checked(told, book)
    except NotLaw as error:
        return (), error.fault
    turned = tuple(checking.turned(book, amendment.changed))
    sections = dict.fromkeys(key.partition(".")[0] for key in amendment.changed)
    groups = []
    for name in sections:
        section = book.sections[name]
        values = tuple(
            _value(section, book.parameters[key], dated, turned, today, lang)
            for key, values in amendment.changed.items()
            if key.partition(".")[0] == name
            for dated in values
        )
        groups.append(Group(section.name[lang], *affected(section, lang), values))
    return tuple(groups), ""


def _value(
    section: Section,
    series: DatedSeries,
    dated: Dated,
    turned: Sequence[checking.Turned],
    today: date,
    lang: str,
) -> Value:
    spans = tuple(
        Span(
            span.from_,
            span.to,
            turns_of(section, series, span.before.value, dated.value, lang),
            render(span.before.sources, lang),
        )
        for span in turned
        if span.after is dated
    )
    return Value(
        series.key,
        dated.from_,
        dated.to,
        series.name[lang],
        entries_of(section, series, dated.value, lang),
        dated.certainty,
        render(dated.sources, lang),
        spans,
        dated.from_ <= today,
    )
