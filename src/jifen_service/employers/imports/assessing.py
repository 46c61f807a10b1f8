"""Assessing the rows of an import, in the background: stopped anywhere, it goes on where it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from jifen_service.employers.imports import results
from jifen_service.employers.models import Import, ImportedEmployee

_BATCH = 20


def assess(import_id: UUID) -> Iterator[int]:
    """Assess what is not done, a few rows a transaction; gives the number done after each.

    May be stopped anywhere and begun again; an import that was removed meanwhile ends it.
    """
    batch = Import.objects.filter(pk=import_id).first()
    done = 0
    while batch is not None:
        rows = list(ImportedEmployee.objects.filter(batch=batch, done=False)[:_BATCH])
        if not rows:
            return
        for row in rows:
            row.result, row.done = results.compute(row.profile, batch.on), True
        with transaction.atomic():
            ImportedEmployee.objects.bulk_update(rows, ["result", "done"])
        done += len(rows)
        yield done


def touch(import_id: UUID, at: datetime) -> int:
    """Note that the work goes on; gives 0 once the import was removed."""
    return Import.objects.filter(pk=import_id).update(progress_at=at)
