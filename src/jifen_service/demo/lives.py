"""The lives of the sample cases (案件经过): which step is taken when, and what `casework.service` does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from jifen_service.accounts.access import Person
from jifen_service.accounts.roles import Role
from jifen_service.casework import service
from jifen_service.casework.calendar import is_working_day
from jifen_service.casework.models import Case, Check, Material
from jifen_service.casework.rules import items
from jifen_service.demo.facts import Sections
from jifen_service.demo.papers import paper
from jifen_service.demo.people import Staff
from jifen_service.demo.ways import Step
from jifen_service.notices import service as notices

_DAY = timedelta(days=1)
_OPENS, _MINUTES_APART = 9, 20
#: of the items and checks of a case, so many are done where a way says `some`
_SOME = 3


@dataclass
class Life:
    """One case of somebody: ``steps`` lead to where it stands; ``earlier`` is the case that it follows."""

    kind: str
    steps: tuple[Step, ...]
    ago: int
    holder: Person
    employer: str
    district: str
    sections: Sections
    staff: Staff
    turn: int
    earlier: Life | None = None
    case: Case | None = field(default=None, init=False)

    def schedule(self) -> Iterator[tuple[datetime, Callable[[], None]]]:
        """When each step is taken, the last first, on days on which offices work."""
        day = self.staff.at.date() - _DAY * self.ago
        for place, step in reversed(list(enumerate(self.steps))):
            while not is_working_day(day):
                day -= _DAY
            minutes = place * _MINUTES_APART + self.turn % _MINUTES_APART
            noon = self.staff.at.replace(hour=_OPENS, minute=0, second=0, microsecond=0)
            at = noon.replace(year=day.year, month=day.month, day=day.day) + timedelta(minutes=minutes)
            yield at, partial(self._take, step, at)
            day -= _DAY * step.days

    def _take(self, step: Step, at: datetime) -> None:
        if act := _ACTS.get(step.name):
            act(self, step, at)
        else:
            _transition(self, step.name, step, at)

    def officer(self, role: str, place: int | None = None) -> Person:
        """An officer of the case's centre; people take turns."""
        held = self.staff.officers[self.district][role]
        return held[(self.turn if place is None else place) % len(held)]

    @property
    def open_case(self) -> Case:
        """The case as it stands now."""
        assert self.case is not None, "a way begins with `begin`"
        return Case.objects.get(pk=self.case.pk)


def _transition(life: Life, name: str, step: Step, at: datetime, who: Person | None = None) -> None:
    case = life.open_case
    actor = who or (service.SYSTEM if name in _BY_THE_SYSTEM else life.holder)
    if who is None and name in _BY:
        actor = life.staff.agents[life.employer] if _BY[name] == Role.AGENT else life.officer(_BY[name])
    data = {"outcome": step.outcome} if name == "propose" else None
    service.apply(
        case.pk,
        name,
        actor,
        expected_version=case.version,
        at=at,
        reasons=step.reasons,
        note=step.note,
        data=data,
    )


_BY_THE_SYSTEM = frozenset({"lapse"})
_BY: Mapping[str, Role] = {
    "return_to_applicant": Role.AGENT, "confirm": Role.AGENT, "deliver": Role.AGENT, "accept": Role.WINDOW,
    "refuse": Role.WINDOW, "cancel": Role.WINDOW, "ask_supplement": Role.REVIEWER,
    "supplement": Role.REVIEWER, "propose": Role.REVIEWER, "send_back": Role.APPROVER,
    "decide_passed": Role.APPROVER, "decide_below": Role.APPROVER, "decide_rejected": Role.APPROVER,
    "correct": Role.APPROVER, "revoke": Role.LEAD,
}  # fmt: skip


def _begin(life: Life, _step: Step, at: datetime) -> None:
    previous = life.earlier.open_case.pk if life.earlier else None
    employer = life.staff.employers[life.employer].pk
    life.case = service.create(life.kind, life.holder, at=at, employer_id=employer, previous_id=previous)
    if life.earlier is None:
        service.save_section(life.case.pk, life.holder, "personal", life.sections["personal"], at=at)


def _fill(life: Life, _step: Step, at: datetime) -> None:
    for section, data in life.sections.items():
        service.save_section(life.open_case.pk, life.holder, section, data, at=at)


_WORDS = {"appeal": "学校已在学信网补录毕业证书, 请复核。", "cancellation": "即将离开上海工作, 申请注销。"}


def _request(life: Life, _step: Step, at: datetime) -> None:
    words = (
        "学校已在学信网补录毕业证书, 请复核。" if life.kind == "appeal" else "即将离开上海工作, 申请注销。"
    )
    service.save_section(life.open_case.pk, life.holder, "request", {"personal": {"request": words}}, at=at)


def _hand_in(life: Life, _step: Step, at: datetime) -> None:
    case = life.open_case
    for material in case.materials.filter(required=True).order_by("pk"):
        if items()[material.code].upload:
            name, content = paper(material.code)
            service.add_upload(case.pk, life.holder, material.code, name, content, at=at)


def _see(life: Life, _step: Step, at: datetime, most: int | None = None) -> None:
    case = life.open_case
    waiting = case.materials.exclude(verdict=Material.Verdict.SEEN).order_by("pk")
    for material in waiting[:most]:
        seen = {"expected_version": material.version, "at": at}
        service.judge_material(case.pk, life.officer(Role.WINDOW), material.code, "seen", **seen)


def _check(life: Life, _step: Step, at: datetime, most: int | None = None) -> None:
    case = life.open_case
    for check in case.checks.filter(status=Check.Status.OPEN).order_by("pk")[:most]:
        seen = {"expected_version": check.version, "at": at}
        service.finish_check(case.pk, life.officer(Role.REVIEWER), check.topic, "agrees", **seen)


def _claim(role: Role, life: Life, _step: Step, at: datetime) -> None:
    service.claim(life.open_case.pk, life.officer(role), at=at)


def _decide_other(life: Life, step: Step, at: datetime) -> None:
    # An appeal is decided by somebody who had no part in the first decision.
    _transition(life, "decide_passed", step, at, life.officer(Role.APPROVER, life.turn + 1))


def _propose(life: Life, step: Step, at: datetime) -> None:
    place = life.turn + (life.kind == "appeal")
    _transition(life, "propose", step, at, life.officer(Role.REVIEWER, place))


def _print_notice(life: Life, _step: Step, at: datetime) -> None:
    notices.record_print(life.open_case, life.holder, at=at)


_ACTS: Mapping[str, Callable[[Life, Step, datetime], Any]] = {
    "begin": _begin,
    "fill": _fill,
    "request": _request,
    "hand_in": _hand_in,
    "see": _see,
    "see_some": partial(_see, most=_SOME),
    "check": _check,
    "check_some": partial(_check, most=_SOME),
    "claim_window": partial(_claim, Role.WINDOW),
    "claim_reviewer": partial(_claim, Role.REVIEWER),
    "decide_other": _decide_other,
    "propose": _propose,
    "print_notice": _print_notice,
}
