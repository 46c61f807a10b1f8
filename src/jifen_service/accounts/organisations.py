"""Employers (用人单位): registered by themselves, verified by their district's centre; their agents.

Every change is audited in the same transaction. ``person`` is `accounts.access.Person`; the scopes are those
of the membership acted in. What is not theirs is not there: `NotTheirs` is a 404.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from jifen_service.accounts.access import Person
from jifen_service.accounts.credit_codes import credit_code_fault, normal_code
from jifen_service.accounts.models import Centre, Employer, Licence, Membership, User
from jifen_service.accounts.roles import CENTRE_ROLES, Role
from jifen_service.audit import service as audit
from jifen_service.vault import files

#: roles of a centre that verify employers
VERIFIERS = frozenset({Role.WINDOW, Role.LEAD})
_SUBJECT = "employer"
_LONGEST_REASON = 200


class NotTheirs(Http404):
    """There is no such thing for this person."""


class OrganisationError(Exception):
    """What cannot be done to an employer, and why. ``code`` is stable, ``message`` is for people."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    @property
    def message(self) -> str:
        """In the language of the page: what is wrong and what to do."""
        return {
            "code_form": _("统一社会信用代码是 18 位数字和大写字母, 不含 I、O、S、V、Z。请对照营业执照。"),
            "code_check_digit": _("统一社会信用代码的校验位对不上, 多半是抄错了一位。请对照营业执照。"),
            "code_taken": _("这个单位已经登记过。请让它的专员发邀请链接给你。"),
            "centre_unknown": _("请选单位注册地所在的区。"),
            "name_missing": _("请填营业执照上的单位全称。"),
            "already_judged": _("这个单位已经核验过了, 请刷新页面。"),
            "reason_missing": _("请写明未通过的原因, 单位会看到。"),
            "last_agent": _("单位至少要有一位专员。请先邀请另一位, 再移除这一位。"),
        }[self.code]


@dataclass(frozen=True, slots=True)
class Registration:
    """What an employer says of itself; ``licence`` and ``media_type`` are a file that was found sound."""

    credit_code: str
    name: str
    centre_id: int | None
    address: str
    licence: bytes
    media_type: str


@transaction.atomic
def register(user: User, told: Registration, *, at: datetime, ip: str = "") -> Employer:
    """Register an employer; who does so becomes its agent. One that was refused may be registered anew.

    Raises:
        OrganisationError: the code is faulty or taken, the name or the district is missing.
    """
    code = _sound_code(told)
    employer = Employer.objects.select_for_update().filter(credit_code=code).first()
    if employer is not None and employer.status != Employer.Status.REFUSED:
        raise OrganisationError("code_taken")
    employer = employer or Employer(credit_code=code, created_at=at)
    employer.name, employer.address = told.name.strip(), told.address.strip()
    employer.centre_id, employer.status, employer.reason = told.centre_id, Employer.Status.PENDING, ""
    try:
        with transaction.atomic():
            employer.save()
    except IntegrityError:
        raise OrganisationError("code_taken") from None
    _become_only_agent(employer, user, at.date())
    key = files.store(told.licence)
    Licence.objects.create(
        employer=employer, key=key, media_type=told.media_type, uploaded_by=user, uploaded_at=at
    )
    _record(user, Role.AGENT, "employer_registered", employer.pk, at, ip)
    return employer


def _sound_code(told: Registration) -> str:
    if fault := credit_code_fault(told.credit_code):
        raise OrganisationError(f"code_{fault}")
    if not told.name.strip():
        raise OrganisationError("name_missing")
    if not Centre.objects.filter(pk=told.centre_id).exists():
        raise OrganisationError("centre_unknown")
    return normal_code(told.credit_code)


def _become_only_agent(employer: Employer, user: User, day: date) -> None:
    """Whoever registers a refused employer anew takes it over: its earlier agents leave."""
    held = agents(employer.pk, day)
    held.exclude(user=user).update(until=day - timedelta(days=1))
    if not held.filter(user=user).exists():
        Membership.objects.create(user=user, role=Role.AGENT, employer=employer, since=day)


# --- the centre's side -------------------------------------------------------------------------------


def to_verify(person: Person) -> QuerySet[Employer]:
    """The employers that wait for the verification of the centre acted at, oldest first."""
    waiting = Employer.objects.filter(
        status=Employer.Status.PENDING, centre_id__in=_centres_of(person, VERIFIERS)
    )
    return waiting.select_related("centre").order_by("created_at")


