"""When one's own child needs the points (孩子什么时候用), by the milestones of the advice: all estimates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from jifen.advice.milestones import deadlines
from jifen.errors import InputError
from jifen.law import Law
from jifen.law.actions import START_BEFORE
from jifen.profile import parse
from jifen.profile.months import first_day, month_of

_SECTION = "actions"


@dataclass(frozen=True, slots=True)
class Dates:
    """Points are confirmed ``by`` a day and held through ``until``; ``begin`` preparing, None for at once."""

    begin: date | None
    by: date
    until: date


@dataclass(frozen=True, slots=True)
class Child:
    """What was typed of a child, what was wrong with it, its dates by milestone, the milestones passed."""

    year: str = ""
    month: str = ""
    error: str = ""
    dates: Mapping[str, Dates] = field(default_factory=dict)
    passed: frozenset[str] = frozenset()


def read(posted: Mapping[str, str], on: date, law: Law) -> Child:
    """Read the month of birth of a form (`child_year`, `child_month`) and give the child's dates."""
    year, month = (posted.get(f"child_{part}", "").strip()[:4] for part in ("year", "month"))
    try:
        born = date(int(year), int(month), 1)
        # Milestones look at the children alone; a profile must have a birth date.
        profile = parse({"birth_date": born.isoformat(), "children": [{"birth_date": born.isoformat()}]})
    except (ValueError, InputError):
        return Child(year, month, _("请写孩子出生的年和月, 例如 2018 年 5 月。"))
    if born > on:
        return Child(year, month, _("这个月份还没有到。"))
    before = law.value(f"{_SECTION}.{START_BEFORE}")
    found = {}
    for deadline in deadlines(profile, on, law):
        begin = first_day(month_of(deadline.by) - before)
        found[deadline.milestone] = Dates(begin if begin > on else None, deadline.by, deadline.until)
    milestones = {milestone.id for milestone in law.section(_SECTION).milestones}
    return Child(year, month, dates=found, passed=frozenset(milestones - set(found)))
