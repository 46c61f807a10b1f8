"""Groups, entries and fields with their values and their texts in one language: plain data for templates."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jifen import default_engine
from jifen.law import Law
from jifen_service.forms.kinds import NO, YES
from jifen_service.forms.places import Path, format_place, html_id, look_up
from jifen_service.forms.questions import Field, Group, Text
from jifen_service.forms.values import Form


@dataclass(frozen=True)
class FieldShown:
    """One input: `name` is its place in the document, `id` the same for HTML."""

    asked: Field
    name: str
    label: str
    hint: str
    value: str
    choices: tuple[tuple[str, str], ...]
    errors: tuple[str, ...]

    @property
    def id(self) -> str:
        """The input's id, to which errors link."""
        return html_id(self.name)

    @property
    def described_by(self) -> str:
        """The ids of what is said about the input beside its label: what is wrong, then the hint."""
        said = (("error", self.errors), ("hint", self.hint))
        return " ".join(f"{self.id}-{what}" for what, there in said if there)

    @property
    def input_type(self) -> str:
        """The HTML input's type; plain text for what the special input could not show."""
        return self.asked.kind.input_type if self.asked.kind.shows(self.value) or not self.value else "text"


@dataclass(frozen=True)
class EntryShown:
    """One entry of a list."""

    place: str
    number: int
    heading: str
    fields: tuple[FieldShown, ...]
    errors: tuple[str, ...]

    @property
    def id(self) -> str:
        """The entry's id, to which errors and attention lead."""
        return html_id(self.place)

    @property
    def main(self) -> tuple[FieldShown, ...]:
        """The fields that are always in sight."""
        return tuple(shown for shown in self.fields if not shown.asked.more)

    @property
    def more(self) -> tuple[FieldShown, ...]:
        """The fields in the folded part."""
        return tuple(shown for shown in self.fields if shown.asked.more)

    @property
    def more_open(self) -> bool:
        """Whether the folded part must be seen: something in it is wrong."""
        return any(shown.errors for shown in self.more)

    @property
    def said_more(self) -> tuple[str, ...]:
        """What the folded part says that one should know: ticks, every 'no', texts and dates."""
        return tuple(said for shown in self.more if (said := _said(shown)))


@dataclass(frozen=True)
class GroupShown:
    """Fields, or entries of a list with what adds one."""

    asked: Group
    place: str
    title: str
    term: str
    hint: str
    item: str
    empty: str
    fields: tuple[FieldShown, ...] = ()
    entries: tuple[EntryShown, ...] = ()
    unshown: int = 0

    @property
    def id(self) -> str:
        """The group's id, to which attention leads when its last entry is removed."""
        return html_id(self.place)


@dataclass(frozen=True)
class Setting:
    """What decides how a document is shown, besides the document: the law whose words and spans are used."""

    law: Law
    lang: str
    today: datetime.date
    on: datetime.date

    def word(self, text: Text) -> str:
        """A text in the page's language."""
        return text[self.lang]

    def errors_at(self, place: str) -> tuple[str, ...]:
        """Messages for exactly this place."""
        return ()


def show_group(group: Group, document: Mapping[str, Any], form: Form, setting: Setting) -> GroupShown:
    """A group with the document's values in it."""
    words = {name: setting.word(getattr(group, name)) for name in ("title", "hint", "item", "empty")}
    term = setting.law.section(group.term).name[setting.lang] if group.term else ""
    shown = GroupShown(group, format_place(group.at), term=term, **words)
    if group.many:
        entries = tuple(_show_entries(group, document, form, setting))
        return replace(shown, entries=entries, unshown=form.unshown(group.at))
    fields = tuple(
        _show_field(asked, (*group.at, *step), form, setting)
        for asked in group.fields
        for step in (_years(setting, document, group.at) if group.each == "year" else [(asked.key,)])
    )
    return replace(shown, fields=fields)


def _years(setting: Setting, document: Mapping[str, Any], at: Path) -> list[tuple[str]]:
    """The full years that the law looks at on the evaluation date, and further ones the document has."""
    count = setting.law.value("investment.years")
    years = {str(year) for year in range(setting.on.year - count, setting.on.year)}
    there = look_up(document, at)
    if isinstance(there, Mapping):
        years |= {str(year) for year in there if str(year).isdigit() and len(str(year)) == len("2026")}
    return [(year,) for year in sorted(years)]


def _show_entries(
    group: Group, document: Mapping[str, Any], form: Form, setting: Setting
) -> Iterator[EntryShown]:
    there = look_up(document, group.at)
    count = len(there) if isinstance(there, list) else 0
    rare_used = {asked.key for asked in group.fields if asked.rare and _is_used(asked, group, form)}
    for index in range(count - form.unshown(group.at)):
        path = (*group.at, index)
        fields = tuple(
            _show_field(asked, (*path, *((asked.key,) if asked.key else ())), form, setting)
            for asked in group.fields
            if not asked.rare or asked.key in rare_used
        )
        place = format_place(path)
        heading = f"{capfirst(setting.word(group.item))} {index + 1}"
        yield EntryShown(
            place, index + 1, heading, fields, setting.errors_at(place) if group.each == "list" else ()
        )


def _is_used(asked: Field, group: Group, form: Form) -> bool:
    at = format_place(group.at)
    return any(name.startswith(f"{at}[") and name.endswith(f".{asked.key}") for name in form.values)


def _show_field(asked: Field, path: Path, form: Form, setting: Setting) -> FieldShown:
    name = format_place(path)
    value = form.values.get(name, "")
    choices = tuple(_choices(asked, setting))
    if value and choices and value not in dict(choices):
        choices = (*choices, (value, value))
    return FieldShown(
        asked=asked,
        name=name,
        label=setting.word(asked.label).format(year=path[-1]),
        hint=setting.word(asked.hint).format(today=setting.today.isoformat()),
        value=value,
        choices=choices,
        errors=setting.errors_at(name),
    )


def _choices(asked: Field, setting: Setting) -> Iterator[tuple[str, str]]:
    if asked.kind_name == "yes_no":
        words = {"zh": ("没说 (按“是”算)", "是", "否"), "en": ("Not said (read as yes)", "Yes", "No")}[
            setting.lang
        ]
        yield from zip(("", YES, NO), words, strict=True)
    elif asked.choices:
        yield "", setting.word(asked.unsaid) or _("请选择")
        labels = setting.law.section(asked.levels).labels if asked.levels else {}
        for choice in asked.choices:
            text = choice.label or labels.get(choice.value)
            yield choice.value, text[setting.lang] if text else choice.value


def _said(shown: FieldShown) -> str:
    """A field of the folded part in short. exact.js says the same while one types."""
    kind = shown.asked.kind_name
    if not shown.value or (kind == "yes_no" and shown.value == YES):
        return ""
    if kind in ("yes", "text"):
        return shown.label if kind == "yes" else shown.value
    return f"{shown.label}: {dict(shown.choices).get(shown.value, shown.value)}"


def law_of(day: datetime.date) -> Law:
    """The law whose words a form uses on a day."""
    return default_engine().book.law_on(day)
