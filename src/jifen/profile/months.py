"""Months and years as the rules count them.

A *month* is an int, the months since year 0: ``year * 12 + (month - 1)``. So months are compared,
subtracted and looped over as numbers. Source for the years: the common definitions of the rules
('a full year between two dates; a 29 February anniversary falls on 1 March in common years').
"""

from datetime import date, timedelta

Month = int
"""Months since year 0: ``year * 12 + (month - 1)``."""

FIRST_YEAR = 1900
LAST_YEAR = 2199
"""Years that a document may name: wide enough for every life, narrow enough that nothing overflows."""

MONTHS: dict[str, Month] = {
    f"{year}-{month:02d}": year * 12 + month - 1
    for year in range(FIRST_YEAR, LAST_YEAR + 1)
    for month in range(1, 13)
}
"""Every month that a document may name, by its text ``YYYY-MM``."""


def month_of(day: date) -> Month:
    """The month that a date lies in."""
    return day.year * 12 + day.month - 1


def parse_month(text: str) -> Month:
    """``"2026-11"`` → month. Raises ValueError for anything else, also for years out of range."""
    try:
        return MONTHS[text]
    except KeyError:
        raise ValueError(f"month {text!r}: write YYYY-MM, from {FIRST_YEAR}-01 to {LAST_YEAR}-12") from None


def format_month(month: Month) -> str:
    """Month → ``"2026-11"``."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def first_day(month: Month) -> date:
    """The first day of a month."""
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: Month) -> date:
    """The last day of a month."""
    return first_day(month + 1) - timedelta(days=1)


def add_years(day: date, years: int) -> date:
    """The same day some years later (earlier if negative); 29 February → 1 March in common years."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        if (day.month, day.day) != (2, 29):
            raise
        return date(day.year + years, 3, 1)


def add_months(day: date, months: int) -> date:
    """The same day some months later; the month's last day where it has no such day."""
    month = month_of(day) + months
    return first_day(month).replace(day=min(day.day, last_day(month).day))


def completed_years(start: date, on: date) -> int:
    """Full years (周年) from ``start`` to ``on``: the largest n with ``add_years(start, n) <= on``.

    Negative when ``start`` lies after ``on``.
    """
    return on.year - start.year - ((on.month, on.day) < (start.month, start.day))
