"""The law in force, compiled: every indicator, check and choice as nodes ready to be evaluated."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from jifen.errors import LawError
from jifen.law import Dated, Law, Section, Source, Text

# Importing a mechanism's file registers its word.
from jifen.mechanisms import (  # noqa: F401
    combine,
    completed_years,
    count_events,
    lookup,
    month_checks,
    per_unit,
    steps,
    tiers,
    yearly_average,
)
from jifen.mechanisms.node import Points, build
from jifen.mechanisms.scope import MeasureRef, Names, Scope


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator (指标) ready to be scored; ``maximum`` None without limit.

    ``reads``: the sections of the document that its points depend on.
    """

    id: str
    section: Section
    points: Points
    measures: dict[str, MeasureRef]
    maximum: int | None
    reads: frozenset[str]


@dataclass(frozen=True, slots=True)
class OtherReading:
    """The reading of a disputed rule that is shown but not used (另一种口径)."""

    measure: MeasureRef
    because: dict[str, Text]
    dispute: Text | None


@dataclass(frozen=True, slots=True)
class Check:
    """A yes-or-no rule: a veto, a condition of application, a warning. ``in_force`` None means always."""

    id: str
    section: Section
    measure: MeasureRef
    measures: dict[str, MeasureRef]
    name: Text | None
    because: dict[str, Text]
    sources: tuple[Source, ...]
    in_force: Dated | None
    other: OtherReading | None


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled law. ``choices``: groups of indicators of which only the highest counts.

    ``memo`` keeps what others derive from this law alone, so that it is derived once.
    """

    law: Law
    indicators: tuple[Indicator, ...]
    vetoes: tuple[Check, ...]
    conditions: tuple[Check, ...]
    warnings: tuple[Check, ...]
    choices: tuple[tuple[str, ...], ...]
    choice_of: dict[str, Section]
    pass_mark: int
    memo: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)


#: where every jurisdiction's law says what total is enough (标准分值)
PASS_MARK = "pass_mark.pass_mark"


def compile_law(law: Law) -> Program:
    """Compile the law in force; LawError names file and key of whatever cannot be."""
    names = Names(law)
    choices = law.of_kind("choice")
    for choice in choices:
        _check_choice(law, choice)
    return Program(
        law,
        tuple(_indicator(names, law.section(name)) for name in law.indicators),
        _checks(names, "veto"),
        _checks(names, "eligibility"),
        _checks(names, "warnings"),
        tuple(choice.one_of for choice in choices),
        {member: choice for choice in choices for member in choice.one_of},
        law.value(PASS_MARK),
    )


def _check_choice(law: Law, choice: Section) -> None:
    unknown = [member for member in choice.one_of if member not in law.indicators]
    if unknown or len(choice.one_of) <= 1:
        found = f"{unknown[0]} is no indicator" if unknown else "at least two indicators are needed"
        raise LawError(f"{choice.id}.yaml: one_of: {found}")


def _indicator(names: Names, section: Section) -> Indicator:
    scope = Scope(names, section, "points")
    if section.points is None or section.group is None:
        raise LawError(f"{section.id}.yaml: points and group: an indicator needs both")
    node = build(section.points, scope)
    if not isinstance(node, Points):
        raise LawError(f"{section.id}.yaml: points: {node.mechanism} yields no points")
    _check_sentences(section, node)
    reads = frozenset(scope.reads)
    return Indicator(section.id, section, node, _measures(scope), node.maximum(), reads)


def _check_sentences(section: Section, node: Points) -> None:
    """Refuse a rule that could come to an end for which its section has no sentence."""
    missing = [f"because.{key}" for key in sorted(node.outcomes() - set(section.because))]
    missing += [f"labels.{key}" for key in sorted(node.labels() - set(section.labels))]
    missing += [f"next.{key}" for key in sorted(node.steps() - set(section.next)) if section.next]
    if missing:
        raise LawError(f"{section.id}.yaml: {missing[0]}: missing, {node.mechanism} can come to this")


def _measures(scope: Scope) -> dict[str, MeasureRef]:
    return {name: scope.measure(name) for name in scope.section.measures}


def _checks(names: Names, kind: str) -> tuple[Check, ...]:
    checks = []
    for section in names.law.of_kind(kind):
        scope = Scope(names, section, "checks")
        measures = _measures(scope)
        for words in section.checks:
            other = words["other_reading"]
            checks.append(
                Check(
                    words["id"],
                    section,
                    scope.measure(words["measure"]),
                    measures,
                    words["name"],
                    words["because"],
                    words["sources"] or section.sources,
                    scope.parameter(words["in_force"]) if words["in_force"] else None,
                    _other_reading(other, scope) if other else None,
                )
            )
    return tuple(checks)


def _other_reading(words: dict[str, str], scope: Scope) -> OtherReading:
    because: dict[str, Text] = words["because"]  # type: ignore[assignment]
    return OtherReading(
        scope.measure(words["measure"]), because, scope.parameter(words["dispute_of"]).dispute
    )
