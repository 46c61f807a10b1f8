"""What the worker does for look-ups. Messages to people go first: a register may be slow."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django_tasks import task

from jifen_service.config import clock
from jifen_service.registries import asking


@task(priority=-10)
def put(lookup_id: str) -> str:
    """Put one question, and have it put again when that is due; gives where it stands then."""
    lookup = asking.put_question(UUID(lookup_id), clock.now())
    if lookup is not None and lookup.next_at is not None:
        put.using(run_after=lookup.next_at).enqueue(lookup_id)
    return lookup.status if lookup else ""


@task(priority=-10)
def begin(case_id: str) -> int:
    """Ask about the open checks of a case; gives about how many."""
    with transaction.atomic():
        lookups = asking.begin(UUID(case_id), clock.now())
        have_put(lookup.pk for lookup in lookups if lookup.next_at)
    return len(lookups)


def have_put(lookup_ids: Iterable[UUID]) -> None:
    """Leave questions to the worker, within the caller's transaction."""
    for lookup_id in lookup_ids:
        put.enqueue(str(lookup_id))
