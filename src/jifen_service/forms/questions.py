"""What a form asks: topics, groups of fields, fields, with their words in both languages (`topics.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path as File
from typing import Any

import yaml

from jifen.profile.structure import choices, field_at
from jifen_service.forms.kinds import KINDS, Kind
from jifen_service.forms.places import Path, parse_place

_FILE = File(__file__).with_name("topics.yaml")


@dataclass(frozen=True)
class Text:
    """A text in both languages; `text[lang]` as with the law's texts."""

    zh: str = ""
    en: str = ""

    def __getitem__(self, lang: str) -> str:
        return self.en if lang == "en" else self.zh


_NOTHING = Text()


@dataclass(frozen=True)
class Choice:
    """One value that a field of choice allows; where there is no label, the law names the level."""

    value: str
    label: Text | None = None


@dataclass(frozen=True)
class Field:
    """One question: its key in the document, the kind of its value, its words (`topics.yaml`, head)."""

    key: str
    kind: Kind
    kind_name: str
    label: Text
    hint: Text = _NOTHING
    unsaid: Text = _NOTHING
    choices: tuple[Choice, ...] = ()
    levels: str = ""
    required: bool = False
    more: bool = False
    rare: bool = False
    size: str = ""
    when_field: str = ""
    when_is: str = ""


@dataclass(frozen=True)
class Group:
    """Fields of one section of the document (`each` empty), or of its entries, values or years."""

    at: Path
    fields: tuple[Field, ...]
    each: str = ""
    title: Text = _NOTHING
    hint: Text = _NOTHING
    item: Text = _NOTHING
    empty: Text = _NOTHING
    dense: bool = False
    term: str = ""

    @property
    def many(self) -> bool:
        """Whether entries are added and removed."""
        return self.each in ("list", "value")


@dataclass(frozen=True)
class Topic:
    """What is asked together and folds together; `indicators` are those whose points its heading shows."""

    id: str
    title: Text
    lead: Text
    indicators: tuple[str, ...]
    groups: tuple[Group, ...]
    terms: tuple[str, ...] = ()
    record: bool = False

    @property
    def mixed(self) -> bool:
        """Whether several indicators belong here, so that points need a name beside them."""
        return len(self.indicators) > 1


class Questionnaire:
    """Groups of fields, and which of them asks for what stands at a place of the document."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self.groups = tuple(groups)

    def lists(self) -> Iterator[Group]:
        """The groups whose entries are added and removed."""
        return (group for group in self.groups if group.many)

    def group_of(self, path: Path) -> Group | None:
        """The list whose entry stands at exactly this path, if it is one that may grow and shrink."""
        if not isinstance(path[-1], int):
            return None
        return next((group for group in self.lists() if group.at == path[:-1]), None)

    @cached_property
    def _fields(self) -> Mapping[Path, Field]:
        """Each field by its path, where '*' stands for any entry or year."""
        return {
            (*group.at, *(("*",) if group.each else ()), *((field.key,) if field.key else ())): field
            for group in self.groups
            for field in group.fields
        }

    def field_of(self, path: Path) -> Field | None:
        """The field that asks for what stands at a path of the document, if one does."""
        anywhere = tuple("*" if _is_entry(step) else step for step in path)
        return self._fields.get(path) or self._fields.get(anywhere)

    def rank_of(self, path: Path) -> tuple[int, ...]:
        """Where on the page a place stands, for sorting; what the page does not show comes last."""
        for number, group in enumerate(self.groups):
            if path[: len(group.at)] != group.at:
                continue
            inner = path[len(group.at) :]
            entry = inner[0] if group.each and inner and isinstance(inner[0], int) else 0
            keys = [field.key for field in group.fields]
            if group.each:
                return (number, entry, *(keys.index(str(key)) for key in inner[1:2] if key in keys))
            if inner and inner[0] in keys:
                return (number, entry, keys.index(str(inner[0])))
        return (len(self.groups),)


@cache
def topics() -> tuple[Topic, ...]:
    """All topics of the self-test, in the order in which they are asked."""
    return tuple(_topic(**given) for given in yaml.safe_load(_FILE.read_text(encoding="utf-8")))


@cache
def questionnaire() -> Questionnaire:
    """The groups of all topics."""
    return Questionnaire(group for topic in topics() for group in topic.groups)


def group_from(given: Mapping[str, Any]) -> Group:
    """A group as a file of questions gives it."""
    return _group(**given)


def _is_entry(step: str | int) -> bool:
    return isinstance(step, int) or (len(step) == len("2026") and step.isdigit())


def _topic(groups: list[dict[str, Any]], **given: Any) -> Topic:
    for names in ("indicators", "terms"):
        given[names] = tuple(given.get(names, ()))
    return Topic(groups=tuple(_group(**group) for group in groups), **_worded(given))


def _group(at: str, fields: list[dict[str, Any]], **given: Any) -> Group:
    path = parse_place(at) or ()
    return Group(path, tuple(_field(path, **field) for field in fields), **_worded(given))


def _field(section: Path, key: str, kind: str, when: Mapping[str, str] | None = None, **given: Any) -> Field:
    given["choices"] = tuple(
        Choice(one["value"], Text(one["zh"], one["en"])) for one in given.get("choices", ())
    )
    model = field_at((*section, 0, key))
    if given.get("levels") and model:
        renamed = {choice.value: choice for choice in given["choices"]}
        given["choices"] = tuple(renamed.get(str(level), Choice(str(level))) for level in choices(model))
    if when:
        given |= {"when_field": when["field"], "when_is": when["is"]}
    return Field(key, KINDS[kind], kind, **_worded(given))


def _worded(given: Mapping[str, Any]) -> dict[str, Any]:
    """What a file gives, with its texts made of their two languages."""
    return {name: Text(**value) if isinstance(value, dict) else value for name, value in given.items()}
