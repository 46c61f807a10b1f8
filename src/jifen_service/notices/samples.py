"""Codes to try in a demonstration (演示用核验码): one notice of each state, with its words."""

from __future__ import annotations

from datetime import date

from jifen_service.notices import codes
from jifen_service.notices.models import Notice, State

_LOOKED_THROUGH = 100


def samples(today: date) -> list[tuple[str, str]]:
    """State and code of the first notice found in each state."""
    found: dict[State, Notice] = {}
    for notice in Notice.objects.select_related("superseded_by").order_by("-issued_at")[:_LOOKED_THROUGH]:
        found.setdefault(notice.state(today), notice)
    return [(str(state.label), codes.shown(found[state].code)) for state in State if state in found]
