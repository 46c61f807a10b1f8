"""The page after a request: the document scored, and everything the templates show."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jifen import default_engine
from jifen.errors import InputError
from jifen.law import Law
from jifen.profile import to_document
from jifen.profile.months import month_of
from jifen_service.forms.calendar import Year, draw
from jifen_service.forms.places import look_up
from jifen_service.forms.record_shown import RecordShown, show_record
from jifen_service.portal.exact.complaints import Complaint, complaints
from jifen_service.portal.exact.form import Form, to_form, write_json, write_rest
from jifen_service.portal.exact.outcome import Outcome, assess
from jifen_service.portal.exact.page import Setting, TopicShown, scored_in, show_topics
from jifen_service.portal.exact.state import State
from jifen_service.portal.exact.topics import topics
from jifen_service.portal.result import Row, Shown, present

_OPENS = {"": "you", "clear": "you", "record": "insurance"}
"""The topic that is open after a button."""


@dataclass(frozen=True)
class Sitting:
    """One filled page.

    Attributes:
        state: what was sent, and what the button did.
        form: the document as values of fields and the rest.
        setting: law, language and dates with which it is shown.
        shown: the result, None while something must be put right or nothing is filled in.
        complaints: what must be put right; it stands beside the fields once the result was asked for.
    """

    state: State
    form: Form
    setting: Setting
    shown: Shown | None
    complaints: tuple[Complaint, ...]

    @property
    def blank(self) -> bool:
        """Whether nothing has been filled in yet."""
        return not self.state.document

    @property
    def headings(self) -> tuple[tuple[str, bool, tuple[Row, ...]], ...]:
        """For each topic, by id, what its heading shows of the result, and whether by name."""
        scored = self.setting.scored
        return tuple((topic.id, topic.mixed, scored_in(topic, scored)) for topic in topics())

    @cached_property
    def topics(self) -> tuple[TopicShown, ...]:
        """The topics with what is filled in."""
        return show_topics(self.state.document, self.form, self.setting)

    @cached_property
    def calendar(self) -> tuple[Year, ...]:
        """The months paid, as a picture."""
        return draw(look_up(self.state.document, ("social_insurance",)), month_of(self.setting.on))

    @cached_property
    def record(self) -> RecordShown | None:
        """What the insurance record that was handed in came to."""
        record, now = self.state.record, month_of(self.setting.on)
        return show_record(record, now, self.setting.lang) if record else None

    @property
    def refusals(self) -> tuple[str, ...]:
        """Why a profile document could not be read."""
        return tuple(problem.message(self.setting.lang) for problem in self.state.refused)

    @property
    def document_text(self) -> str:
        """The document as typed, for the browser to keep."""
        return write_json(self.state.document) if self.state.document else ""

    @property
    def rest_text(self) -> str:
        """What the form does not show, for its hidden field."""
        return write_rest(self.form.rest)


def sit(state: State, today: datetime.date, lang: str) -> Sitting:
    """Score a state and prepare its page in `lang`; a page with nothing filled in complains of nothing."""
    form = to_form(state.document)
    outcome = assess(state.document, today) if state.document else Outcome()
    shown = _present(outcome, lang)
    found = complaints(outcome.problems, form.rest, lang)
    on = _day(state.document, today)
    setting = Setting(
        law=_law(on, today),
        lang=lang,
        today=today,
        on=on,
        focus=state.focus,
        open_topic=_OPENS.get(state.pressed, ""),
        complaints=found if state.asked else (),
        scored=shown.scored if shown else (),
    )
    return Sitting(state, form, setting, shown, found)


def _present(outcome: Outcome, lang: str) -> Shown | None:
    if outcome.assessment is None or outcome.profile is None:
        return None
    return present(outcome.assessment, to_document(outcome.profile), lang)


def _day(document: Mapping[str, Any], today: datetime.date) -> datetime.date:
    """The document's own date where it is one."""
    try:
        return datetime.date.fromisoformat(str(document.get("on", "")))
    except ValueError:
        return today


def _law(on: datetime.date, today: datetime.date) -> Law:
    """The law whose words and spans the page uses: of the evaluation date, of today where there is none."""
    book = default_engine().book
    try:
        return book.law_on(on)
    except InputError:
        return book.law_on(today)
