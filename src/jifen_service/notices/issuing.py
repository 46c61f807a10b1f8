"""Issuing and ending notices (签发与终止): what the casework decides, taken over in the same transaction."""

from __future__ import annotations

from datetime import date
from typing import Any

from jifen_service.accounts.roles import Role
from jifen_service.casework import deciding
from jifen_service.casework.models import Case, Decision, Event
from jifen_service.casework.signals import erased, step_taken
from jifen_service.casework.states import State as CaseState
from jifen_service.notices.codes import new_code
from jifen_service.notices.models import Ending, Notice, Print

#: what a decision that states points ends in
_STATES_POINTS = frozenset({CaseState.PASSED, CaseState.BELOW})
_COPIED = ("name", "id_number", "permit_number")


def connect() -> None:
    """Listen to the casework."""
    step_taken.connect(_follow_step)
    erased.connect(_erase)


def _follow_step(case: Case, event: Event, **_more: Any) -> None:
    if event.transition in Ending.values:
        running = Notice.objects.filter(case=case, ended_by="")
        running.update(ended_at=event.at, ended_by=event.transition)
    elif event.target in _STATES_POINTS:
        decision = deciding.latest(case)
        # Printing ends in a state of this kind too, without a decision of its own.
        if decision is not None and decision.event_id == event.pk:
            _issue(case, decision, event)


def _issue(case: Case, decision: Decision, event: Event) -> None:
    personal = {key: str(case.personal.get(key) or "") for key in _COPIED}
    Notice.objects.create(
        code=new_code(),
        case=case,
        decision=decision,
        content={
            **personal,
            "employer": case.employer.name if case.employer else "",
            "centre": case.centre.name if case.centre else "",
        },
        issued_at=event.at,
        valid_until=_permit_ends(decision),
        supersedes=_before(case),
    )


def _before(case: Case) -> Notice | None:
    """The holder's last notice, which the new one supersedes: a holder has one statement of points."""
    held = Notice.objects.filter(case__applicant_id=case.applicant_id, superseded_by=None)
    return held.order_by("-issued_at").first()


def _permit_ends(decision: Decision) -> date | None:
    told = (decision.profile.get("permit") or {}).get("valid_until")
    return date.fromisoformat(told) if told else None


def _erase(case: Case, **_more: Any) -> None:
    Notice.objects.filter(case=case).update(content={})
    # The account is nobody's by now; what officers and agents printed as part of their work stays on record.
    Print.objects.filter(notice__case=case, role=Role.APPLICANT).update(by=case.applicant_id, ip="")
