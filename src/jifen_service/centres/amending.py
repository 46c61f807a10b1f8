"""Amending a fact at the desk (更正): the fields for its new value, what may be added, what was typed."""

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
from jifen_service.forms.places import Path, format_place, look_up, parse_place, replaced
from jifen_service.forms.questions import Field, Group, questionnaire
from jifen_service.forms.shown import FieldShown, Setting, law_of, show_group
from jifen_service.forms.values import Form, plain, to_document, to_form


@dataclass(frozen=True, slots=True)
class Amending:
    """The open form: its place in words, what counts now, value and reason as typed, what was refused.

    ``whole``: an entry that counts, which can only be struck out. ``choices``: value → words, empty for a
    plain input. ``fields``: those of an entry that is added, or was struck out and is to count again.
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
    fields: tuple[FieldShown, ...] = ()


def may_check(case: Case, roles: frozenset[str]) -> bool:
    """Whether somebody in these roles may finish checks and amend facts of the case as it stands."""
    return case.state in AMENDED_IN and bool(roles & AMENDING)


def opened(reader: Reader, place: str, typed: Mapping[str, str], message: str = "") -> Amending | None:
    """The form for a place, with what was typed; None for what is no place, nor the next one of a list."""
    path = parse_place(place)
    if path is None:
        return None
    now, fields = look_up(_held(reader.case), path), _entry_fields(reader, path, typed)
    if now is None and _group_of_entry(path) and not fields:
        return None
    whole = isinstance(now, Mapping | list)
    asked, text = questionnaire().field_of(path), "" if whole or now is None else show(now)
    value = typed.get("value", text)
    return Amending(
        place, reader.label(place), reader.words(place, now), value, _choices(reader, place, asked),
        asked.kind.input_type if asked and asked.kind.shows(value or text) else "text", whole,
        typed.get("reason", ""), message, fields,
    )  # fmt: skip


def _group_of_entry(path: Path) -> Group | None:
    """The list of entries with fields in which a path is an entry."""
    group = questionnaire().group_of(path)
    return group if group and group.each == "list" else None


def _entry_fields(reader: Reader, path: Path, typed: Mapping[str, str]) -> tuple[FieldShown, ...]:
    """The fields of an entry that does not count yet: as typed, else as claimed where it was struck out."""
    group, entries = _group_of_entry(path), look_up(_held(reader.case), path[:-1]) or ()
    if group is None or int(path[-1]) > len(entries) or look_up(entries, path[-1:]) is not None:
        return ()
    claimed = None if typed else look_up(reader.case.profile, path)
    document = replaced({}, group.at, [*[{}] * int(path[-1]), claimed or {}])
    form = Form({**to_form(document, questionnaire()).values, **typed}, (), questionnaire())
    setting = Setting(law_of(reader.on), reader.lang, reader.on, reader.on)
    return show_group(group, document, form, setting).entries[-1].fields


def _held(case: Case) -> Mapping[str, Any]:
    return case.profile if case.confirmed is None else case.confirmed


def _choices(reader: Reader, place: str, asked: Field | None) -> Mapping[str, str]:
    if asked and asked.kind_name in ("yes", "yes_no"):
        return {YES: _("是"), NO: _("否")}
    return choices_at(place, reader.lang, reader.on)


def value_of(place: str, typed: Mapping[str, str]) -> Any:
    """What was typed for a place as the document holds it, of an entry all its fields; None for nothing."""
    path, text = parse_place(place), typed.get("value", "").strip()
    if path and _group_of_entry(path):
        within = {name: said for name, said in typed.items() if name.startswith(f"{place}.")}
        return plain(look_up(to_document(within, (), (), questionnaire()), (*path[:-1], 0)))
    asked = questionnaire().field_of(path) if path else None
    if not text:
        return None
    return plain(asked.kind.read(text)) if asked else text


def addable(reader: Reader, section: Section) -> Iterator[tuple[str, str]]:
    """Places of a section of which nothing is said yet, with their words; of lists the next entry."""
    held = _held(reader.case)
    for group in questionnaire().groups:
        if not group.at or group.at[0] not in section.profile:
            continue
        entries = look_up(held, group.at)
        if group.each == "list":
            place = format_place((*group.at, len(entries or ())))
            yield place, reader.label(place)
            continue
        for field in group.fields:
            path = (*group.at, *((len(entries or ()),) if group.each == "value" else ()))
            path = (*path, field.key) if field.key else path
            if group.each not in ("", "value") or look_up(held, path) not in (None, ""):
                continue
            yield format_place(path), reader.label(format_place(path))
