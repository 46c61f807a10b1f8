"""Whom a transition tells (告知): rows of the outbox, written with the event, delivered by somebody else."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time

from django.db.models import Q
from django.utils.timezone import localdate, make_aware

from jifen_service.accounts.models import Membership
from jifen_service.accounts.roles import CENTRE_ROLES, Role
from jifen_service.casework.models import Case, Event, OutboxMessage
from jifen_service.casework.transitions import AMEND, Transition


def tell(event: Event, case: Case, transition: Transition, at: datetime) -> None:
    """Write one message for each account that the transition tells, except for who took the step."""
    ids = _recipients(case, transition.tells, localdate(at)) - {event.actor_id}
    OutboxMessage.objects.bulk_create(
        OutboxMessage(event=event, recipient_id=user_id, template=transition.name, created_at=at)
        for user_id in sorted(ids)
    )


def tell_amended(event: Event, case: Case, at: datetime) -> None:
    """Write the holder a message that facts were amended, once a day for a case.

    One check often leads to several amendments within minutes; the message leads to the page that has them
    all. It does not wait for the decision, so that the holder can still object. The case is locked.
    """
    today = make_aware(datetime.combine(localdate(at), time.min))
    told = OutboxMessage.objects.filter(event__case=case, template=AMEND, created_at__gte=today)
    if not told.exists():
        OutboxMessage.objects.create(
            event=event, recipient_id=case.applicant_id, template=AMEND, created_at=at
        )


def _recipients(case: Case, roles: Collection[str], day: date) -> set[int | None]:
    """Ids of the accounts that hold one of the roles for this case on a day."""
    found: set[int | None] = {case.applicant_id} if Role.APPLICANT in roles else set()
    members = Q(pk__in=[])
    if Role.AGENT in roles and case.employer_id:
        members |= Q(role=Role.AGENT, employer_id=case.employer_id)
    if officers := CENTRE_ROLES.intersection(roles):
        members |= Q(role__in=sorted(officers), centre_id=case.centre_id, centre__isnull=False)
    if members != Q(pk__in=[]):
        found |= set(Membership.objects.on(day).filter(members).values_list("user_id", flat=True))
    return found
