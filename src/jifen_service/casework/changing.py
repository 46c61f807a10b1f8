"""Changing a case between its transitions (修改): locked, the state asked again, recorded."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from jifen_service.accounts.roles import CENTRE_ROLES, Role
from jifen_service.audit import service as audit
from jifen_service.casework.actors import Actor
from jifen_service.casework.errors import NotAllowed, NotConcerned, StaleCase
from jifen_service.casework.models import Case, Event
from jifen_service.casework.scope import concerning


def locked(case_id: UUID, actor: Actor) -> Case:
    """Give the case, locked until the transaction ends; NotConcerned when it is none of the actor's."""
    case = Case.objects.select_for_update(of=("self",)).filter(concerning(actor), pk=case_id).first()
    if case is None:
        raise NotConcerned("case")
    return case


def take(case_id: UUID, expected_version: int, actor: Actor, name: str) -> Case:
    """Lock the case at the expected version and raise it, or tell what happened meanwhile.

    The first statement raises the version where it is the expected one. It takes the row's lock on PostgreSQL
    and the writer's turn on SQLite, so that of many who press at once exactly one goes on.
    """
    concerned = Case.objects.filter(concerning(actor), pk=case_id)
    if not concerned.filter(version=expected_version).update(version=F("version") + 1):
        raise _stale(concerned, expected_version, actor, name)
    return Case.objects.select_for_update(of=("self",)).get(pk=case_id)


def _stale(concerned: Any, expected_version: int, actor: Actor, name: str) -> Exception:
    case = concerned.only("version").first()
    if case is None:
        return NotConcerned("case")
    later = Event.objects.filter(case_id=case.pk, sequence__gt=expected_version)
    happened = tuple(later.select_related("actor").order_by("sequence"))
    first = happened[0] if happened else None
    done = first is not None and first.transition == name and first.actor_id == actor.user_id
    return StaleCase(happened, case.version, done_already=done)


def must_be(case: Case, states: Collection[str], action: str) -> None:
    """Refuse with NotAllowed unless the case is in one of these states."""
    if case.state not in states:
        raise NotAllowed(action, "state")


def must_hold(case: Case, actor: Actor, action: str) -> None:
    """Refuse with NotAllowed unless the actor is the holder."""
    if Role.APPLICANT not in actor.roles or case.applicant_id != actor.user_id:
        raise NotAllowed(action, "not_yours")


def officer_role(actor: Actor, action: str, among: Collection[str] = CENTRE_ROLES) -> str:
    """Give the role of an officer who acts; NotAllowed when the actor has none of them."""
    roles = sorted(actor.roles & set(among))
    if not roles:
        raise NotAllowed(action, "role")
    return roles[0]


def role_on(case: Case, actor: Actor) -> str:
    """Give the role in which somebody deals with a case, for the record."""
    if case.applicant_id == actor.user_id and Role.APPLICANT in actor.roles:
        return Role.APPLICANT
    return min(actor.roles - {Role.APPLICANT}, default=Role.APPLICANT)


def record(
    case: Case, actor: Actor, action: str, at: datetime, ip: str, detail: dict[str, Any] | None = None
) -> None:
    """Record a change or a look; the last thing a transaction does."""
    audit.record(actor.user, role_on(case, actor), action, "case", case.pk, at, ip, detail)
