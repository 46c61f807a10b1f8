"""The routes to the household registration in words and as plain data (落户路径), whoever asks."""

from __future__ import annotations

from datetime import date
from typing import Any

from jifen.errors import PolicyDateError
from jifen.explain.certainty import CERTAINTY
from jifen.explain.law import law_as_dict, value_as_dict
from jifen.explain.sources import render
from jifen.explain.template import fill
from jifen.law import Law, Section, Text
from jifen.law.settlement import QUESTIONS, Condition, Route, Settlement

Json = dict[str, Any]


def with_values(text: Text, law: Law, section: str, lang: str) -> str:
    """Fill a text of the routes with values of the law: a section's own, or another's as ``section.name``."""
    return fill(text[lang], lambda name: law.value(name if "." in name else f"{section}.{name}"), {}, lang)


def condition_as_dict(condition: Condition, law: Law, section: str, lang: str) -> Json:
    """Give a condition with what it needs, how sure that is, and who says so."""
    return {
        "id": condition.id,
        "name": condition.name[lang],
        "needs": with_values(condition.needs, law, section, lang),
        "certainty": condition.certainty,
        "certainty_text": CERTAINTY[condition.certainty][lang],
        "sources": render(condition.sources, lang),
    }


def routes_as_list(settlement: Settlement, day: date, lang: str) -> list[Json]:
    """Give every route as the law of a day has it; PolicyDateError before the first day that is known."""
    law = settlement.law_on(day)
    return [_route(route, law, lang) for route in settlement.routes]


def policy_as_dict(settlement: Settlement, day: date, lang: str) -> Json:
    """Give the law of the points on a day (`law_as_dict`) with the routes and the values they are asked by.

    ``settlement`` is None on a day for which the routes are not known. PolicyDateError as `law_as_dict`.
    """
    shown = law_as_dict(settlement.book, day, lang)
    try:
        routes = routes_as_list(settlement, day, lang)
    except PolicyDateError:
        return {**shown, "settlement": None}
    asked = _values(settlement.sections[QUESTIONS], settlement.law_on(day), lang)
    return {**shown, "settlement": {"routes": routes, "parameters": asked}}


def _values(section: Section, law: Law, lang: str) -> list[Json]:
    return [
        value_as_dict(law.dated(series.key), series.name[lang], series.unit, lang)
        for series in section.parameters.values()
    ]


def _route(route: Route, law: Law, lang: str) -> Json:
    section = route.section
    caution = route.incomplete or route.uncertain
    return {
        "id": section.id,
        "name": section.name[lang],
        "certainty": route.certainty,
        "caution": None if caution is None else caution[lang],
        "conditions": [condition_as_dict(condition, law, section.id, lang) for condition in route.conditions],
        "parameters": _values(section, law, lang),
        "sources": render(section.sources, lang),
    }
