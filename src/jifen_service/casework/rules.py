"""The terms, reasons, checks and materials of the process as data (流程规定): read from the YAML files here.

A figure, a reason or an item is changed in its file, with its citation, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from jifen import default_engine

Text = Mapping[str, str]
_FOLDER = Path(__file__).parent


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
    """A reason for a return, a refusal or a supplement (原因), what puts it right, and the form's section."""

    text: Text
    remedy: Text
    section: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A check after acceptance (核查事项); for everybody when it names neither indicators nor facts.

    ``places``: the facts that a look-up is compared with, such as ``education[].school``. ``lasting``: what
    was found once stays so, and is not looked up again when nothing changed.
    """

    name: Text
    sources: tuple[str, ...]
    indicators: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the checklist (材料): ``upload`` False is handed over on paper only; ``by`` whose it is."""

    code: str
    name: Text
    where: Text
    form: Literal["original", "copy", "both"]
    indicators: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ("new", "renewal", "change")
    required: bool = True
    upload: bool = True
    by: Literal["applicant", "employer"] = "applicant"
    sources: tuple[str, ...] = field(default=("GUIDE",))

    @property
    def always(self) -> bool:
        """Whether it is asked of everybody."""
        return not self.indicators and not self.facts


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
def topics() -> Mapping[str, Topic]:
    """Every check by its topic, in the order of the file."""
    return {key: Topic(**entry) for key, entry in _read("checks.yaml").items()}


@cache
def items() -> Mapping[str, Item]:
    """Every item of the checklist by its code, in the order of the file, its figures filled in."""
    figures = {**{key: term.value for key, term in terms().items()}, **_figures_of_returns()}
    return {key: _item(key, entry, figures) for key, entry in _read("materials.yaml").items()}


def _figures_of_returns() -> dict[str, int]:
    """The terms of contract and permit that the pre-check knows, as last in force."""
    returns = default_engine().book.sections["returns"]
    return {name: series.values[-1].value for name, series in returns.parameters.items()}


def _item(code: str, entry: dict[str, Any], figures: Mapping[str, int]) -> Item:
    name = {lang: text.format(**figures) for lang, text in entry["name"].items()}
    return Item(**{**entry, "code": code, "name": name, "upload": entry.get("upload") != "optional"})
