"""Amending a fact at the desk (更正): the field for its new value, what may be added, what was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jifen_service.casefile.facts import Reader
from jifen_service.casework.amending import AMENDED_IN, AMENDING
from jifen_service.casework.models import Case
from jifen_service.casework.sections import Section
from jifen_service.forms.choices import choices_at
from jifen_service.forms.kinds import NO, YES, show
from jifen_service.forms.places import format_place, look_up, parse_place
from jifen_service.forms.questions import Field, questionnaire
from jifen_service.forms.values import plain


@dataclass(frozen=True, slots=True)
class Amending:
    """The open form: its place in words, what counts now, value and reason as typed, what was refused.

    ``whole``: an entry, which can only be struck out. ``choices``: value → words, empty for a plain input.
    """

    place: str
    label: str
    counts: str
    value: str
    choices: Mapping[str, str]
    input_type: str
    whole: bool
    reason: str = ""
    message: str = ""


def may_check(case: Case, roles: frozenset[str]) -> bool:
    """Whether somebody in these roles may finish checks and amend facts of the case as it stands."""
    return case.state in AMENDED_IN and bool(roles & AMENDING)


def opened(reader: Reader, place: str, typed: Mapping[str, str], message: str = "") -> Amending | None:
    """The form for a place, with what was typed; None for what is no place."""
    path = parse_place(place)
    if path is None:
        return None
    case = reader.case
    now = look_up(case.profile if case.confirmed is None else case.confirmed, path)
    whole = isinstance(now, Mapping | list)
    asked, text = questionnaire().field_of(path), "" if whole or now is None else show(now)
    value = typed.get("value", text)
    return Amending(
        place, reader.label(place), reader.words(place, now), value, _choices(reader, place, asked),
        asked.kind.input_type if asked and asked.kind.shows(value or text) else "text", whole,
        typed.get("reason", ""), message,
    )  # fmt: skip


def _choices(reader: Reader, place: str, asked: Field | None) -> Mapping[str, str]:
    if asked and asked.kind_name in ("yes", "yes_no"):
        return {YES: _("是"), NO: _("否")}
    return choices_at(place, reader.lang, reader.on)


def value_of(place: str, text: str) -> Any:
    """What was typed for a place as the document holds it; None for nothing."""
    path, text = parse_place(place), text.strip()
    asked = questionnaire().field_of(path) if path else None
    if not text:
        return None
    return plain(asked.kind.read(text)) if asked else text


def addable(reader: Reader, section: Section) -> Iterator[tuple[str, str]]:
    """Places of a section of which nothing is said yet, with their words; of plain lists the next one."""
    case = reader.case
    held = case.profile if case.confirmed is None else case.confirmed
    for group in questionnaire().groups:
        if not group.at or group.at[0] not in section.profile or group.each == "list":
            continue
        entries = look_up(held, group.at)
        for field in group.fields:
            path = (*group.at, *((len(entries or ()),) if group.each == "value" else ()))
            path = (*path, field.key) if field.key else path
            if group.each not in ("", "value") or look_up(held, path) not in (None, ""):
                continue
            yield format_place(path), reader.label(format_place(path))
