"""Comparisons asked for, stopped, begun again, removed (比较的办理). All of it audited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, QuerySet

from jifen_service.accounts.roles import Role
from jifen_service.audit import service as audit
from jifen_service.lawdrafts.models import Draft
from jifen_service.lawdrafts.service import Author
from jifen_service.populations import laws
from jifen_service.populations.models import OPEN, After, Comparison, Kind, Population, State
from jifen_service.populations.tasks import compare_populations

_SUBJECT = "comparison"
#: without progress for so long, the worker must have been stopped
STOPPED_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be compared: a version with ``after``, another, or with ``text``, of ``draft`` if any."""

    population: Population
    on: date
    before: str
    after: str
    text: str
    draft: Draft | None
    least: int

    @property
    def kind(self) -> After:
        """What the second law is."""
        if self.draft is not None:
            return After.DRAFT
        return After.FILE if self.text else After.VERSION


@transaction.atomic
def ask(author: Author, wanted: Wanted) -> Comparison:
    """Have two laws compared in the background. Their text is kept as it is now.

    Raises LawError, NotLaw, PolicyDateError or KeyError where a law cannot be compiled.
    """
    names = [laws.names_of(side) for side in laws.sides(wanted.before, wanted.after, wanted.text, wanted.on)]
    comparison = Comparison.objects.create(
        population=wanted.population,
        population_name=wanted.population.name,
        invented=wanted.population.kind == Kind.INVENTED,
        on=wanted.on,
        least=wanted.least,
        before=wanted.before,
        after_kind=wanted.kind,
        after=wanted.after,
        text=wanted.text,
        draft=wanted.draft.pk if wanted.draft else None,
        draft_version=wanted.draft.version if wanted.draft else None,
        names=names,
        progress_at=author.at,
        made_by=author.user,
        made_at=author.at,
    )
    return _enqueued(author, "comparison_asked", comparison)


def listed(**which: Any) -> QuerySet[Comparison]:
    """Comparisons as a list shows them, the newest first; ``which`` of them."""
    return Comparison.objects.filter(**which).select_related("made_by").defer("result", "text")


def may_restart(comparison: Comparison, at: datetime) -> bool:
    """Whether it has ended, or nothing has happened for so long that it will not."""
    if comparison.population_id is None:
        return False
    return not comparison.is_open or at - comparison.progress_at >= STOPPED_AFTER


@transaction.atomic
def restart(author: Author, comparison_id: UUID) -> Comparison:
    """Begin again from the beginning; what an earlier beginning still does comes to nothing.

    A result that is there stays: then it is another comparison that begins. Gives the one that does.
    """
    comparison = Comparison.objects.select_for_update().get(pk=comparison_id)
    if not may_restart(comparison, author.at):
        return comparison
    if comparison.state == State.DONE:
        comparison.pk, comparison._state.adding, comparison.result = uuid4(), True, {}
        comparison.made_by, comparison.made_at = author.user, author.at
    comparison.run += 1
    comparison.state, comparison.progress, comparison.progress_at = State.WAITING, 0, author.at
    comparison.problems, comparison.finished_at = [], None
    comparison.save()
    return _enqueued(author, "comparison_restarted", comparison)


def _enqueued(author: Author, action: str, comparison: Comparison) -> Comparison:
    # Kept in the database with the row: neither is there alone.
    compare_populations.enqueue(str(comparison.pk), comparison.run)
    _record(author, action, comparison, after=comparison.after_kind, draft=comparison.draft)
    return comparison


@transaction.atomic
def cancel(author: Author, comparison_id: UUID) -> None:
    """Stop it; the work sees that within a second and ends. Nothing where it has ended already."""
    stopped = Comparison.objects.filter(pk=comparison_id, state__in=OPEN).update(
        state=State.CANCELLED, run=F("run") + 1, finished_at=author.at
    )
    if stopped:
        _record(author, "comparison_stopped", Comparison.objects.get(pk=comparison_id))


@transaction.atomic
def remove(author: Author, comparison_id: UUID) -> None:
    """Erase a comparison and its report; work on it ends."""
    comparison = Comparison.objects.get(pk=comparison_id)
    _record(author, "comparison_removed", comparison)
    comparison.delete()


def downloaded(author: Author, comparison: Comparison, form: str) -> None:
    """Record that a report left the house."""
    _record(author, "look_comparison_downloaded", comparison, form=form)


def _record(author: Author, action: str, comparison: Comparison, **detail: Any) -> None:
    audit.record(author.user, Role.CITY_ADMIN, action, _SUBJECT, comparison.pk, author.at, author.ip, detail)
