"""The period that figures are asked for (统计区间), read from an address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

#: how many days a page shows when nobody said more
_USUAL_DAYS = 90


def period(query: Mapping[str, str], today: date) -> tuple[date, date]:
    """Give the first and the last day; what cannot be read, or ends before it begins, is the usual period."""
    since = _day(query.get("since", "")) or today - timedelta(days=_USUAL_DAYS)
    until = _day(query.get("until", "")) or today
    return (since, until) if since <= until else (until - timedelta(days=_USUAL_DAYS), until)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
