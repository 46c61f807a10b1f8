"""Carrying out a transition (办理): all of it in one transaction, or nothing.

`changing.take` locks the case at the version that was seen, so that of many who press at once exactly one
goes on; the others are told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from jifen_service.accounts.models import Employer
from jifen_service.audit import service as audit
from jifen_service.casework import checklist, deciding, guards, materials, rules
from jifen_service.casework.actors import SYSTEM, Actor, Person, actor_of
from jifen_service.casework.changing import take
from jifen_service.casework.effects import Step, take_effect
from jifen_service.casework.errors import NotAllowed, NotReady
from jifen_service.casework.lacks import Lack
from jifen_service.casework.models import Case, Check, Event
from jifen_service.casework.scoring import score_fact
from jifen_service.casework.signals import step_taken
from jifen_service.casework.snapshot import Snapshot
from jifen_service.casework.states import Kind
from jifen_service.casework.telling import tell
from jifen_service.casework.transitions import ACCEPTING, TRANSITIONS, Transition
from jifen_service.casework.transitions import possible as possible_transitions

Data = Mapping[str, Any]
#: plain words and codes that may be kept with an event
_KEPT_DATA: Mapping[str, Callable[[Any], Any]] = {
    "outcome": str,
    "handed_in": lambda codes: [code for code in codes if code in rules.items()],
}


def apply(  # noqa: PLR0913  all that is said with a step
    case_id: UUID,
    name: str,
    person: Person | Actor,
    *,
    expected_version: int,
    at: datetime,
    ip: str = "",
    reasons: Sequence[str] = (),
    note: str = "",
    data: Data | None = None,
) -> Event:
    """Take the step ``name`` on a case that was seen at ``expected_version``; give the event.

    Raises NotConcerned (no such case for this person), StaleCase (somebody was first), NotAllowed (not this
    person, not in this state), NotReady (something must be put right first). Raising, it has changed nothing.
    """
    if name not in TRANSITIONS:
        raise NotAllowed(name, "kind")
    actor, transition = actor_of(person), TRANSITIONS[name]
    step = Step(actor, at, data or {})
    with transaction.atomic():
        case = take(case_id, expected_version, actor, name)
        event = _carry_out(case, transition, step, tuple(reasons), note)
        _follow(case, transition, at)
        _record(event, actor, ip)
    return event


def blockers(
    case: Case, name: str, person: Person | Actor, *, at: datetime, data: Data | None = None
) -> tuple[Lack, ...]:
    """Give what would have to be put right before a step; NotAllowed when it is not this person's to take."""
    step = Step(actor_of(person), at, data or {})
    snapshot = _snapshot(case, TRANSITIONS[name], step)
    _role(case, TRANSITIONS[name], step.actor, snapshot)
    return guards.lacks(TRANSITIONS[name], snapshot)


def possible(case: Case, person: Person | Actor, *, at: datetime) -> tuple[Transition, ...]:
    """Give the steps that this person may take on the case as it stands, ready or not."""
    actor = actor_of(person)
    found = []
    for transition in possible_transitions(case.state, case.kind, actor.roles):
        snapshot = _snapshot(case, transition, Step(actor, at, {}), whole=False)
        try:
            _role(case, transition, actor, snapshot)
        except NotAllowed:
            continue
        found.append(transition)
    return tuple(found)


def _carry_out(case: Case, transition: Transition, step: Step, reasons: tuple[str, ...], note: str) -> Event:
    snapshot = _snapshot(case, transition, step)
    role = _role(case, transition, step.actor, snapshot)
    lacks = (*guards.lacks(transition, snapshot), *_reason_lacks(transition, reasons))
    if lacks:
        raise NotReady(lacks)
    source, proposer_id = case.state, case.proposer_id
    case.state = transition.target
    take_effect(case, transition.name, step)
    case.save(update_fields=_CHANGED)
    event = Event.objects.create(
        case=case,
        sequence=case.version,
        transition=transition.name,
        source=source,
        target=case.state,
        actor=step.actor.user,
        role=role,
        at=step.at,
        reasons=list(reasons),
        note=note,
        data={key: keep(step.data[key]) for key, keep in _KEPT_DATA.items() if key in step.data},
    )
    if transition.decides:
        deciding.record(case, event, proposer_id, step.at)
    if transition.name in ACCEPTING:
        _open_checks(case, unchanged=transition.name == "renew_unchanged")
    tell(event, case, transition, step.at)
    step_taken.send(Case, case=case, event=event)
    return event


