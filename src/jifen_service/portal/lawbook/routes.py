"""The routes to the household registration (落户的路): conditions, values, who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen.explain.settlement import routes_as_list
from jifen.law.settlement import QUESTIONS, Settlement
from jifen_service.portal.lawbook.history import History, history_of


@dataclass(frozen=True, slots=True)
class Route:
    """A route: ``told`` is what `jifen.explain.settlement` says of it, ``histories`` its values."""

    told: Mapping[str, Any]
    histories: tuple[History, ...]


def routes_on(settlement: Settlement, day: date, lang: str) -> tuple[Route, ...]:
    """Give every route with its conditions under the law of a day and the whole history of its values."""
    told = routes_as_list(settlement, day, lang)
    return tuple(Route(route, histories_of(settlement, route["id"], day, lang)) for route in told)


def asked_values(settlement: Settlement, day: date, lang: str) -> tuple[History, ...]:
    """Give the values that the questions of the self-test rest on."""
    return histories_of(settlement, QUESTIONS, day, lang)


def histories_of(settlement: Settlement, section: str, day: date, lang: str) -> tuple[History, ...]:
    """Give the history of every value of one section of the routes."""
    found = settlement.sections[section]
    return tuple(history_of(found, series, day, lang) for series in found.parameters.values())
