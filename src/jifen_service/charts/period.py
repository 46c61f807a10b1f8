"""The period that figures are asked for (统计区间), read from an address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

#: how many days a page shows when nobody said more
_USUAL_DAYS = 90
#: the oldest that is asked for; the calendar's own ends lie beyond any clock's
_OLDEST = timedelta(days=36_500)


def period(query: Mapping[str, str], today: date) -> tuple[date, date]:
    """Give the first and the last day; what cannot be read, or ends before it begins, is the usual period.

    So is a day to come, or one that nobody lived to see.
    """
    since = _day(query.get("since", ""), today) or today - timedelta(days=_USUAL_DAYS)
    until = _day(query.get("until", ""), today) or today
    return (since, until) if since <= until else (until - timedelta(days=_USUAL_DAYS), until)


def _day(text: str, today: date) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if today - _OLDEST <= day <= today else None
