"""Invitations by link (邀请): to be an agent of an employer, or to apply through it. Good once."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from jifen_service.accounts.access import Person
from jifen_service.accounts.models import Employer, Invitation, Membership, User
from jifen_service.accounts.organisations import NotTheirs, agents
from jifen_service.accounts.roles import Role
from jifen_service.audit import service as audit
from jifen_service.vault import keyed_hash

#: how long a link is good
GOOD_FOR = timedelta(days=7)
_TOKEN_BYTES = 20
_LONGEST_LABEL = 60
_SUBJECT = "employer"


class InvitationError(Exception):
    """A link that cannot be made or taken up.

    ``code``: used, revoked, expired, not_verified or already_agent.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    @property
    def message(self) -> str:
        """In the language of the page: what is wrong and what to do."""
        return {
            "used": _("这个邀请链接已经用过了, 一个链接只能用一次。请让单位专员重新发一个。"),
            "revoked": _("单位专员收回了这个邀请。"),
            "expired": _("这个邀请链接过期了。请让单位专员重新发一个。"),
            "not_verified": _("单位核验通过以后才能邀请员工。"),
            "already_agent": _("你已经是这个单位的专员了。"),
        }[self.code]


def invite_agent(
    person: Person, employer_id: UUID, label: str, *, at: datetime, ip: str = ""
) -> tuple[Invitation, str]:
    """Invite somebody to be an agent; gives the invitation and its token, which is not kept.

    Raises:
        NotTheirs: the person does not act for this employer.
    """
    return _invite(person, employer_id, Role.AGENT, label, at, ip)


def invite_employee(
    person: Person, employer_id: UUID, label: str, *, at: datetime, ip: str = ""
) -> tuple[Invitation, str]:
    """Invite an employee to apply through the employer, which must be verified: people will tell it much.

    Gives and raises as `invite_agent`, and InvitationError(not_verified).
    """
    if not Employer.objects.filter(pk=employer_id, status=Employer.Status.VERIFIED).exists():
        raise InvitationError("not_verified")
    return _invite(person, employer_id, Role.APPLICANT, label, at, ip)


@transaction.atomic
def _invite(
    person: Person, employer_id: UUID, role: Role, label: str, at: datetime, ip: str
) -> tuple[Invitation, str]:
    if employer_id not in person.employer_ids:
        raise NotTheirs
    token = secrets.token_hex(_TOKEN_BYTES)
    invitation = Invitation.objects.create(
        employer_id=employer_id,
        role=role,
        label=label.strip()[:_LONGEST_LABEL],
        token_key=keyed_hash(token),
        invited_by=person.user,
        created_at=at,
        expires_at=at + GOOD_FOR,
    )
    _record(person.user, person.role, "invited", invitation, at, ip)
    return invitation, token


def invitations_of(employer_id: UUID, role: Role) -> QuerySet[Invitation]:
    """The invitations of an employer for a role, newest first."""
    return Invitation.objects.filter(employer_id=employer_id, role=role).select_related(
        "used_by", "invited_by"
    )


@transaction.atomic
def revoke(person: Person, invitation_id: UUID, *, at: datetime, ip: str = "") -> Invitation:
    """Take a link back that nobody has used yet; one that was used stays as it is.

    Raises:
        NotTheirs: it is no invitation of an employer acted for.
    """
    theirs = Invitation.objects.filter(employer_id__in=person.employer_ids)
    invitation = theirs.select_for_update(of=("self",)).filter(pk=invitation_id).first()
    if invitation is None:
        raise NotTheirs
    if invitation.standing(at) == "open":
        invitation.revoked_at = at
        invitation.save(update_fields=["revoked_at"])
        _record(person.user, person.role, "invitation_revoked", invitation, at, ip)
    return invitation


def invitation_of(token: str, at: datetime) -> Invitation:
    """The invitation behind a link, as long as it can be taken up.

    Raises:
        NotTheirs: there is none.
        InvitationError: it was used, taken back, or is too old.
    """
    return _open(Invitation.objects.select_related("employer", "invited_by"), token, at)


@transaction.atomic
def accept_invitation(user: User, token: str, *, at: datetime, ip: str = "") -> Invitation:
    """Take up an invitation: an agent gets the membership; what an employee gets is up to the caller.

    The caller puts both into one transaction. Raises as `invitation_of`, and InvitationError(already_agent).
    """
    invitation = _open(Invitation.objects.select_for_update(of=("self",)), token, at)
    if invitation.role == Role.AGENT:
        _become_agent(user, invitation.employer, at)
    invitation.used_by, invitation.used_at = user, at
    invitation.save(update_fields=["used_by", "used_at"])
    _record(user, invitation.role, "invitation_accepted", invitation, at, ip)
    return invitation


def _become_agent(user: User, employer: Employer, at: datetime) -> None:
    if agents(employer.pk, at.date()).filter(user=user).exists():
        raise InvitationError("already_agent")
    Membership.objects.create(user=user, role=Role.AGENT, employer=employer, since=at.date())


def _open(among: QuerySet[Invitation], token: str, at: datetime) -> Invitation:
    invitation = among.filter(token_key=keyed_hash(token)).first()
    if invitation is None:
        raise NotTheirs
    if (standing := invitation.standing(at)) != "open":
        raise InvitationError(standing)
    return invitation


def _record(user: User, role: str | None, action: str, invitation: Invitation, at: datetime, ip: str) -> None:
    detail = {"invitation": str(invitation.pk), "as": invitation.role}
    audit.record(user, str(role or ""), action, _SUBJECT, invitation.employer_id, at, ip, detail)
