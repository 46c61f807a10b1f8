"""The result of a scoring as the public contract prints it (contract: interfaces, version 1)."""

from __future__ import annotations

from typing import Any, Literal

from jifen.explain.sentences import because, check_because, next_step, other_reading
from jifen.explain.sources import of_check, of_indicator
from jifen.scoring import Assessment, CheckResult, IndicatorResult, WarningFound

Language = Literal["zh", "en"]


def result(assessment: Assessment, lang: Language = "zh") -> dict[str, Any]:
    """Give the result of a scoring with all its sentences in ``lang``, JSON-able, in the contract's shape."""
    return {
        "on": assessment.on.isoformat(),
        "policy": _policy(assessment),
        "total": assessment.total,
        "pass_mark": assessment.pass_mark,
        "passes": assessment.passes,
        "vetoed": assessment.vetoed,
        "eligible": assessment.eligible,
        "eligibility": [_condition(assessment, item, lang) for item in assessment.conditions],
        "vetoes": [
            _condition(assessment, item, lang) for item in assessment.vetoes if item.met and item.in_force
        ],
        "indicators": [_indicator(assessment, item, lang) for item in assessment.indicators],
        "assumptions": list(assessment.assumptions),
        "warnings": [_warning(assessment, item, lang) for item in assessment.warnings],
    }


def _policy(assessment: Assessment) -> dict[str, Any]:
    """Name the version, and the published amendments of which a value is in force, where there are any."""
    policy, numbers = assessment.policy, list(assessment.program.law.amendments)
    named = {"id": policy.id, "effective_from": policy.effective_from.isoformat()}
    return {**named, "amendments": numbers} if numbers else named


def _indicator(assessment: Assessment, item: IndicatorResult, lang: Language) -> dict[str, Any]:
    section = item.indicator.section
    step = next_step(assessment, item, lang)
    text = because(assessment, item, lang)
    if not item.counted and item.points:
        text = f"{text}; {_not_counted(assessment, item, lang)}"
    return {
        "id": item.id,
        "group": section.group,
        "name": section.name[lang],
        "points": item.points,
        "max": item.indicator.maximum,
        "counted": item.counted,
        "because": text,
        "next": step[1] if step else None,
        "sources": of_indicator(assessment.program, item.indicator, lang),
    }


def _not_counted(assessment: Assessment, item: IndicatorResult, lang: Language) -> str:
    choice = assessment.program.choice_of[item.id]
    best = next(other for other in assessment.indicators if other.id in choice.one_of and other.counted)
    return choice.labels["not_counted"][lang].format(
        name=item.indicator.section.name[lang], other=best.indicator.section.name[lang]
    )


def _condition(assessment: Assessment, item: CheckResult, lang: Language) -> dict[str, Any]:
    check = item.check
    rendered: dict[str, Any] = {
        "id": item.id,
        "name": check.name[lang] if check.name else item.id,
        "met": item.met,
        "because": check_because(assessment, item, lang),
        "sources": of_check(assessment.program, check, lang),
    }
    other = other_reading(assessment, item, lang)
    if other is not None:
        rendered["other_reading"] = other
    return rendered


def _warning(assessment: Assessment, item: WarningFound, lang: Language) -> dict[str, Any]:
    if item.text is not None:
        return {"id": item.id, "text": item.text[lang]}
    assert item.result is not None, "a warning has its own text or a check that gave it"
    return {"id": item.id, "text": check_because(assessment, item.result, lang)}
