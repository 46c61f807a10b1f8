"""What the fronts may do with look-ups (查询服务): ask again, take up what waits, keep evidence."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from jifen_service.accounts.roles import Role
from jifen_service.audit import service as audit
from jifen_service.casework.actors import Person, actor_of
from jifen_service.casework.changing import locked, must_be, officer_role, record
from jifen_service.casework.errors import NotConcerned
from jifen_service.registries import asking, circuit, tasks
from jifen_service.registries.config import registries
from jifen_service.registries.models import Lookup

#: who may have a register asked, and say how a check ended
CHECKING = frozenset({Role.REVIEWER, Role.LEAD})


def ask_again(case_id: UUID, person: Person, topic: str, *, at: datetime, ip: str = "") -> Lookup:
    """Ask about a check once more; what is under way about it gives way."""
    actor = actor_of(person)
    officer_role(actor, "ask_registry", CHECKING)
    with transaction.atomic():
        case = locked(case_id, actor)
        must_be(case, asking.CHECKED_IN, "ask_registry")
        if not case.checks.filter(topic=topic).exists():
            raise NotConcerned("check")
        lookup = asking.ask_about(case, topic, at, actor.user)
        tasks.have_put([lookup.pk] if lookup.next_at else [])
        record(case, actor, "ask_registry", at, ip, {"topic": topic})
    return lookup


def try_now(registry: str, person: Person, *, at: datetime, ip: str = "") -> int:
    """Close a register's circuit and have everything that waits for it asked now; give how many."""
    actor = actor_of(person)
    role = officer_role(actor, "try_registry", {Role.LEAD, Role.CITY_ADMIN})
    if registry not in registries():
        raise NotConcerned("registry")
    with transaction.atomic():
        circuit.close(registry)
        waiting = Lookup.objects.filter(registry=registry, status=Lookup.Status.WAITING)
        ids = asking.made_due(waiting, at)
        tasks.have_put(ids)
        audit.record(actor.user, role, "try_registry", "registry", registry, at, ip, {"waiting": len(ids)})
    return len(ids)


def resume(at: datetime) -> int:
    """Have asked what a worker that ended left behind, and what is overdue; give how many."""
    with transaction.atomic():
        ids = asking.made_due(asking.left_behind(at), at)
        tasks.have_put(ids)
    return len(ids)
