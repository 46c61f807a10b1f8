"""What follows from what happens to a case (受理后自动查询, 到期删除), within its transaction."""

from __future__ import annotations

from typing import Any

from jifen_service.casework.models import Case, Event
from jifen_service.casework.signals import erased, step_taken
from jifen_service.casework.transitions import ACCEPTING
from jifen_service.registries import tasks
from jifen_service.vault import files


def connect() -> None:
    """Listen to steps and to erasures."""
    step_taken.connect(_on_step, dispatch_uid="registries")
    erased.connect(_on_erasure, dispatch_uid="registries")


def _on_step(case: Case, event: Event, **_more: Any) -> None:
    """After an acceptance, also of a renewal with nothing changed, leave the asking to the worker."""
    if event.transition in ACCEPTING:
        tasks.begin.enqueue(str(case.pk))


def _on_erasure(case: Case, **_more: Any) -> None:
    """What registers said of somebody goes with the case, and what was kept of checks by hand."""
    case.lookups.update(answer=None)
    kept = case.evidence.exclude(file_key="")
    for key in kept.values_list("file_key", flat=True):
        files.erase(key)
    kept.update(name="", file_key="")
