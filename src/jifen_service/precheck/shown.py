"""A pre-check as pages show it: what was found with its fields, what was not looked at, the two bands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jifen import default_engine
from jifen.advice.check import examine, report
from jifen.errors import InputError
from jifen.profile import Profile, parse
from jifen_service.casework.models import Case
from jifen_service.precheck.bands import Bands, draw
from jifen_service.precheck.document import document_of
from jifen_service.precheck.fields import section_of

#: gives the address of the field for a place of the document; '' where the reader has none
Link = Callable[[str], str]

_SEVERITIES: Mapping[str, str | Promise] = {
    "return": _("会被退回"),
    "likely": _("常被退回"),
    "look": _("请先核对"),
}
#: in the order in which they are read
_ORDER = tuple(_SEVERITIES)


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the facts that disagree: what it is, what stands there, the address of its field or ''."""

    at: str
    name: str
    text: str
    link: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that would be returned: how grave, why, the facts, what to do, who says so."""

    id: str
    severity: str
    word: str | Promise
    reason: str
    because: str
    remedy: str
    facts: tuple[Fact, ...]
    certainty: str
    sources: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A reason that could not be looked at wholly: its name, and what is not known, with the fields."""

    name: str
    asked: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Precheck:
    """Everything that the component shows. ``clear``: names of the reasons looked at without a finding."""

    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    clear: tuple[str, ...]
    bands: Bands | None
    result: Mapping[str, Any]


def precheck(profile: Profile, on: date, lang: str, link: Link) -> Precheck:
    """Look at a profile as of a day; InputError where it cannot be scored."""
    found = report(examine(default_engine(), profile, on), "en" if lang == "en" else "zh")
    names = {reason["id"]: reason["name"] for reason in found["reasons"]}
    findings = sorted(
        (_finding(item, names, link) for item in found["findings"]),
        key=lambda finding: _ORDER.index(finding.severity),
    )
    return Precheck(
        tuple(findings),
        tuple(_unchecked(reason, link) for reason in found["reasons"] if reason["not_checked"]),
        tuple(reason["name"] for reason in found["reasons"] if reason["state"] == "clear"),
        draw(found["bands"]) if found["bands"] else None,
        found,
    )


def precheck_of(case: Case, on: date, lang: str, link: Link) -> Precheck | None:
    """Look at a case as it stands; None while its form cannot be read."""
    try:
        return precheck(parse(document_of(case)), on, lang, link)
    except InputError:
        return None


def about(found: Precheck, case: Case, section: str) -> tuple[Finding, ...]:
    """The findings that concern a section of the form."""
    return tuple(
        finding
        for finding in found.findings
        if any(section_of(case, fact.at) == section for fact in finding.facts)
    )


def _finding(item: Mapping[str, Any], names: Mapping[str, str], link: Link) -> Finding:
    return Finding(
        id=item["id"],
        severity=item["severity"],
        word=_SEVERITIES[item["severity"]],
        reason=names[item["reason"]],
        because=item["because"],
        remedy=item["remedy"],
        facts=tuple(Fact(fact["at"], fact["name"], fact["text"], link(fact["at"])) for fact in item["facts"]),
        certainty=item["certainty"],
        sources=tuple(item["sources"]),
    )


def _unchecked(reason: Mapping[str, Any], link: Link) -> Unchecked:
    asked = tuple((item["text"], link(item["at"].replace("[]", "[0]"))) for item in reason["not_checked"])
    return Unchecked(reason["name"], asked)
