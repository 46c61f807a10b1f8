"""The claimed facts of a part of the form as lines to read (填报内容): words, not codes; numbers masked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jifen_service.casework.models import Case
from jifen_service.casework.particulars import Particular, particulars
from jifen_service.casework.sections import Section, profile_label, said_none
from jifen_service.casework.service import masked
from jifen_service.forms.choices import choices_at
from jifen_service.vault.mask import mask_id_number

_MASKED = frozenset(
    {"id_number", "phone", "household_address", "residence_address", "permit_number", "spouse_id_number"}
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: its place, label, value as read; ``field`` names what a recorded click would show in full."""

    place: str
    label: str
    value: str
    field: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """How a case is read: language, the day whose law names the levels, what was unmasked by a click."""

    case: Case
    lang: str
    on: date
    unmasked: Mapping[str, str]

    def facts(self, section: Section) -> tuple[Fact, ...]:
        """The lines of a section; none when the holder said that there is nothing."""
        if said_none(section, self.case.personal):
            return (Fact("", section.name[self.lang], _("申请人说没有")),)
        return (*self._personal(section), *self._profile(section))

    def at(self, pattern: str) -> tuple[Fact, ...]:
        """The lines at a place such as ``education[].school``: one for each entry that has it."""
        outer, many, inner = pattern.partition("[].")
        if pattern.startswith("personal."):
            found = self._particular(pattern.removeprefix("personal."))
            return (found,) if found else ()
        if not many:
            return tuple(fact for fact in self._walk(pattern) if fact.place == pattern)
        entries = self.case.profile.get(outer) or []
        numbered = range(len(entries)) if isinstance(entries, list) else ()
        wanted = [f"{outer}[{number}].{inner}" for number in numbered]
        lines = {fact.place: fact for fact in self._walk(outer)}
        return tuple(lines[place] for place in wanted if place in lines)

    # --- particulars ---------------------------------------------------------------------------------------

    def _personal(self, section: Section) -> Iterator[Fact]:
        for key in section.personal:
            found = self._particular(key)
            if found is not None:
                yield found
            elif particulars()[key].kind == "people":
                yield from self._people(key)

    def _particular(self, key: str) -> Fact | None:
        value = self.case.personal.get(key)
        particular = particulars()[key]
        if value in (None, "", []) or particular.kind in ("people", "indicators"):
            return None
        label = particular.label[self.lang]
        if key in _MASKED:
            shown = self.unmasked.get(key) or masked(self.case)[key]
            return Fact(f"personal.{key}", label, shown, "" if key in self.unmasked else key)
        return Fact(f"personal.{key}", label, self._in_words(particular, value))

    def _in_words(self, particular: Particular, value: Any) -> str:
        if isinstance(value, bool):
            return _("是") if value else _("否")
        chosen = particular.choices.get(str(value))
        return chosen[self.lang] if chosen else str(value)

    def _people(self, key: str) -> Iterator[Fact]:
        for number, member in enumerate(self.case.personal.get(key) or ()):
            words = [member.get("name", ""), member.get("relation", ""), member.get("birth_date", "")]
            words.append(mask_id_number(member.get("id_number", "")))
            shown = " · ".join(str(word) for word in words if word)
            yield Fact(f"personal.{key}[{number}]", particulars()[key].label[self.lang], shown)

    # --- the profile document ------------------------------------------------------------------------------

    def _profile(self, section: Section) -> Iterator[Fact]:
        for key in section.profile:
            yield from self._walk(key)

    def _walk(self, place: str) -> Iterator[Fact]:
        """The lines at and below a place without entries, such as ``permit`` or ``birth_date``."""
        value: Any = self.case.profile
        for step in place.split("."):
            value = value.get(step) if isinstance(value, Mapping) else None
        yield from self._lines(place, value)

    def _lines(self, place: str, value: Any, heading: str = "") -> Iterator[Fact]:
        if isinstance(value, Mapping):
            for key, inner in value.items():
                yield from self._lines(f"{place}.{key}", inner, heading)
                heading = ""
        elif isinstance(value, list):
            for number, entry in enumerate(value):
                title = f"{self._label(place)} {number + 1}" if isinstance(entry, Mapping) else ""
                yield from self._lines(f"{place}[{number}]", entry, title)
        elif value not in (None, ""):
            yield Fact(place, self._label(place), self._value(place, value), heading=heading)

    def _value(self, place: str, value: Any) -> str:
        if isinstance(value, bool):
            return _("是") if value else _("否")
        return choices_at(place, self.lang, self.on).get(str(value), str(value))

    def _label(self, place: str) -> str:
        try:
            return profile_label(_pattern(place))[self.lang]
        except (KeyError, TypeError, IndexError):
            # A place that the schema names by a pattern of its own, such as a year.
            return place.rpartition(".")[2]


def _pattern(place: str) -> str:
    """``education[0].level`` → ``education[].level``; a list of plain values is named by the list."""
    kept = "".join(character for character in place if not character.isdigit() or "[" not in place)
    return kept.removesuffix("[]")
