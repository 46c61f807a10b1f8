"""The curve of a course as plain data: what holds on a day and on the last day of each month (曲线)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from jifen.mechanisms import Program
from jifen.profile.months import format_month, last_day, month_of
from jifen.scoring import Standing

Json = dict[str, Any]


def curve(standings: Sequence[Standing], on: date, end: date) -> list[Json]:
    """Give a point for each month from that of ``on`` to that of ``end``, as of its last day."""
    points, place = [], 0
    for month in range(month_of(on), month_of(end) + 1):
        day = last_day(month)
        while place + 1 < len(standings) and standings[place + 1].day <= day:
            place += 1
        points.append(point(standings[place], day))
    return points


def point(standing: Standing, day: date) -> Json:
    """Give what holds on a day."""
    return {
        "month": format_month(month_of(day)),
        "on": day.isoformat(),
        "total": standing.total,
        "passes": standing.passes,
        "eligible": standing.eligible,
        "points": standing.points,
    }


def policy_of(program: Program) -> Json:
    """Name the policy version as a result does."""
    policy = program.law.policy
    return {"id": policy.id, "effective_from": policy.effective_from.isoformat()}
