"""What follows from the events of a case (受理后自动查询)."""

from __future__ import annotations

from typing import Any

from jifen_service.casework.models import Event
from jifen_service.registries import tasks


def on_event(instance: Event, created: bool, **_rest: Any) -> None:
    """After an acceptance ask the registers, by a task that is written in the same transaction."""
    if created and instance.transition == "accept":
        tasks.begin.enqueue(str(instance.case_id))