_CHANGED = (
    "state", "assignee", "proposer", "proposal", "changed_at", "submitted_at", "filed_at", "accepted_at",
    "paused_at", "due_on", "decided_at", "erase_on",
)  # fmt: skip


def _role(case: Case, transition: Transition, actor: Actor, snapshot: Snapshot) -> str:
    """Give the role in which the actor takes the step; NotAllowed says why there is none."""
    roles = sorted(transition.by & actor.roles)
    if not roles:
        raise NotAllowed(transition.name, "role")
    if case.kind not in transition.kinds:
        raise NotAllowed(transition.name, "kind")
    if case.state not in transition.sources:
        raise NotAllowed(transition.name, "state")
    faults = [guards.who_fault(transition, snapshot, role) for role in roles]
    if "" not in faults:
        raise NotAllowed(transition.name, faults[0])
    return roles[faults.index("")]


def _reason_lacks(transition: Transition, reasons: tuple[str, ...]) -> tuple[Lack, ...]:
    fitting = rules.reasons_for(transition.name)
    unknown = tuple(
        Lack("", "reasons", "reason_unknown", {"key": key}) for key in reasons if key not in fitting
    )
    if transition.reasons and not reasons:
        return (Lack("", "reasons", "reasons_missing"),)
    return unknown


def _snapshot(case: Case, transition: Transition, step: Step, *, whole: bool = True) -> Snapshot:
    """The case as the guards of a transition see it; ``whole`` False leaves out what only readiness needs."""
    parts, today = guards.parts_needed(transition), localdate(step.at)
    asks_employer = whole and "employer_verified" in transition.guards and case.employer_id is not None
    return Snapshot(
        kind=case.kind,
        state=case.state,
        holder=case.applicant_id,
        today=today,
        changed_on=localdate(case.changed_at),
        actor=step.actor.user_id,
        employer_ids=step.actor.employer_ids,
        centre_ids=step.actor.centre_ids,
        employer=case.employer_id,
        centre=case.centre_id,
        employer_verified=asks_employer and case.employer.status == Employer.Status.VERIFIED,
        proposer=case.proposer_id,
        profile=case.profile,
        personal=case.personal,
        data=step.data,
        materials=materials.facts(case) if whole and "materials" in parts else (),
        checks=_checks(case) if whole and "checks" in parts else {},
        score=score_fact(case.facts, today) if whole and "score" in parts else None,
        unchanged="unchanged" in parts and deciding.unchanged(case),
        appealed=deciding.appealed(case) if "appealed" in parts else None,
        followed_by_cancellation="cancellation" in parts and _is_cancelled(case),
    )


def _checks(case: Case) -> Mapping[str, str]:
    return dict(case.checks.values_list("topic", "status").order_by("pk"))


def _open_checks(case: Case, *, unchanged: bool) -> None:
    """Open the checks that are not there yet; those of an earlier acceptance keep what was found.

    Where nothing changed no paper is handed in either.
    """
    topics = checklist.topics_for(case.facts, case.personal, unchanged=unchanged)
    if unchanged:
        case.materials.filter(uploads=None).delete()
    Check.objects.bulk_create((Check(case=case, topic=topic) for topic in topics), ignore_conflicts=True)


def _is_cancelled(case: Case) -> bool:
    done = TRANSITIONS["cancel"].target
    return case.following.filter(kind=Kind.CANCELLATION, state=done).exists()


def _follow(case: Case, transition: Transition, at: datetime) -> None:
    """Let the earlier case follow: whoever cancels has no points any more."""
    earlier = case.previous if transition.name == "cancel" else None
    if earlier is None or earlier.state not in TRANSITIONS["end_points"].sources:
        return
    locked = take(earlier.pk, earlier.version, SYSTEM, "end_points")
    event = _carry_out(locked, TRANSITIONS["end_points"], Step(SYSTEM, at, {}), (), "")
    _record(event, SYSTEM, "")


def _record(event: Event, actor: Actor, ip: str) -> None:
    detail = {"from": event.source, "to": event.target, "version": event.sequence, "reasons": event.reasons}
    audit.record(actor.user, event.role, event.transition, "case", event.case_id, event.at, ip, detail)
