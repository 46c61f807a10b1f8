"""The parts of the application form (申请表) as pure data: what each holds, needs, and lacks.

A case being filled in is two plain dicts: ``profile``, the profile document as far as it goes, and
``personal``, the particulars of particulars.yaml. Nothing here knows the database or the web.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import yaml

from jifen.profile import json_schema
from jifen_service.casework.lacks import Lack
from jifen_service.casework.particulars import faults_of, label_of
from jifen_service.casework.profile_part import problems_of
from jifen_service.casework.rules import Text
from jifen_service.casework.states import Kind
from jifen_service.vault import keyed_hash

_FILE = Path(__file__).with_name("sections.yaml")
Document = Mapping[str, Any]
#: the key under which sections that the holder said to be empty are kept
NONE = "none"
#: the key under which the sections are kept that a change is about
CHANGED = "changed"
_ALWAYS_ASKED = "materials"


@dataclass(frozen=True, slots=True)
class Condition:
    """What a section needs besides, when a particular has a value or an indicator is claimed."""

    needs: tuple[str, ...] = ()
    needs_personal: tuple[str, ...] = ()
    personal: str = ""
    is_: str = ""
    claims: str = ""

    def holds(self, personal: Document) -> bool:
        """Whether it applies."""
        if self.claims:
            return self.claims in (personal.get("indicators") or ())
        return personal.get(self.personal) == self.is_


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form. ``may_be_none``: the holder may say that there is nothing to enter.

    ``items``: the items of the checklist that prove it.
    """

    key: str
    name: Text
    profile: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    needs_personal: tuple[str, ...] = ()
    when: tuple[Condition, ...] = ()
    may_be_none: bool = False
    kinds: tuple[str, ...] = (Kind.NEW, Kind.RENEWAL, Kind.CHANGE, Kind.APPEAL)


@cache
def all_sections() -> Mapping[str, Section]:
    """Every section by its key, in the order of the form."""
    entries = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {key: _section(key, entry) for key, entry in entries.items()}


def sections_of(kind: str) -> tuple[Section, ...]:
    """The sections of the form for a kind of case, in order."""
    return tuple(section for section in all_sections().values() if kind in section.kinds)


def asked_sections(kind: str, personal: Document) -> tuple[Section, ...]:
    """The sections that are asked: of a change those that changed, once the holder said which, else all."""
    chosen = personal.get(CHANGED)
    found = sections_of(kind)
    if kind != Kind.CHANGE or chosen is None:
        return found
    return tuple(section for section in found if section.key in chosen or section.key == _ALWAYS_ASKED)


def _section(key: str, entry: dict[str, Any]) -> Section:
    options = {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
    if "when" in options:
        options["when"] = tuple(_condition(condition) for condition in options["when"])
    options["may_be_none"] = options.pop("none", False)
    return Section(key=key, **options)


def _condition(entry: dict[str, Any]) -> Condition:
    named = {("is_" if name == "is" else name): value for name, value in entry.items()}
    return Condition(**{name: tuple(v) if isinstance(v, list) else v for name, v in named.items()})


def said_none(section: Section, personal: Document) -> bool:
    """Whether the holder said that there is nothing to enter here."""
    return section.may_be_none and section.key in (personal.get(NONE) or ())


def is_begun(section: Section, profile: Document, personal: Document) -> bool:
    """Whether anything was entered in the section."""
    entered = any(profile.get(key) for key in section.profile) or any(
        personal.get(key) not in (None, "", []) for key in section.personal
    )
    return entered or said_none(section, personal)


def lacks_of(section: Section, profile: Document, personal: Document) -> tuple[Lack, ...]:
    """Everything that is missing or wrong in one section, each with its place."""
    conditions = [condition for condition in section.when if condition.holds(personal)]
    needs = [*section.needs, *(need for condition in conditions for need in condition.needs)]
    needs_personal = [
        *section.needs_personal,
        *(need for condition in conditions for need in condition.needs_personal),
    ]
    found: list[Lack] = []
    if not said_none(section, personal):
        for need in dict.fromkeys(needs):
            found.extend(_missing(section, need, profile))
    found.extend(
        Lack(section.key, f"personal.{key}", "missing", {"field": label_of(key)})
        for key in dict.fromkeys(needs_personal)
        if personal.get(key) in (None, "", [])
    )
    found.extend(faults_of(section.key, section.personal, personal, profile))
    seen = {lack.at for lack in found}
    found.extend(lack for lack in problems_of(section.key, section.profile, profile) if lack.at not in seen)
    return _once(found)


def form_lacks(kind: str, profile: Document, personal: Document) -> tuple[Lack, ...]:
    """Everything that is missing or wrong in the whole form, in its order; materials are asked elsewhere."""
    return tuple(lack for section in sections_of(kind) for lack in lacks_of(section, profile, personal))


def fingerprint(section: Section, profile: Document, personal: Document) -> str:
    """Give a short mark of what a section holds, by which a stale window is told from a fresh one."""
    held = [
        {key: profile.get(key) for key in section.profile},
        {key: personal.get(key) for key in section.personal},
    ]
    return keyed_hash(
        orjson.dumps([held, said_none(section, personal)], option=orjson.OPT_SORT_KEYS).decode()
    )[:16]


def _once(lacks: list[Lack]) -> tuple[Lack, ...]:
    return tuple({(lack.at, lack.code): lack for lack in lacks}.values())


def _missing(section: Section, need: str, profile: Document) -> Iterator[Lack]:
    """What of a needed place, such as ``education[].level``, is not there."""
    outer, many, inner = need.partition("[].")
    label = {"field": profile_label(need)}
    if not many:
        value: Any = profile
        for part in need.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        if value in (None, "", {}):
            yield Lack(section.key, f"profile.{need}", "missing", label)
        return
    entries = profile.get(outer) or []
    if not entries:
        code = "missing_entry_or_none" if section.may_be_none else "missing_entry"
        yield Lack(section.key, f"profile.{outer}", code, {"field": profile_label(outer)})
    for number, entry in enumerate(entries):
        if not isinstance(entry, Mapping) or entry.get(inner) in (None, ""):
            yield Lack(section.key, f"profile.{outer}[{number}].{inner}", "missing", label)


@cache
def profile_label(place: str) -> Text:
    """What a place of the profile document is called, from the document's own schema."""
    schema: dict[str, Any] = {"properties": json_schema()["properties"]}
    for part in place.replace("[]", "").split("."):
        while "properties" not in schema:
            schema = schema.get("items") or schema["anyOf"][0]
        schema = schema["properties"][part]
    zh, _, en = schema["description"].partition(" · ")
    # What follows a comma explains the field; a message needs its name alone.
    return {"zh": zh.split(",")[0], "en": en.split(";")[0].split(",")[0]}
