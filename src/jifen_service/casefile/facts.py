"""The facts of a part of the form as lines to read (填报与核实内容): words, not codes; numbers masked.

What was claimed and what an officer confirmed otherwise stand side by side, line by line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jifen import default_engine
from jifen_service.casework.looks import MASKED
from jifen_service.casework.models import Case
from jifen_service.casework.particulars import Particular, particulars
from jifen_service.casework.queries import Amended, amendments
from jifen_service.casework.sections import Section, profile_label, said_none
from jifen_service.casework.service import masked
from jifen_service.forms.choices import choices_at
from jifen_service.forms.places import format_place, look_up, parse_place
from jifen_service.vault.mask import mask_id_number

#: every particular in full, for the form that is printed
WHOLE = frozenset((*MASKED, "family"))


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: its place, label, value as claimed; ``field`` names what a recorded click would show in full.

    ``confirmed``: what counts instead, None where it counts as claimed, "" where it was struck out.
    ``heading`` stands on the first line of an entry, whose place is ``entry``.
    """

    place: str
    label: str
    value: str
    field: str = ""
    heading: str = ""
    confirmed: str | None = None
    amended: Amended | None = None

    @property
    def entry(self) -> str:
        """The place of the entry of a list that the line belongs to; "" for none."""
        return self.place[: self.place.find("]") + 1]

    @property
    def amendable(self) -> bool:
        """Whether it is a fact of the profile, which an officer may amend."""
        return bool(self.place) and not self.place.startswith("personal.")

    @property
    def counts(self) -> str:
        """What counts: as confirmed, else as claimed."""
        return self.value if self.confirmed is None else self.confirmed


@dataclass(frozen=True, slots=True)
class AmendedShown:
    """An amendment in words: the fact, what counted before and what since ("" for nothing); ``by``: who."""

    label: str
    before: str
    value: str
    by: Amended


