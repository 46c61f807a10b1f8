"""When children need the points (子女什么时候用分): from birth dates and the law's milestones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jifen.law import Law, Section, Text
from jifen.law.actions import SCHOOL_AGE, SCHOOL_YEAR, YEARS_AFTER, Milestone, MomentFile
from jifen.profile import Profile
from jifen.profile.months import first_day, last_day


@dataclass(frozen=True, slots=True)
class Deadline:
    """A milestone of one child: points needed on ``by``, the registration, and kept through ``until``."""

    child: int
    milestone: str
    name: Text
    by: date
    until: date


def deadlines(profile: Profile, on: date, law: Law) -> tuple[Deadline, ...]:
    """Give the milestones of all children that still lie ahead, the next first; estimates throughout."""
    found = [
        deadline
        for section in law.of_kind("actions")
        for child in range(len(profile.children))
        for deadline in _of_child(profile, child, law, section)
        if deadline.by > on
    ]
    return tuple(sorted(found, key=lambda deadline: (deadline.by, deadline.child)))


def _of_child(profile: Profile, child: int, law: Law, section: Section) -> Iterator[Deadline]:
    born = profile.children[child].birth_date
    # Whoever has the birthday before the school year begins starts school in that year.
    late = born.month >= law.value(f"{section.id}.{SCHOOL_YEAR}")
    starts = born.year + law.value(f"{section.id}.{SCHOOL_AGE}") + late
    for milestone in section.milestones:
        year = starts + _years_after(milestone, law, section)
        by = first_day(_month(milestone.needed, year, law, section))
        until = last_day(_month(milestone.last, year, law, section))
        yield Deadline(child, milestone.id, milestone.name, by, until)


def _years_after(milestone: Milestone, law: Law, section: Section) -> int:
    if milestone.years_after is None:
        return 0
    years: int = law.value(f"{section.id}.{YEARS_AFTER}")[milestone.years_after]
    return years


def _month(moment: MomentFile, year: int, law: Law, section: Section) -> int:
    month: int = law.value(f"{section.id}.{moment.month}")
    return (year - moment.year_before) * 12 + month - 1
