"""Imports of an employer: confirmed, assessed in the background, found again, removed. All of it audited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from jifen_service.accounts.access import Person
from jifen_service.accounts.organisations import NotTheirs
from jifen_service.accounts.roles import Role
from jifen_service.audit import service as audit
from jifen_service.casework.effects import keep_until, kept_since
from jifen_service.employers.imports.sealed import Preview
from jifen_service.employers.models import Import, ImportedEmployee
from jifen_service.employers.tasks import assess_import

_SUBJECT = "import"
#: without progress for so long, the work may be begun again
STOPPED_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is."""

    total: int
    done: int

    @property
    def finished(self) -> bool:
        """Whether every row was assessed."""
        return self.done >= self.total


def imports_of(person: Person) -> QuerySet[Import]:
    """The imports of the employer acted for, newest first, with ``rows_done``."""
    theirs = Import.objects.filter(employer_id__in=person.employer_ids)
    return theirs.select_related("confirmed_by").annotate(rows_done=Count("rows", filter=Q(rows__done=True)))


def import_for(person: Person, import_id: UUID) -> Import:
    """One of them; NotTheirs for anybody else."""
    found = imports_of(person).filter(pk=import_id).first()
    if found is None:
        raise NotTheirs
    return found


def progress(batch: Import) -> Progress:
    """How far it is now."""
    return Progress(batch.rows_total, batch.rows.filter(done=True).count())


def confirm(person: Person, employer_id: UUID, preview: Preview, *, at: datetime, ip: str = "") -> Import:
    """Keep what was read and have it assessed. Pressed twice, it gives the import that is there already."""
    if employer_id not in person.employer_ids:
        raise NotTheirs
    try:
        with transaction.atomic():
            return _keep(person, employer_id, preview, at, ip)
    except IntegrityError:
        return import_for(person, preview.id)


def _keep(person: Person, employer_id: UUID, preview: Preview, at: datetime, ip: str) -> Import:
    batch = Import(
        id=preview.id,
        employer_id=employer_id,
        file_name=preview.file_name,
        on=preview.read_at.date(),
        confirmed_by=person.user,
        confirmed_at=at,
        progress_at=at,
        rows_total=len(preview.employees),
    )
    batch.save(force_insert=True)
    ImportedEmployee.objects.bulk_create(
        ImportedEmployee(
            batch=batch, row=one.row, name=one.name, id_number=one.id_number, profile=dict(one.profile)
        )
        for one in preview.employees
    )
    # Kept in the database with the rows: neither is there alone.
    assess_import.enqueue(str(batch.pk))
    _record(person, "import_confirmed", batch, at, ip, rows=batch.rows_total)
    return batch


def may_restart(batch: Import, at: datetime) -> bool:
    """Whether nothing has happened for so long that the worker must have been stopped."""
    return not progress(batch).finished and at - batch.progress_at >= STOPPED_AFTER


def restart(person: Person, import_id: UUID, *, at: datetime, ip: str = "") -> Import:
    """Begin the rest again where the worker was stopped; rows that are done stay so."""
    batch = import_for(person, import_id)
    with transaction.atomic():
        if may_restart(batch, at):
            Import.objects.filter(pk=batch.pk).update(progress_at=at)
            assess_import.enqueue(str(batch.pk))
            _record(person, "import_restarted", batch, at, ip)
    return batch


@transaction.atomic
def remove(person: Person, import_id: UUID, *, at: datetime, ip: str = "") -> None:
    """Erase an import and everything about its people."""
    batch = import_for(person, import_id)
    _record(person, "import_removed", batch, at, ip, rows=batch.rows_total)
    batch.delete()


def erase_due(at: datetime) -> int:
    """Erase the imports whose term of keeping is over, with everything about their people; give how many."""
    due = Import.objects.filter(confirmed_at__date__lte=kept_since("keep_import", localdate(at)))
    batches = list(due.order_by("confirmed_at"))
    for batch in batches:
        with transaction.atomic():
            key = batch.pk
            batch.delete()
            audit.record(
                None, Role.SYSTEM, "import_erased", _SUBJECT, key, at, "", {"rows": batch.rows_total}
            )
    return len(batches)


def keeps_until(batch: Import) -> date:
    """The day on which an import is erased."""
    return keep_until("keep_import", localdate(batch.confirmed_at))


def downloaded(person: Person, batch: Import, *, at: datetime, ip: str = "") -> None:
    """Record that the table left the house."""
    _record(person, "look_import_downloaded", batch, at, ip, rows=batch.rows_total)


def _record(person: Person, action: str, batch: Import, at: datetime, ip: str, **detail: Any) -> None:
    audit.record(person.user, str(person.role or ""), action, _SUBJECT, batch.pk, at, ip, detail)
