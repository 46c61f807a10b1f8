"""What was filled in, to be read and checked by the agent (核对内容): every section, its values in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jifen_service.casework import service
from jifen_service.casework.looks import MASKED
from jifen_service.casework.models import Case
from jifen_service.casework.particulars import particulars
from jifen_service.casework.queries import live_score
from jifen_service.casework.sections import Section, profile_label, said_none, sections_of
from jifen_service.forms.choices import choices_at
from jifen_service.forms.read_back import Answer, Block, Part
from jifen_service.vault.mask import mask_id_number


@dataclass(frozen=True, slots=True)
class Reader:
    """How a case is read: in which language, on which day, with which particulars in full."""

    lang: str
    on: date
    open: frozenset[str] = frozenset()

    def part(self, case: Case, section: Section) -> Part:
        """One section."""
        rows = tuple(self._personal(case, section))
        blocks = [Block("", rows)] if rows else []
        for key in section.profile:
            blocks += self._blocks(key, case.profile.get(key))
        none = said_none(section, case.personal)
        return Part(section.key, section.name[self.lang], tuple(blocks), none)

    def _personal(self, case: Case, section: Section) -> Iterator[Answer]:
        masked = service.masked(case)
        for key in section.personal:
            particular, value = particulars()[key], case.personal.get(key)
            if value in (None, "", []):
                continue
            label = particular.label[self.lang]
            if key in MASKED and key not in self.open:
                yield Answer(label, masked[key], key)
            elif particular.kind == "indicators":
                yield Answer(label, _("、").join(self._indicators(case, value)))
            elif particular.kind == "people":
                yield from (Answer(label, self._person(person)) for person in value)
            elif particular.kind == "choice":
                yield Answer(label, particular.choices.get(value, {self.lang: value})[self.lang])
            else:
                yield Answer(label, self._plain(value))

    def _indicators(self, case: Case, ids: list[str]) -> list[str]:
        result = live_score(case, self.on, self.lang).result
        names = {item["id"]: item["name"] for item in result["indicators"]} if result else {}
        return [names.get(found, found) for found in ids]

    def _person(self, person: Mapping[str, str]) -> str:
        number = person.get("id_number", "")
        shown = number if "family" in self.open else mask_id_number(number)
        parts = (person.get("relation"), person.get("name"), person.get("birth_date"), shown)
        return " · ".join(part for part in parts if part)

    def _blocks(self, key: str, value: Any) -> list[Block]:
        if value in (None, "", [], {}):
            return []
        label = profile_label(key)[self.lang]
        if isinstance(value, list):
            return [
                Block(f"{label} {number}", tuple(self._rows(f"{key}[]", entry)))
                for number, entry in enumerate(value, start=1)
            ]
        if isinstance(value, Mapping):
            return [Block(label, tuple(self._rows(key, value)))]
        return [Block("", (Answer(label, self._plain(value, key)),))]

    def _rows(self, place: str, entry: Any) -> Iterator[Answer]:
        if not isinstance(entry, Mapping):
            yield Answer("", self._plain(entry))
            return
        for key, value in entry.items():
            if value in (None, "", [], {}):
                continue
            if str(key).isdigit():
                yield Answer(str(key), self._plain(value))
            elif isinstance(value, Mapping):
                yield from self._rows(f"{place}.{key}", value)
            else:
                at = f"{place}.{key}"
                yield Answer(profile_label(at)[self.lang], self._plain(value, at))

    def _plain(self, value: Any, place: str = "") -> str:
        """A value in words: yes and no, a level by its name in the law, lists in one line."""
        if isinstance(value, bool):
            return _("是") if value else _("否")
        if isinstance(value, list):
            return _("、").join(self._plain(item, place) for item in value)
        words = choices_at(place.replace("[]", "[0]"), self.lang, self.on) if place else {}
        return words.get(str(value), str(value))


def parts_of(case: Case, reader: Reader) -> tuple[Part, ...]:
    """Every section of the form but the materials, in order."""
    return tuple(
        reader.part(case, section) for section in sections_of(case.kind) if section.key != "materials"
    )
