"""How far advice looks ahead (预测到什么时候)."""

from __future__ import annotations

from datetime import date

from jifen.errors import Problem, QuestionError
from jifen.profile.months import last_day, month_of

#: years looked ahead unless told, and at most
USUAL_YEARS, MOST_YEARS = 10, 30
_MONTHS = 12


def horizon(on: date, until: date | None) -> date:
    """Give the last day of the month of ``until``; of the tenth year unless told.

    Raises QuestionError when it lies before ``on`` or more than `MOST_YEARS` after it.
    """
    asked = month_of(on) + USUAL_YEARS * _MONTHS if until is None else month_of(until)
    last = month_of(on) + MOST_YEARS * _MONTHS
    if asked < month_of(on):
        params: dict[str, object] = {"earlier": "on", "later": "until", "begin": on.isoformat()}
        raise QuestionError([Problem("until", "ends_before_begins", str(until), params)])
    if asked > last:
        raise QuestionError([Problem("until", "too_far", str(until), {"last": last_day(last).isoformat()})])
    return last_day(asked)