@dataclass(frozen=True, slots=True)
class Reader:
    """How a case is read: language, the day whose law names the levels, what is open, what was amended.

    ``open``: the particulars that are shown in full; `WHOLE` for all of them.
    """

    case: Case
    lang: str
    on: date
    open: frozenset[str]
    amended: Sequence[Amended] = ()

    @classmethod
    def of(cls, case: Case, lang: str, on: date, opened: frozenset[str] = frozenset()) -> Reader:
        """The reader of a case with what officers amended; one query where anything was."""
        return cls(case, lang, on, opened, amendments(case))

    def facts(self, section: Section) -> tuple[Fact, ...]:
        """The lines of a section; that the holder said that there is nothing is one of them."""
        if said_none(section, self.case.personal):
            said = Fact("", section.name[self.lang], _("申请人说没有"))
            return (said, *self._profile(section))
        return (*self._personal(section), *self._profile(section))

    def at(self, pattern: str) -> tuple[Fact, ...]:
        """The lines at a place such as ``education[].school``: one for each entry that has it."""
        outer, many, _inner = pattern.partition("[].")
        if pattern.startswith("personal."):
            found = self._particular(pattern.removeprefix("personal."))
            return (found,) if found else ()
        lines = self._walk(outer if many else pattern)
        return tuple(fact for fact in lines if _pattern(fact.place) == pattern)

    def label(self, place: str) -> str:
        """What a place is called, with the number of its entry."""
        particular = _particular_at(place)
        return capfirst(particular.label[self.lang]) if particular else label_of(place, self.lang)

    def words(self, place: str, value: Any) -> str:
        """A value at a place in words; an entry as its values in one line, "" for nothing."""
        if value not in (None, "") and (particular := _particular_at(place)):
            return self._in_words(particular, value)
        return " · ".join(fact.value for fact in self._lines(place, value))

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
        if value in (None, "", []) or particular.kind == "people":
            return None
        place, label = f"personal.{key}", capfirst(particular.label[self.lang])
        if key in MASKED and key not in self.open:
            return Fact(place, label, masked(self.case)[key], key)
        return Fact(place, label, self._in_words(particular, value))

    def _in_words(self, particular: Particular, value: Any) -> str:
        if particular.kind == "indicators":
            law = default_engine().book.law_on(self.on)
            return _("、").join(law.section(name).name[self.lang] for name in value)
        if isinstance(value, bool):
            return _("是") if value else _("否")
        chosen = particular.choices.get(str(value))
        return chosen[self.lang] if chosen else str(value)

    def _people(self, key: str) -> Iterator[Fact]:
        particular = particulars()[key]
        for number, member in enumerate(self.case.personal.get(key) or ()):
            id_number = member.get("id_number", "")
            words = (
                self._in_words(particular, member.get("relation", "")),
                member.get("name"),
                member.get("birth_date"),
                id_number if key in self.open else mask_id_number(id_number),
            )
            shown = " · ".join(str(word) for word in words if word)
            yield Fact(f"personal.{key}[{number}]", capfirst(particular.label[self.lang]), shown)

    # --- the profile document ------------------------------------------------------------------------------

    def _profile(self, section: Section) -> Iterator[Fact]:
        for key in section.profile:
            yield from self._walk(key)

    def _walk(self, place: str) -> Iterator[Fact]:
        """The lines at and below a place without entries, such as ``permit`` or ``birth_date``."""
        path = parse_place(place) or ()
        claimed = self._lines(place, look_up(self.case.profile, path))
        if self.case.confirmed is None:
            yield from claimed
            return
        lines = {fact.place: fact for fact in claimed}
        counts = {fact.place: fact for fact in self._lines(place, look_up(self.case.confirmed, path))}
        for at in dict.fromkeys([*lines, *counts]):
            here = lines.get(at) or replace(counts[at], value="")
            yield self._beside(here, counts[at].value if at in counts else "")

    def _beside(self, claimed: Fact, confirmed: str) -> Fact:
        """A line with what counts instead, if that is something else."""
        if confirmed == claimed.value:
            return claimed
        return replace(claimed, confirmed=confirmed, amended=self._last(claimed.place))

    def amendments(self) -> tuple[AmendedShown, ...]:
        """Every amendment in words, oldest first."""
        return tuple(
            AmendedShown(
                self.label(one.place),
                self.words(one.place, one.before),
                self.words(one.place, one.value),
                one,
            )
            for one in self.amended
        )

    def _last(self, place: str) -> Amended | None:
        """The last amendment of a place or of the entry around it."""
        within = f"{place}."
        return next(
            (one for one in reversed(self.amended) if within.startswith((f"{one.place}.", f"{one.place}["))),
            None,
        )

    def _lines(self, place: str, value: Any, heading: str = "") -> Iterator[Fact]:
        if isinstance(value, Mapping):
            for key, inner in value.items():
                for line in self._lines(f"{place}.{key}", inner, heading):
                    yield line
                    heading = ""
        elif isinstance(value, list):
            for number, entry in enumerate(value):
                title = f"{_label(place, self.lang)} {number + 1}" if isinstance(entry, Mapping) else ""
                yield from self._lines(f"{place}[{number}]", entry, title)
        elif value not in (None, ""):
            yield Fact(place, _label(place, self.lang), self._value(place, value), heading=heading)

    def _value(self, place: str, value: Any) -> str:
        if isinstance(value, bool):
            return _("是") if value else _("否")
        return choices_at(place, self.lang, self.on).get(str(value), str(value))


def _particular_at(place: str) -> Particular | None:
    """The particular at a place such as ``personal.marital_status``; None at a place of the profile."""
    outer, _dot, key = place.partition(".")
    return particulars().get(key) if outer == "personal" else None


def label_of(place: str, lang: str) -> str:
    """What a place of the profile is called, with the number of its entry: 学历学位 1 · 学校."""
    path = parse_place(place) or ()
    inner = _label(place, lang)
    for at, step in enumerate(path):
        if isinstance(step, int):
            outer = f"{_label(format_place(path[:at]), lang)} {step + 1}"
            return outer if at == len(path) - 1 else f"{outer} · {inner}"
    return inner


def _label(place: str, lang: str) -> str:
    try:
        return capfirst(profile_label(_pattern(place))[lang])
    except (KeyError, TypeError, IndexError):
        # A place that the schema names by a pattern of its own, such as a year.
        outer, _dot, year = place.rpartition(".")
        return f"{_label(outer, lang)} {year}" if outer else year


def _pattern(place: str) -> str:
    """``education[0].level`` → ``education[].level``; a list of plain values is named by the list."""
    kept = "".join(character for character in place if not character.isdigit() or "[" not in place)
    return kept.removesuffix("[]")
