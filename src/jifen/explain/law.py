"""The law in force on a day as plain data with its citations: for the command line, HTTP and pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from jifen.explain.sources import render
from jifen.law import Dated, DatedSeries, Law, LawBook, Policy, PublishedAmendment, Section


def policies_as_list(book: LawBook, lang: str) -> list[dict[str, Any]]:
    """Give the policy versions, oldest first."""
    return [_policy(policy, lang) for policy in book.policies]


def law_as_dict(book: LawBook, day: date, lang: str) -> dict[str, Any]:
    """Give every section with the values in force on ``day``; PolicyDateError when there is no policy.

    ``amendments`` and a value's ``amendment`` (a number) stand there only where something published holds.
    """
    law = book.law_on(day)
    amendments = [_amendment(each, lang) for each in book.amendments if each.number in law.amendments]
    return {
        "on": day.isoformat(),
        "policy": _policy(law.policy, lang),
        **({"amendments": amendments} if amendments else {}),
        "sections": [_section(law, section, lang) for section in law.in_order()],
    }


def history_as_dict(book: LawBook, section_id: str, lang: str) -> dict[str, Any]:
    """Give a section with every value that its parameters have had, oldest first; KeyError if unknown."""
    section = book.sections[section_id]
    return {
        **_head(section, lang),
        "parameters": [_history(series, lang) for series in section.parameters.values()],
        "sources": render(section.sources, lang),
    }


def _history(series: DatedSeries, lang: str) -> dict[str, Any]:
    name = series.name[lang]
    return {
        "key": series.key,
        "name": name,
        "unit": series.unit,
        "carries_on": series.carries_on,
        "values": [value_as_dict(dated, name, series.unit, lang) for dated in series.values],
    }


def _policy(policy: Policy, lang: str) -> dict[str, Any]:
    return {
        "id": policy.id,
        "effective_from": policy.effective_from.isoformat(),
        "effective_to": policy.effective_to.isoformat() if policy.effective_to else None,
        "name": policy.name[lang],
        "certainty": policy.certainty,
        "note": policy.note[lang] if policy.note else None,
        "sources": render(policy.sources, lang),
    }


def _amendment(amendment: PublishedAmendment, lang: str) -> dict[str, Any]:
    return {
        "number": amendment.number,
        "name": amendment.name[lang],
        "published": amendment.published.isoformat(),
    }


def _section(law: Law, section: Section, lang: str) -> dict[str, Any]:
    return {
        **_head(section, lang),
        "parameters": [
            value_as_dict(law.dated(series.key), series.name[lang], series.unit, lang)
            for series in section.parameters.values()
        ],
        "sources": render(section.sources, lang),
    }


def _head(section: Section, lang: str) -> dict[str, Any]:
    return {
        "id": section.id,
        "kind": section.kind,
        "group": section.group,
        "name": section.name[lang],
    }


def value_as_dict(dated: Dated, name: str, unit: str, lang: str) -> dict[str, Any]:
    """Give a value with its dates, how sure it is, and who says so."""
    return {
        "key": dated.key,
        "name": name,
        "unit": unit,
        "value": dated.value,
        "from": dated.from_.isoformat(),
        "to": dated.to.isoformat() if dated.to else None,
        "certainty": dated.certainty,
        "sources": render(dated.sources, lang),
        "dispute": dated.dispute[lang] if dated.dispute else None,
        "note": dated.note[lang] if dated.note else None,
        **({"amendment": dated.amendment} if dated.amendment is not None else {}),
    }
