"""Sentences for indicators and checks: because, and what the next step up needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from jifen.explain.template import Lookup, fill, names_in
from jifen.law import Section
from jifen.mechanisms import MONTHS_NOT_COUNTED, Facts, NextStep, Program
from jifen.scoring import Assessment, CheckResult, IndicatorResult


class Evaluated(Protocol):
    """A person on a day under the law of that day: an Assessment, or a step of a course."""

    @property
    def program(self) -> Program:
        """The compiled law."""

    @property
    def facts(self) -> Facts:
        """The person on the day."""


def names_of(
    section: Section,
    measures: Mapping[str, Any],
    evaluated: Evaluated,
    *details: Mapping[str, Any],
) -> Lookup:
    """Look a name up in the details given, then the section's measures, then its parameters."""

    def find(name: str) -> Any:
        for detail in details:
            if name in detail:
                return detail[name]
        if name in measures:
            value = measures[name].of(evaluated.facts).value
            return value if value is not None else 0
        return evaluated.program.law.value(f"{section.id}.{name}")

    return find


def because(assessment: Evaluated, result: IndicatorResult, lang: str) -> str:
    """Say why an indicator yields what it yields, entries that do not count included."""
    section = result.indicator.section
    trace = result.trace
    template = section.because[trace.outcome][lang]
    rejected = trace.detail.get("rejected", ())
    left_out = _left_out(result, assessment.facts) if MONTHS_NOT_COUNTED in section.because else {}
    if not rejected and not left_out:
        settled = _settled(assessment, result, template, lang)
        if settled is not None:
            return settled
    points = {"points": result.points}
    find = names_of(section, result.indicator.measures, assessment, points, trace.detail)
    sentences = [fill(template, find, section.labels, lang)]
    for entry in rejected:
        reason = fill(section.labels[entry.reason][lang], find, section.labels, lang)
        words = {"number": entry.entry + 1, "reason": reason}
        sentences.append(fill(section.because["entry_not_counted"][lang], words.__getitem__, {}, lang))
    for reason, months in left_out.items():
        words = {"months": months, "reason": section.labels[reason][lang]}
        sentences.append(fill(section.because[MONTHS_NOT_COUNTED][lang], words.__getitem__, {}, lang))
    return "; ".join(sentences)


def _settled(assessment: Evaluated, result: IndicatorResult, template: str, lang: str) -> str | None:
    """Give a sentence that names nothing but values of the law, filled once for all; None for others."""
    if "{" not in template:
        return template
    memo = assessment.program.memo
    key = ("settled", result.id, result.trace.outcome, lang)
    if key not in memo:
        section = result.indicator.section
        names = names_in(template)
        lawful = names <= section.parameters.keys() and names.isdisjoint(result.trace.detail)
        find = names_of(section, {}, assessment)
        memo[key] = fill(template, find, section.labels, lang) if lawful else None
    settled: str | None = memo[key]
    return settled


def _left_out(result: IndicatorResult, facts: Facts) -> dict[str, str]:
    """Give the months that an indicator's measures leave out, by reason."""
    found: dict[str, str] = {}
    for measure in result.indicator.measures.values():
        found |= measure.node.left_out(facts)
    return found


def next_step(assessment: Assessment, result: IndicatorResult, lang: str) -> tuple[NextStep, str] | None:
    """Give the next step up of an indicator and the sentence that says what it needs; None without one."""
    section = result.indicator.section
    if not section.next:
        return None
    step = result.indicator.points.next_step(assessment.facts, result.trace, rival_points(assessment, result))
    if step is None or step.says not in section.next:
        return None
    words = {"next_points": step.points, "gain": step.gain}
    find = names_of(section, result.indicator.measures, assessment, step.detail, words)
    return step, fill(section.next[step.says][lang], find, section.labels, lang)


def rival_points(assessment: Assessment, result: IndicatorResult) -> int:
    """Give the points that an indicator must exceed to count more: those of its choice's best other member.

    A step up that stays below the rival (教育与职称二选一) would change nothing.
    """
    choice = assessment.program.choice_of.get(result.id)
    if choice is None:
        return 0
    rivals = [
        item.points
        for item in assessment.indicators
        if item.indicator.id in choice.one_of and item is not result
    ]
    return max(rivals)


def check_because(assessment: Evaluated, result: CheckResult, lang: str) -> str:
    """Say why a check is met or not."""
    check = result.check
    template = check.because["yes" if result.met else "no"][lang]
    find = names_of(check.section, check.measures, assessment, result.trace.detail)
    return fill(template, find, check.section.labels, lang)


def other_reading(assessment: Assessment, result: CheckResult, lang: str) -> dict[str, Any] | None:
    """Say what a disputed check's other reading would give; None when it has none."""
    other = result.check.other
    if other is None:
        return None
    met = bool(other.measure.of(assessment.facts).value)
    find = names_of(result.check.section, result.check.measures, assessment)
    text = fill(other.because["yes" if met else "no"][lang], find, result.check.section.labels, lang)
    return {"met": met, "because": text, "dispute": other.dispute[lang] if other.dispute else None}
