"""What the worker does for populations: in a queue of its own, since messages must not wait behind a city."""

from __future__ import annotations

import logging
from uuid import UUID

from django.db import close_old_connections
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from jifen_service.config import clock
from jifen_service.populations import running

logger = logging.getLogger(__name__)
#: the queue that a process of its own works on while there is something in it
QUEUE = "populations"


@task(queue_name=QUEUE)
def compare_populations(comparison_id: str, run: int) -> str:
    """Compare; gives the state in which it ended."""
    return running.work_on(UUID(comparison_id), run, clock.now)


def is_waiting() -> bool:
    """Whether there is something to do."""
    return DBTaskResult.objects.ready().filter(queue_name=QUEUE).exists()


def look() -> bool:
    """`is_waiting` for a thread that must go on: a database that is away has nothing to do."""
    try:
        return is_waiting()
    except Exception as error:
        logger.warning("the queue of populations could not be looked at: %s", type(error).__name__)
        return False
    finally:
        close_old_connections()
