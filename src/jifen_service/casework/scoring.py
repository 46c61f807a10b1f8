"""The score on a case (积分), computed by `jifen` alone: live while it is worked on, frozen when decided."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import jifen
from jifen import default_engine
from jifen.errors import InputError
from jifen.explain import result
from jifen.law import LawBook
from jifen.profile import parse, to_document
from jifen.scoring import Assessment
from jifen_service.casework.lacks import Lack, of_problems
from jifen_service.casework.snapshot import ScoreFact


@dataclass(frozen=True, slots=True)
class Score:
    """A score or why there is none. ``result`` has the contract's shape in the language asked for."""

    result: dict[str, Any] | None = None
    lacks: tuple[Lack, ...] = ()

    @property
    def total(self) -> int | None:
        """The total, None when nothing could be computed."""
        return None if self.result is None else self.result["total"]


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a decision keeps: facts, law version, trace, score and its sentences in both languages."""

    profile: dict[str, Any]
    policy: str
    law_version: str
    total: int | None = None
    passes: bool | None = None
    results: dict[str, Any] = field(default_factory=dict)
    trace: dict[str, Any] = field(default_factory=dict)


def assess(profile: Mapping[str, Any], on: date) -> Assessment:
    """Score a profile document as of a day; InputError has every problem with its place."""
    return default_engine().score(parse(profile), on)


def score(profile: Mapping[str, Any], on: date, lang: str) -> Score:
    """Score what is filled in so far; what cannot be read is said with its place."""
    try:
        return Score(result(assess(profile, on), lang))
    except InputError as error:
        return Score(None, of_problems("", error.problems))


def in_short(profile: Mapping[str, Any], on: date, lang: str) -> dict[str, Any] | None:
    """Give a score as a bar needs it: the contract's totals and rows without sentences; None for no score."""
    try:
        found = assess(profile, on)
    except InputError:
        return None
    rows = [
        {
            "id": item.id,
            "name": item.indicator.section.name[lang],
            "points": item.points,
            "counted": item.counted,
        }
        for item in found.indicators
    ]
    totals = {"total": found.total, "pass_mark": found.pass_mark, "passes": found.passes}
    return {**totals, "vetoed": found.vetoed, "indicators": rows}


def score_fact(profile: Mapping[str, Any], on: date) -> ScoreFact:
    """Give what the guards ask about a score."""
    try:
        found = assess(profile, on)
    except InputError:
        return ScoreFact(None, 0, passes=False)
    return ScoreFact(found.total, found.pass_mark, found.passes)


def freeze(profile: Mapping[str, Any], on: date) -> Frozen:
    """Give all that a decision of a day keeps; without total and trace where no score can be computed."""
    # One engine for all of it: a publication may come between two calls.
    engine = default_engine()
    policy = engine.book.policy_on(on).id
    version = f"{policy}@{law_digest(engine.book)} jifen {jifen.__version__}"
    try:
        read = parse(profile)
        found = engine.score(read, on)
    except InputError as error:
        problems = {lang: [problem.as_dict(lang) for problem in error.problems] for lang in ("zh", "en")}
        return Frozen(dict(profile), policy, version, results={"errors": problems})
    results = {"zh": result(found, "zh"), "en": result(found, "en")}
    return Frozen(to_document(read), policy, version, found.total, found.passes, results, found.trace())


def law_digest(book: LawBook) -> str:
    """Give sixteen hexadecimal digits that change with any byte of the law's files and what is published."""
    digest = _shipped_digest().copy()
    for amendment in book.amendments:
        digest.update(amendment.file.encode() + b"\0" + amendment.digest.encode() + b"\0")
    return digest.hexdigest()[:16]


@cache
def _shipped_digest() -> hashlib._Hash:
    digest = hashlib.sha256()
    folder = files("jifen.law") / "shanghai"
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".yaml"):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes() + b"\0")
    return digest
