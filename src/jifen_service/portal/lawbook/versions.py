"""The policy versions on one line of time (政策版本), with the days on which a value changed. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from jifen.law import LawBook
from jifen_service.portal.lawbook.picture import place_between

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Version:
    """A version: its dates (``until`` None while it is in force), its place in per cent of the line's width.

    ``changes``: the places of the days on which a value changed in it.
    """

    id: str
    name: str
    note: str
    certainty: str
    since: date
    until: date | None
    x: float
    width: float
    changes: tuple[float, ...]


def versions_of(book: LawBook, today: date, lang: str) -> tuple[Version, ...]:
    """Give the versions, the newest first, on a line from the first day of the book to today."""
    first, last = book.policies[0].effective_from, max(today, *book.change_dates)
    found = []
    for policy in reversed(book.policies):
        x = place_between(first, last, policy.effective_from)
        end = place_between(first, last, policy.effective_to + _A_DAY if policy.effective_to else last)
        days = (day for day in book.change_dates if policy.covers(day))
        found.append(
            Version(
                policy.id,
                policy.name[lang],
                policy.note[lang] if policy.note else "",
                policy.certainty,
                policy.effective_from,
                policy.effective_to,
                x,
                round(end - x, 3),
                tuple(place_between(first, last, day) for day in days),
            )
        )
    return tuple(found)
