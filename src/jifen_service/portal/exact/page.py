"""The page's content from a document: the topics, with what the result says of them.

Plain data for the templates; what is shown is decided here, how it looks there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jifen_service.forms import shown as forms
from jifen_service.forms.shown import GroupShown, show_group
from jifen_service.portal.exact.complaints import Complaint
from jifen_service.portal.exact.form import Form
from jifen_service.portal.exact.topics import Topic, topics
from jifen_service.portal.result import Row


@dataclass(frozen=True)
class TopicShown:
    """One topic; `open` when it has something to say or to put right."""

    asked: Topic
    title: str
    lead: str
    terms: tuple[str, ...]
    groups: tuple[GroupShown, ...]
    scored: tuple[Row, ...]
    open: bool

    @property
    def id(self) -> str:
        """The topic's id."""
        return f"topic-{self.asked.id}"


@dataclass(frozen=True)
class Setting(forms.Setting):
    """Everything that decides how a document is shown, besides the document."""

    focus: str = ""
    open_topic: str = ""
    complaints: tuple[Complaint, ...] = ()
    scored: tuple[Row, ...] = ()

    def errors_at(self, place: str) -> tuple[str, ...]:
        """Messages for exactly this place."""
        return tuple(complaint.message for complaint in self.complaints if complaint.place == place)


def show_topics(document: Mapping[str, Any], form: Form, setting: Setting) -> tuple[TopicShown, ...]:
    """All topics with the document's values in them."""
    return tuple(_show_topic(topic, document, form, setting) for topic in topics())


def _show_topic(topic: Topic, document: Mapping[str, Any], form: Form, setting: Setting) -> TopicShown:
    shown = tuple(show_group(group, document, form, setting) for group in topic.groups)
    wrong = any(errors for group in shown for errors in _all_errors(group))
    attention = any(group.place and setting.focus.startswith(group.place) for group in shown)
    title = setting.word(topic.title)
    terms = (setting.law.section(term).name[setting.lang] for term in topic.terms)
    return TopicShown(
        asked=topic,
        title=title,
        lead=setting.word(topic.lead),
        terms=tuple(term for term in terms if term != title),
        groups=shown,
        scored=scored_in(topic, setting.scored),
        open=wrong or attention or topic.id == setting.open_topic,
    )


def scored_in(topic: Topic, scored: Iterable[Row]) -> tuple[Row, ...]:
    """The rows of a result that belong to a topic."""
    return tuple(row for row in scored if row.id in topic.indicators)


def _all_errors(group: GroupShown) -> Iterator[tuple[str, ...]]:
    for shown in (
        *group.fields,
        *(shown for entry in group.entries for shown in entry.fields),
        *group.entries,
    ):
        yield shown.errors
