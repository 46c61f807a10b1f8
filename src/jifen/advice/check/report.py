"""The pre-check's result as plain data in a language (contract: interfaces, version 1)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, get_args

from jifen.advice.check.bands import Bands, bands_of
from jifen.advice.check.examination import Examination, Finding, Looked
from jifen.advice.check.places import name_of, plain_value, value_in_words
from jifen.advice.check.to_bring import to_bring
from jifen.explain import Language, result
from jifen.explain.sources import render
from jifen.explain.template import fill
from jifen.law import Text
from jifen.mechanisms.month_sets import in_words
from jifen.profile.models import CredentialLevel, EducationLevel
from jifen.profile.months import Month, format_month

Json = dict[str, Any]
_LEVELS = frozenset((*get_args(EducationLevel), *get_args(CredentialLevel)))


def report(examination: Examination, lang: Language = "zh", have: Collection[str] | None = None) -> Json:
    """Say what was found, reason by reason, with the conditions of application and what to bring; JSON-able.

    ``have``: ids of the materials at hand, None when that is not told; QuestionError for an unknown one.
    """
    labels = _labels(examination)
    scored = result(examination.assessment, lang)
    kept = ("on", "policy", "total", "pass_mark", "passes", "vetoed", "eligible", "eligibility", "vetoes")
    bands = bands_of(examination)
    return {
        **{key: scored[key] for key in kept},
        "findings": [
            _finding(finding, examination.subject.month, labels, lang) for finding in examination.findings
        ],
        "reasons": [_reason(looked, lang) for looked in examination.looked],
        "materials": to_bring(examination, have, lang),
        "bands": _bands(bands) if bands else None,
        "assumptions": scored["assumptions"],
    }


def _labels(examination: Examination) -> dict[str, Text]:
    """The names of kinds: levels as the law's sections call them, the rest as the practice does."""
    law = examination.assessment.program.law
    sections = (*law.in_order(), *law.of_kind("practice"))
    named = ((section, name, text) for section in sections for name, text in section.labels.items())
    return {name: text for section, name, text in named if section.kind == "practice" or name in _LEVELS}


def _finding(finding: Finding, now: Month, labels: dict[str, Text], lang: Language) -> Json:
    rule, found = finding.rule, finding.found
    words = {**finding.limits, **found.words, "months": in_words(found.months, now)}
    return {
        "id": rule.id,
        "reason": finding.reason.id,
        "severity": rule.severity,
        "because": fill(rule.because[lang], words.__getitem__, labels, lang),
        "remedy": rule.remedy[lang],
        "facts": [
            {
                "at": fact.at,
                "name": name_of(fact.at, lang),
                "value": plain_value(fact),
                "text": value_in_words(fact, labels, lang),
            }
            for fact in found.facts
        ],
        "certainty": rule.certainty,
        "sources": render(rule.sources, lang),
    }


def _reason(looked: Looked, lang: Language) -> Json:
    return {
        "id": looked.reason.id,
        "name": looked.reason.name[lang],
        "state": looked.state,
        "findings": [finding.rule.id for finding in looked.findings],
        "not_checked": [{"at": asked.at, "text": asked.says[lang]} for asked in looked.unsaid],
        "sources": render(looked.reason.sources, lang),
    }


def _bands(bands: Bands) -> Json:
    def band(name: str) -> list[Json]:
        return [
            {
                "from": format_month(stretch.first),
                "to": format_month(stretch.last),
                "ongoing": stretch.ongoing,
                "employer": stretch.label,
                "at": stretch.at,
            }
            for stretch in getattr(bands, name)
        ]

    return {
        "from": format_month(bands.first),
        "to": format_month(bands.last),
        "resume": band("resume"),
        "insurance": band("insurance"),
        "marks": [
            {"from": format_month(mark.first), "to": format_month(mark.last), "finding": mark.finding}
            for mark in bands.marks
        ],
    }
