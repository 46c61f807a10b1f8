"""What one can do and when it is needed (能做什么, 什么时候用到), as law files say it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from jifen.errors import LawError
from jifen.law.model import Section, Source, Text
from jifen.law.schema import Certainty, Citation, Citations, Strict, TextFile

#: what a section of actions must say beside the times of its actions
EFFORT, CLASSES = "effort", "effort_classes"
HANDLING, START_BEFORE = "handling_months", "start_before_months"
SCHOOL_AGE, SCHOOL_YEAR, YEARS_AFTER = "school_age", "school_year_month", "years_after_school_age"
_NEEDED = (EFFORT, CLASSES, HANDLING, START_BEFORE, SCHOOL_AGE, SCHOOL_YEAR, YEARS_AFTER)

#: gives the sources of a value's citations: citations, certainty, place → sources
Cite = Callable[[list[Citation], str, str], tuple[Source, ...]]


class Pay(Strict):
    """To begin paying insurance at an amount of a wage table, such as the floor."""

    wage: str
    key: str


class RaiseBase(Strict):
    """To pay at the ratio of a tier; none whose base would exceed the ``limit`` of the wage table."""

    tiers: str
    wage: str
    amount: str
    limit: str


class Study(Strict):
    """To complete a level part-time, begun after one of the levels ``after`` has ended; empty: at any time.

    ``indicator``: the one whose points tell whether such a level counts.
    """

    level: str
    degree: bool = False
    after: tuple[str, ...] = ()
    indicator: str


class Obtain(Strict):
    """To obtain a credential; ``years_after``: the years since graduation that it needs, by level."""

    level: str
    years_after: str | None = None


class EffectFile(Strict):
    """What an action does to the profile: exactly one of these."""

    pay: Pay | None = None
    raise_base: RaiseBase | None = None
    study: Study | None = None
    obtain: Obtain | None = None


Effect = Pay | RaiseBase | Study | Obtain


class ActionFile(Strict):
    """An action as written. ``months``: parameters that add up to the time it takes."""

    id: str
    family: str
    name: TextFile
    months: tuple[str, ...] = ()
    effect: EffectFile
    pitfalls: Annotated[tuple[TextFile, ...], Field(min_length=1)]
    sources: Citations
    certainty: Certainty


class MomentFile(Strict):
    """The month of a milestone's year, or of the year before."""

    month: str
    year_before: bool = False


class MilestoneFile(Strict):
    """When a child needs the points: from ``needed`` to ``last``, so many years after the school age."""

    id: str
    name: TextFile
    years_after: str | None = None
    needed: MomentFile
    last: MomentFile


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a person can do (措施). ``months``: keys of the parameters that make its time."""

    id: str
    family: str
    name: Text
    months: tuple[str, ...]
    effect: Effect
    pitfalls: tuple[Text, ...]
    sources: tuple[Source, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Milestone:
    """When a child needs the points (用分节点)."""

    id: str
    name: Text
    years_after: str | None
    needed: MomentFile
    last: MomentFile


def actions_of(files: Sequence[ActionFile], section: str, cite: Cite) -> tuple[Action, ...]:
    """Make the actions of a section; LawError names the one whose effect is not one."""
    return tuple(_action(file, section, cite) for file in files)


def _action(file: ActionFile, section: str, cite: Cite) -> Action:
    effects = [effect for _, effect in file.effect if effect is not None]
    if len(effects) != 1:
        raise LawError(f"{section}.yaml: actions.{file.id}.effect: exactly one is expected")
    months = tuple(f"{section}.{name}" for name in file.months)
    sources = cite(file.sources, file.certainty, f"{section}.yaml: actions.{file.id}")
    return Action(file.id, file.family, file.name, months, effects[0], file.pitfalls, sources, file.certainty)


def milestones_of(files: Sequence[MilestoneFile]) -> tuple[Milestone, ...]:
    """Make the milestones of a section."""
    return tuple(Milestone(file.id, file.name, file.years_after, file.needed, file.last) for file in files)


def unknown_parameters(section: Section, known: Container[str]) -> Iterator[str]:
    """Walk the parameters that actions and milestones need and no law file has."""
    if section.actions:
        yield from (key for name in _NEEDED if (key := f"{section.id}.{name}") not in known)
    for milestone in section.milestones:
        months = (milestone.needed.month, milestone.last.month)
        yield from (key for name in months if (key := f"{section.id}.{name}") not in known)
    for action in section.actions:
        yield from (key for key in _named_by(action, section) if key not in known)


def _named_by(action: Action, section: Section) -> Iterator[str]:
    yield from action.months
    if isinstance(action.effect, RaiseBase):
        yield from (action.effect.tiers, action.effect.wage)
    elif isinstance(action.effect, Pay):
        yield action.effect.wage
    elif isinstance(action.effect, Obtain) and action.effect.years_after:
        yield f"{section.id}.{action.effect.years_after}"
