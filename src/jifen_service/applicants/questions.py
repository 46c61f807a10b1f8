"""What each page of the application form asks (申请表): the self-test's questions and the case's particulars.

A section's page works on one document: the section's keys of the profile, its particulars under ``personal``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path as File
from typing import Any

import yaml

from jifen_service.casework.particulars import Particular, particulars
from jifen_service.casework.sections import Section, all_sections
from jifen_service.forms.kinds import KINDS
from jifen_service.forms.places import Path, format_place, parse_place
from jifen_service.forms.questions import (
    Choice,
    Field,
    Group,
    Questionnaire,
    Text,
    group_from,
    questionnaire,
)

_FILE = File(__file__).with_name("form.yaml")
PERSONAL = "personal"
INDICATORS = "personal.indicators"
#: particulars that are shown masked and typed anew, never sent back in full
KEPT = frozenset({"id_number", "phone", "permit_number", "spouse_id_number"})

_KINDS = {"text": "text", "id_number": "text", "mobile": "text", "flag": "yes", "choice": "choice"}
_HINTS = {
    "id_number": Text("18 位, 最后一位可以是 X", "18 digits, the last may be X"),
    "mobile": Text("11 位手机号, 窗口有事打这个号码", "11 digits; the office calls this number"),
}


@dataclass(frozen=True)
class Questions:
    """A page: its lead, its groups of fields, whether it asks for indicators or takes an insurance record."""

    section: Section
    lead: Text
    asked: Questionnaire
    indicators: bool = False
    record: bool = False


@cache
def questions() -> Mapping[str, Questions]:
    """Every page of the form by its section's key; materials have a page of another kind."""
    given = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {key: _page(all_sections()[key], **page) for key, page in given.items()}


def _page(
    section: Section, lead: Mapping[str, str], blocks: list[dict[str, Any]], record: bool = False
) -> Questions:
    groups = tuple(group for block in blocks for group in _groups(section, block))
    return Questions(
        section, Text(**lead), Questionnaire(groups), any("indicators" in b for b in blocks), record
    )


def _groups(section: Section, block: Mapping[str, Any]) -> Iterator[Group]:
    if "particulars" in block:
        fields = tuple(_particular(section, key, particulars()[key]) for key in block["particulars"])
        yield Group((PERSONAL,), fields)
    elif "group" in block:
        yield _needed(section, _worded(group_from(block["group"])))
    elif "asks" in block:
        shared = _shared(parse_place(block["asks"]) or (), block.get("keys"))
        yield _needed(section, shared, block.get("needs", ()))


def _worded(group: Group) -> Group:
    """A group of people with the relations that the particulars name."""
    if group.at[0] != PERSONAL:
        return group
    chosen = _choices(particulars()[str(group.at[1])])
    fields = (
        replace(field, choices=chosen) if field.kind_name == "choice" else field for field in group.fields
    )
    return replace(group, fields=tuple(fields))


def _choices(particular: Particular) -> tuple[Choice, ...]:
    return tuple(Choice(value, Text(**words)) for value, words in particular.choices.items())


def _particular(section: Section, key: str, particular: Particular) -> Field:
    kind = _KINDS[particular.kind]
    label = Text(particular.label["zh"], particular.label["en"][:1].upper() + particular.label["en"][1:])
    return Field(
        key, KINDS[kind], kind, label,
        hint=_HINTS.get(particular.kind, Text()),
        choices=_choices(particular),
        required=key in section.needs_personal,
        size="whole" if key.endswith("address") or key == "request" else "",
    )  # fmt: skip


def _shared(at: Path, keys: list[str] | None) -> Group:
    """The self-test's group for a place, or of all its groups for that place the fields with these keys."""
    there = [group for group in questionnaire().groups if group.at == at]
    if keys is None:
        return there[0]
    fields = [field for group in there for field in group.fields if field.key in keys]
    return replace(there[0], fields=tuple(fields), title=Text(), hint=Text(), term="")


def _needed(section: Section, group: Group, more: Iterable[str] = ()) -> Group:
    """A group whose fields are marked by what the section needs; what is needed is never folded away.

    A hint of the self-test that says what silence means does not hold where there must be an answer.
    """
    place = format_place(group.at)
    place = f"{place}[]." if group.each == "list" else f"{place}." if place else ""
    fields = []
    for field in group.fields:
        needed = f"{place}{field.key}" in section.needs or field.key in more
        hint = Text() if needed and not field.required else field.hint
        fields.append(
            replace(field, required=needed or field.required, more=field.more and not needed, hint=hint)
        )
    return replace(group, fields=tuple(fields))
