"""How far advice looks ahead (预测到什么时候)."""

from __future__ import annotations

from datetime import date

from jifen.errors import Problem, QuestionError
from jifen.profile import Profile
from jifen.profile.months import LAST_YEAR, last_day, month_of

#: years looked ahead unless told, and at most
USUAL_YEARS, MOST_YEARS = 10, 30
_MONTHS = 12


def horizon(on: date, until: date | None) -> date:
    """Give the last day of the month of ``until``; of the tenth year unless told.

    Raises QuestionError when it lies before ``on`` or more than `MOST_YEARS` after it.
    """
    _check_start(on)
    if until is None:
        return years_ahead(on, USUAL_YEARS)
    last = years_ahead(on, MOST_YEARS)
    if month_of(until) < month_of(on):
        raise QuestionError([_before("until", until, "on", on)])
    if until > last:
        raise QuestionError([Problem("until", "too_far", str(until), {"last": last.isoformat()})])
    return last_day(month_of(until))


def need_of(on: date, by: date, until: date | None) -> tuple[date, date]:
    """Check a need: ``by`` not before ``on``, ``until`` (``by`` unless told) not before it nor too far.

    Raises QuestionError.
    """
    _check_start(on)
    if by < on:
        raise QuestionError([_before("by", by, "on", on)])
    last = years_ahead(on, MOST_YEARS)
    kept = by if until is None else until
    if kept < by:
        raise QuestionError([_before("until", kept, "by", by)])
    if kept > last:
        at = "by" if until is None else "until"
        raise QuestionError([Problem(at, "too_far", str(kept), {"last": last.isoformat()})])
    return by, kept


def check_size(profile: Profile, most: int) -> None:
    """Refuse a document with more entries than advice may cost; QuestionError names the longest list."""
    lists = {name: len(getattr(profile, name)) for name in ("education", "credentials", "social_insurance")}
    size = sum(lists.values())
    if size > most:
        params: dict[str, object] = {"size": size, "limit": most}
        raise QuestionError([Problem(max(lists, key=lists.__getitem__), "too_many_entries", None, params)])


def years_ahead(on: date, years: int) -> date:
    """Give the last day of the same month so many years later."""
    return last_day(month_of(on) + years * _MONTHS)


def _check_start(on: date) -> None:
    """Refuse a day after which a document could not name every month that is looked at."""
    last = date(LAST_YEAR - MOST_YEARS - 1, _MONTHS, 31)
    if on > last:
        raise QuestionError([Problem("on", "too_far", str(on), {"last": last.isoformat()})])


def _before(at: str, found: date, earlier: str, begin: date) -> Problem:
    params: dict[str, object] = {"earlier": earlier, "later": at, "begin": begin.isoformat()}
    return Problem(at, "ends_before_begins", str(found), params)
