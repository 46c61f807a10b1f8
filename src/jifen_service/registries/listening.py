"""What follows from the events of a case (受理后自动查询)."""

from __future__ import annotations

from typing import Any

from jifen_service.casework.models import Event
from jifen_service.casework.transitions import ACCEPTING
from jifen_service.registries import tasks


def on_event(instance: Event, created: bool, **_rest: Any) -> None:
    """After an acceptance, also of a renewal with nothing changed, ask the registers.

    By a task that is written in the same transaction.
    """
    if created and instance.transition in ACCEPTING:
        tasks.begin.enqueue(str(instance.case_id))
