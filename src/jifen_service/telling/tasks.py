"""What the worker does for messages, and the look that makes it do so.

The rows say what is due; a task only says that somebody should look. So nothing hangs on a task that a killed
worker leaves behind: the next look finds the rows and leaves another.
"""

from __future__ import annotations

import logging

from django.db import close_old_connections
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from jifen_service.config import clock
from jifen_service.telling import delivering
from jifen_service.telling.alone import alone

logger = logging.getLogger(__name__)


@task()
def deliver() -> int:
    """Deliver what is due; nothing where another worker is at it. Gives how many attempts were made."""
    with alone() as mine:
        return delivering.run(clock.now) if mine else 0


def wake() -> bool:
    """Leave a task when something is due and none waits; whether it did."""
    waiting = DBTaskResult.objects.ready().filter(task_path=deliver.module_path)
    if not delivering.is_due(clock.now()) or waiting.exists():
        return False
    deliver.enqueue()
    return True


def look() -> None:
    """`wake` for a thread that must go on: a database that is away is looked for again at the next look."""
    try:
        wake()
    except Exception as error:
        logger.warning("the outbox could not be looked at: %s", type(error).__name__)
    finally:
        close_old_connections()
