"""The terms, reasons and checks of the process as data (流程规定): read from the YAML files here.

A figure or a reason is changed in its file, with its citation, and nowhere else; materials in the law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from jifen import default_engine
from jifen.advice.materials import name_of
from jifen.law import LawBook
from jifen.law.materials import Material as Item
from jifen.scoring import Engine

Text = Mapping[str, str]
_FOLDER = Path(__file__).parent
#: the one step whose reasons are not those of a return
REVOKE = "revoke"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the process (时限): ``value`` in ``unit`` (working_days, days, months or years)."""

    name: Text
    value: int
    unit: Literal["working_days", "days", "months", "years"]
    certainty: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for a return, a refusal or a supplement (原因), what puts it right, and the form's section.

    ``revokes``: it is also one to revoke points that were granted.
    """

    text: Text
    remedy: Text
    section: str
    sources: tuple[str, ...]
    revokes: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A check after acceptance (核查事项); for everybody when it names neither indicators nor facts.

    ``places``: the facts that a look-up is compared with, such as ``education[].school``. ``lasting``: what
    was found once stays so, and is not looked up again when nothing changed. ``voluntary``: nobody has to
    state these facts; of who stated none, what a register knows contradicts nothing.
    """

    name: Text
    sources: tuple[str, ...]
    indicators: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    lasting: bool = False
    voluntary: bool = False


def _read(name: str) -> dict[str, dict[str, Any]]:
    entries = yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))
    return {key: _tuples(entry) for key, entry in entries.items()}


def _tuples(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}


@cache
def terms() -> Mapping[str, Term]:
    """Every term by its key."""
    return {key: Term(**entry) for key, entry in _read("clocks.yaml").items()}


@cache
def reasons() -> Mapping[str, Reason]:
    """Every reason of the catalogue by its code, in the order of the file."""
    return {key: Reason(**entry) for key, entry in _read("reasons.yaml").items()}


@cache
def reasons_for(transition: str) -> Mapping[str, Reason]:
    """The reasons that may be given with a transition."""
    return {key: one for key, one in reasons().items() if one.revokes or transition != REVOKE}


@cache
def topics() -> Mapping[str, Topic]:
    """Every check by its topic, in the order of the file."""
    return {key: Topic(**entry) for key, entry in _read("checks.yaml").items()}


def items() -> Mapping[str, Item]:
    """Every item of the checklist by its id, in the law's order, with the figures last in force."""
    return _items(default_engine())


@lru_cache(maxsize=1)
def _items(engine: Engine) -> Mapping[str, Item]:
    listed = (item for section in engine.book.sections.values() for item in section.materials)
    return {
        item.id: replace(item, name={lang: _name(item, engine.book, lang) for lang in item.name})
        for item in listed
    }


def _name(item: Item, book: LawBook, lang: str) -> str:
    return name_of(item, lambda key: book.parameters[key].values[-1].value, lang)
