"""A document as typed → its assessment, or what must be put right; entries still blank are passed over."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from jifen import default_engine
from jifen.errors import InputError, Problem
from jifen.profile import Profile, parse
from jifen.scoring import Assessment
from jifen_service.forms.places import Path, format_place, look_up, parse_place, replaced
from jifen_service.portal.exact.form import blank
from jifen_service.portal.exact.topics import lists


@dataclass(frozen=True)
class Outcome:
    """What scoring a document gave: a profile with its assessment, or problems.

    Places of problems are those of the document as typed, its blank entries included.
    """

    profile: Profile | None = None
    assessment: Assessment | None = None
    problems: tuple[Problem, ...] = ()


def assess(document: Mapping[str, Any], today: datetime.date) -> Outcome:
    """Score a document on its own date, or on `today` if it has none."""
    filled, moves = without_blanks(document)
    try:
        profile = parse(filled)
        return Outcome(profile, default_engine().score(profile, profile.on or today))
    except InputError as error:
        return Outcome(problems=tuple(_back(problem, moves) for problem in error.problems))


def without_blanks(document: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[Path, list[int]]]:
    """The document without blank entries; for each list that had some, the old index of each entry kept."""
    moves: dict[Path, list[int]] = {}
    for group in lists():
        entries = look_up(document, group.at)
        if not isinstance(entries, list):
            continue
        kept = [index for index, entry in enumerate(entries) if entry != blank(group)]
        if len(kept) < len(entries):
            moves[group.at] = kept
            document = replaced(document, group.at, [entries[index] for index in kept])
    return document, moves


def _back(problem: Problem, moves: Mapping[Path, list[int]]) -> Problem:
    """The problem at the place that its entry has in the document as typed."""
    path = parse_place(problem.at) or ()
    for at, kept in moves.items():
        index = path[len(at)] if len(path) > len(at) and path[: len(at)] == at else None
        if isinstance(index, int) and index < len(kept):
            moved = (*at, kept[index], *path[len(at) + 1 :])
            return replace(problem, at=format_place(moved))
    return problem
