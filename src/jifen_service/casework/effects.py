"""What a transition changes on the case besides its state (效果): timestamps, clock, proposer, keeping."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from jifen.profile.months import add_years
from jifen_service.casework import rules
from jifen_service.casework.actors import Actor
from jifen_service.casework.calendar import due_after_acceptance, due_after_pause
from jifen_service.casework.models import Case

_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Step:
    """Who takes a step, when, and what was said with it."""

    actor: Actor
    at: datetime
    data: Mapping[str, Any]


def take_effect(case: Case, name: str, step: Step) -> None:
    """Set on the case what the transition called ``name`` changes; the caller saves it."""
    case.changed_at = step.at
    _EFFECTS.get(name, _nothing)(case, step)


def keep_until(term: str, day: date) -> date:
    """Give the day on which what ended on ``day`` is erased, by a term in whole years of months."""
    return add_years(day, _years(term))


def kept_since(term: str, day: date) -> date:
    """Give the last day of which what ended then is erased on ``day``: `keep_until` the other way round."""
    return add_years(day, -_years(term))


def _years(term: str) -> int:
    return rules.terms()[term].value // _MONTHS_A_YEAR


def _nothing(_case: Case, _step: Step) -> None:
    return None


def _submit(case: Case, step: Step) -> None:
    case.submitted_at = step.at


def _file(case: Case, step: Step) -> None:
    case.submitted_at = case.submitted_at or step.at
    case.filed_at = step.at
    case.assignee = None


def _accept(case: Case, step: Step) -> None:
    case.accepted_at, case.paused_at, case.assignee = step.at, None, None
    case.due_on = due_after_acceptance(localdate(step.at)).on


def _renew_unchanged(case: Case, step: Step) -> None:
    _file(case, step)
    _accept(case, step)


def _refuse(case: Case, _step: Step) -> None:
    case.assignee, case.due_on = None, None


def _pause(case: Case, step: Step) -> None:
    case.paused_at = step.at


def _resume(case: Case, step: Step) -> None:
    if case.due_on is not None and case.paused_at is not None:
        case.due_on = due_after_pause(case.due_on, localdate(case.paused_at), localdate(step.at)).on
    case.paused_at = None


def _propose(case: Case, step: Step) -> None:
    case.proposer, case.proposal, case.assignee = step.actor.user, step.data["outcome"], None


def _propose_unchanged(case: Case, _step: Step) -> None:
    case.proposer, case.proposal, case.assignee = None, "passed", None


def _send_back(case: Case, _step: Step) -> None:
    case.assignee, case.proposer, case.proposal = case.proposer, None, ""


def _decide(case: Case, step: Step) -> None:
    case.decided_at, case.paused_at, case.assignee = step.at, None, None
    case.erase_on = keep_until("keep_decided", localdate(step.at))


def _end(case: Case, step: Step) -> None:
    case.due_on, case.paused_at, case.assignee = None, None, None
    case.erase_on = keep_until("keep_undecided", localdate(step.at))


def _end_decided(case: Case, step: Step) -> None:
    case.erase_on = keep_until("keep_decided", localdate(step.at))


def _correct(case: Case, step: Step) -> None:
    case.decided_at, case.erase_on, case.paused_at = None, None, None
    case.proposer, case.proposal, case.assignee = None, "", None
    case.due_on = due_after_acceptance(localdate(step.at)).on


_EFFECTS: Mapping[str, Callable[[Case, Step], None]] = {
    "submit": _submit,
    "file_directly": _file,
    "deliver": _file,
    "accept": _accept,
    "renew_unchanged": _renew_unchanged,
    "propose_unchanged": _propose_unchanged,
    "refuse": _refuse,
    "cancel": _end_decided,
    "end_points": _end_decided,
    "ask_supplement": _pause,
    "supplement": _resume,
    "propose": _propose,
    "send_back": _send_back,
    "decide_passed": _decide,
    "decide_below": _decide,
    "decide_rejected": _decide,
    "withdraw": _end,
    "lapse": _end,
    "correct": _correct,
    "revoke": _end_decided,
}