def employer_for(person: Person, employer_id: UUID) -> Employer:
    """The employer, for its agents and the officers of its centre; NotTheirs for anybody else."""
    found = Employer.objects.select_related("centre").filter(pk=employer_id).first()
    if found is None or not _concerns(person, found):
        raise NotTheirs
    return found


def verify(person: Person, employer_id: UUID, *, at: datetime, ip: str = "") -> Employer:
    """Find that the employer is what it says; its agents may now confirm and deliver.

    Raises:
        NotTheirs: it is registered in another district, or this officer does not verify.
        OrganisationError: somebody has judged it already.
    """
    return _judge(person, employer_id, Employer.Status.VERIFIED, "", at, ip)


def refuse(person: Person, employer_id: UUID, reason: str, *, at: datetime, ip: str = "") -> Employer:
    """Find that it is not, and say why; the agents see it and may register anew. Raises as `verify`."""
    if not reason.strip():
        raise OrganisationError("reason_missing")
    return _judge(person, employer_id, Employer.Status.REFUSED, reason.strip()[:_LONGEST_REASON], at, ip)


@transaction.atomic
def _judge(person: Person, employer_id: UUID, status: str, reason: str, at: datetime, ip: str) -> Employer:
    of_centre = Employer.objects.filter(centre_id__in=_centres_of(person, VERIFIERS))
    employer = of_centre.select_for_update(of=("self",)).filter(pk=employer_id).first()
    if employer is None or _is_agent(person.user, employer.pk, at.date()):
        raise NotTheirs
    if employer.status != Employer.Status.PENDING:
        raise OrganisationError("already_judged")
    employer.status, employer.reason = status, reason
    employer.save(update_fields=["status", "reason"])
    _record(person.user, person.role, f"employer_{status}", employer.pk, at, ip)
    return employer


def licence_of(person: Person, employer_id: UUID, *, at: datetime, ip: str = "") -> tuple[bytes, str]:
    """The newest licence and its media type, for those whom `employer_for` lets in; the look is recorded."""
    employer = employer_for(person, employer_id)
    licence = employer.licences.first()
    if licence is None:
        raise NotTheirs
    content = files.read(licence.key)
    _record(person.user, person.role, "look_licence", employer.pk, at, ip)
    return content, licence.media_type


# --- agents ------------------------------------------------------------------------------------------


def agents(employer_id: UUID, day: date) -> QuerySet[Membership]:
    """The agents of an employer on a day."""
    held = Membership.objects.on(day).filter(role=Role.AGENT, employer_id=employer_id)
    return held.select_related("user").order_by("since", "id")


@transaction.atomic
def remove_agent(person: Person, membership_id: int, *, at: datetime, ip: str = "") -> Membership:
    """End an agent's membership at once; the last one stays.

    Raises:
        NotTheirs: no agent of an employer acted for.
        OrganisationError: nobody would be left.
    """
    acting_for = Employer.objects.filter(pk__in=person.employer_ids)
    employer = acting_for.select_for_update().filter(membership__pk=membership_id).first()
    if employer is None:
        raise NotTheirs
    held = agents(employer.pk, at.date())
    membership = held.filter(pk=membership_id).first()
    if membership is None:
        raise NotTheirs
    if held.count() == 1:
        raise OrganisationError("last_agent")
    # Both dates of a membership are inclusive, and the removed agent is out today.
    membership.until = at.date() - timedelta(days=1)
    membership.save(update_fields=["until"])
    _record(person.user, person.role, "agent_removed", employer.pk, at, ip, agent=membership.user_id)
    return membership


def _is_agent(user: Any, employer_id: UUID, day: date) -> bool:
    return agents(employer_id, day).filter(user=user).exists()


def _centres_of(person: Person, roles: Collection[Role]) -> frozenset[int]:
    return person.centre_ids if person.roles & frozenset(roles) else frozenset()


def _concerns(person: Person, employer: Employer) -> bool:
    return employer.pk in person.employer_ids or employer.centre_id in _centres_of(person, CENTRE_ROLES)


def _record(
    user: User, role: str | None, action: str, employer_id: UUID, at: datetime, ip: str, **detail: Any
) -> None:
    audit.record(user, str(role or ""), action, _SUBJECT, employer_id, at, ip, detail)
