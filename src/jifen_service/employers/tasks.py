"""What the worker does for employers; `jifen-service db_worker` runs it."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from jifen_service.config import clock
from jifen_service.employers.imports import assessing


@task()
def assess_import(import_id: str) -> int:
    """Assess the rows of an import that are not done; gives how many steps it took."""
    return sum(assessing.touch(UUID(import_id), clock.now()) for _rows in assessing.assess(UUID(import_id)))
