"""The days that a page of the law is asked for (问哪一天), read from its address; errors stay in place."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from jifen.law import LawBook


@dataclass(frozen=True, slots=True)
class Asked:
    """A day as asked: ``day`` is the default where what was ``typed`` is none; then ``error`` says why."""

    day: date
    typed: str
    error: str = ""


def read_day(text: str, book: LawBook, default: date) -> Asked:
    """Read a day on which the book knows a law; nothing typed is the default."""
    typed = text.strip()
    if not typed:
        return Asked(default, default.isoformat())
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return Asked(default, typed, _("写成年-月-日, 如 2026-03-15。"))
    first = book.policies[0].effective_from
    if day < first:
        return Asked(
            default, typed, _("这里的规则从 %(first)s 起, 选那天或更晚的。") % {"first": first.isoformat()}
        )
    return Asked(day, typed)


def year_before(day: date) -> date:
    """The same day of the year before; the last of February for a leap day."""
    last = monthrange(day.year - 1, day.month)[1]
    return date(day.year - 1, day.month, min(day.day, last))
