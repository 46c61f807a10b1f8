"""What the fronts may ask about cases (案件查询). Each answer takes a number of queries that never grows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise

from jifen_service.accounts.roles import CENTRE_ROLES, Role
from jifen_service.casework import calendar, deciding, rules, scoring
from jifen_service.casework.actors import Actor, Person, actor_of
from jifen_service.casework.errors import NotConcerned
from jifen_service.casework.handing_in import upload_of
from jifen_service.casework.lacks import Lack
from jifen_service.casework.models import Case, Check, Decision, Event, Material, Upload
from jifen_service.casework.queue import Filters, Page, Row, counts, queue, row_of
from jifen_service.casework.renewing import Renewal, is_unchanged_proposal, renewal
from jifen_service.casework.scope import concerning
from jifen_service.casework.sections import Section, asked_sections, is_begun, lacks_of
from jifen_service.casework.states import CLOCK_RUNS, State
from jifen_service.casework.transitions import label_of

__all__ = [
    "Amended",
    "Clock",
    "Entry",
    "Filters",
    "MaterialRow",
    "Page",
    "Renewal",
    "Row",
    "Task",
    "amendments",
    "case_for",
    "checks",
    "clock",
    "counts",
    "decided_score",
    "decision",
    "handed_in",
    "is_unchanged_proposal",
    "live_score",
    "materials",
    "own_cases",
    "queue",
    "renewal",
    "row_of",
    "tasks",
    "timeline",
    "upload_of",
    "visible_cases",
]
#: accounts whose name is shown to everybody whom a case concerns
_NAMED = CENTRE_ROLES | {Role.AGENT}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the timeline (进度). ``who``: the name of an agent or officer, "" of anybody else."""

    sequence: int
    at: datetime
    transition: str
    label: str | Promise
    source: str
    target: str
    role: str
    who: str
    reasons: tuple[rules.Reason, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Amended:
    """An amended fact: what counted before, what counts since (None: struck out), why, who, when."""

    place: str
    before: Any
    value: Any
    why: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """An item of the checklist with its files, the current one first."""

    code: str
    item: rules.Item
    material: Material
    uploads: tuple[Upload, ...]
    reason: rules.Reason | None

    @property
    def current(self) -> Upload | None:
        """The file that counts."""
        return self.uploads[0] if self.uploads else None


@dataclass(frozen=True, slots=True)
class Task:
    """A line of the task list: ``state`` is done, begun, todo or problems."""

    section: Section
    state: str
    lacks: tuple[Lack, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """How long a case has: ``days_left`` working days, negative when late; ``certain`` as of the calendar."""

    due_on: date | None
    certain: bool
    colour: calendar.Colour
    days_left: int | None


def visible_cases(person: Person | Actor) -> QuerySet[Case]:
    """Give the cases that concern a person; a front narrows this and never asks for cases otherwise."""
    return Case.objects.filter(concerning(actor_of(person)))


def own_cases(person: Person | Actor) -> QuerySet[Case]:
    """Give the cases that a person holds, the last changed first."""
    held = Case.objects.filter(applicant_id=actor_of(person).user_id)
    return held.select_related("employer", "centre").order_by("-changed_at")


def case_for(person: Person | Actor, case_id: UUID | str) -> Case:
    """Give a case that concerns a person, with employer, centre and people; NotConcerned is a 404."""
    related = ("applicant", "employer", "centre", "assignee", "proposer", "previous")
    try:
        return visible_cases(person).select_related(*related).get(pk=case_id)
    except (Case.DoesNotExist, ValidationError, ValueError):
        raise NotConcerned("case") from None


def timeline(case: Case) -> tuple[Entry, ...]:
    """Give all that happened to a case, oldest first; one query."""
    events = case.events.select_related("actor").order_by("sequence")
    return tuple(_entry(event) for event in events)


def _entry(event: Event) -> Entry:
    known = rules.reasons()
    return Entry(
        event.sequence,
        event.at,
        event.transition,
        label_of(event.transition),
        event.source,
        event.target,
        event.role,
        event.actor.get_full_name() if event.actor and event.role in _NAMED else "",
        tuple(known[key] for key in event.reasons if key in known),
        event.note,
    )


def amendments(case: Case) -> tuple[Amended, ...]:
    """Give what officers amended, oldest first; one query, none where nothing was."""
    if case.confirmed is None:
        return ()
    found = case.amendments.select_related("event__actor").order_by("pk")
    return tuple(
        Amended(
            one.place, one.before, one.value, one.event.note, one.event.actor.get_full_name(), one.event.at
        )
        for one in found
    )


def materials(case: Case) -> tuple[MaterialRow, ...]:
    """Give the checklist in its order, each item with its files; two queries."""
    newest_first = Prefetch("uploads", Upload.objects.exclude(file_key="").order_by("-sequence"))
    there = {material.code: material for material in case.materials.prefetch_related(newest_first)}
    return tuple(
        MaterialRow(
            code,
            item,
            there[code],
            tuple(there[code].uploads.all()),
            rules.reasons().get(there[code].reason),
        )
        for code, item in rules.items().items()
        if code in there
    )


def handed_in(case: Case) -> frozenset[str]:
    """Give the items that the agent said to have brought on paper with the last delivery; one query."""
    delivered = case.events.filter(transition="deliver").order_by("-sequence")
    data = delivered.values_list("data", flat=True).first() or {}
    return frozenset(data.get("handed_in") or ())


def tasks(case: Case, rows: Sequence[MaterialRow] | None = None) -> tuple[Task, ...]:
    """Give the task list of the form; no query when the checklist is given."""
    rows = materials(case) if rows is None else rows
    return tuple(_task(case, section, rows) for section in asked_sections(case.kind, case.personal))


def _task(case: Case, section: Section, rows: Sequence[MaterialRow]) -> Task:
    if section.key == "materials":
        lacks = tuple(
            Lack("materials", f"materials.{row.code}", "material_not_uploaded", {"item": row.item.name})
            for row in rows
            if row.material.required and row.item.upload and not row.uploads
        )
        begun = any(row.uploads for row in rows)
    else:
        lacks = lacks_of(section, case.profile, case.personal)
        begun = is_begun(section, case.profile, case.personal)
    if not lacks:
        return Task(section, "done", ())
    wrong = any(not lack.code.startswith(("missing", "material_not")) for lack in lacks)
    return Task(section, "problems" if wrong else "begun" if begun else "todo", lacks)


def checks(case: Case) -> tuple[tuple[rules.Topic, Check], ...]:
    """Give the checks of a case with their topics; one query."""
    topics = rules.topics()
    found = case.checks.select_related("by").order_by("pk")
    return tuple((topics[check.topic], check) for check in found if check.topic in topics)


def decision(case: Case) -> Decision | None:
    """Give the last decision of a case; whether another superseded it, `Decision.superseded_by` tells."""
    return deciding.latest(case)


def clock(case: Case, today: date) -> Clock:
    """Give how long a case has."""
    paused = case.state == State.SUPPLEMENT
    due_on = case.due_on if paused or case.state in CLOCK_RUNS else None
    return Clock(
        due_on,
        due_on is None or calendar.is_announced(due_on),
        calendar.colour(due_on, today, paused=paused),
        None if due_on is None else calendar.working_days_between(today, due_on),
    )


def live_score(case: Case, on: date, lang: str) -> scoring.Score:
    """Score what is on a case now as of a day (contract shape); or what keeps it from being scored."""
    return scoring.score(case.facts, on, lang)


def decided_score(found: Decision, lang: str) -> dict[str, Any] | None:
    """Give the result that was frozen with a decision; None where no score could be computed."""
    return found.result.get(lang)
