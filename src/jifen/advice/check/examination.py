"""The examination of a profile on a day: every finding, and what could not be looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

from jifen.advice.check import (
    addresses,
    archive,
    credential,
    education,
    employer,
    insurance,
    payers,
    resume,
    tax,
    terms,
)
from jifen.advice.check.found import OF_ONE_KIND, Detector, Found
from jifen.advice.check.subject import Subject
from jifen.advice.check.unsaid import is_unsaid
from jifen.law import Asked, FindingRule, Law, Reason
from jifen.profile import Profile
from jifen.scoring import Assessment, Engine

#: in the order of the reasons
_DETECTORS: tuple[Detector, ...] = (
    resume.find,
    payers.find,
    tax.find,
    insurance.find,
    education.find,
    credential.find,
    archive.find,
    terms.find,
    addresses.find,
    employer.find,
)
#: the label of the law's file that names the city
_HOME = "home"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found, with what the law says of it and the reason that it belongs to."""

    reason: Reason
    rule: FindingRule
    found: Found
    limits: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Looked:
    """A reason, its findings, and what of it could not be looked at."""

    reason: Reason
    findings: tuple[Finding, ...]
    unsaid: tuple[Asked, ...]

    @property
    def state(self) -> str:
        """found; open, when nothing was found but not all is known; clear."""
        if self.findings:
            return "found"
        return "open" if self.unsaid else "clear"


@dataclass(frozen=True)
class Examination:
    """What the pre-check of a profile came to (预检结果), reason by reason in the law's order."""

    subject: Subject
    looked: tuple[Looked, ...]

    @property
    def assessment(self) -> Assessment:
        """The score of the day, with the conditions of application."""
        return self.subject.assessment

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order of the reasons."""
        return tuple(finding for looked in self.looked for finding in looked.findings)


def examine(engine: Engine, profile: Profile, on: date) -> Examination:
    """Look at a profile as of a day, as if it were delivered then.

    A jurisdiction whose law names no reasons has none. Raises what `Engine.score` raises.
    """
    assessment = engine.score(profile, on)
    law = assessment.program.law
    practice = law.of_kind("practice")
    reasons = tuple(reason for section in practice for reason in section.reasons)
    limits = {rule.id: _limits(law, rule) for reason in reasons for rule in reason.findings}
    home = tuple(name for section in practice for name in section.labels.get(_HOME, {}).values())
    subject = Subject(profile, assessment, limits, home)
    found = list(_told(subject)) if reasons else []
    return Examination(subject, tuple(_look(subject, reason, found) for reason in reasons))


def _told(subject: Subject) -> Iterator[Found]:
    """What the detectors find, of each kind as many as are told."""
    told: Counter[str] = Counter()
    for found in (each for detect in _DETECTORS for each in detect(subject)):
        told[found.id] += 1
        if told[found.id] <= OF_ONE_KIND:
            yield found


def _look(subject: Subject, reason: Reason, found: list[Found]) -> Looked:
    findings = tuple(
        Finding(reason, rule, each, subject.limits[rule.id])
        for rule in reason.findings
        for each in found
        if each.id == rule.id
    )
    return Looked(reason, findings, tuple(_unsaid(subject, reason)))


def _unsaid(subject: Subject, reason: Reason) -> Iterator[Asked]:
    return (asked for asked in reason.asks if is_unsaid(subject, asked))


def _limits(law: Law, rule: FindingRule) -> dict[str, Any]:
    """The values that a finding compares with; ``section.parameter.key…`` looks into a table."""
    return {name: _value(law, key) for name, key in rule.limits.items()}


def _value(law: Law, key: str) -> Any:
    section, parameter, *inner = key.split(".")
    return reduce(lambda table, part: table[part], inner, law.value(f"{section}.{parameter}"))
