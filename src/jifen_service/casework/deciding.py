"""Decisions (核定): facts, law version, date, trace and score frozen; never changed, only superseded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from jifen_service.casework.models import Case, Decision, Event
from jifen_service.casework.scoring import freeze
from jifen_service.casework.sections import CHANGED
from jifen_service.casework.snapshot import DecisionFact
from jifen_service.casework.states import Kind, State

_ISSUED = frozenset({State.PASSED, State.PASSED_PRINTED})


def in_force(case: Case) -> Decision | None:
    """Give the decision of a case that none has superseded."""
    return case.decisions.filter(superseded_by=None).order_by("-pk").first()


def latest(case: Case) -> Decision | None:
    """Give the last decision of a case, superseded or not."""
    return case.decisions.order_by("-pk").first()


def unchanged(case: Case) -> bool:
    """Whether a renewal stands as the case before was decided: facts, particulars, employer; it passed."""
    before = case.previous
    if case.kind != Kind.RENEWAL or before is None or (decision := in_force(before)) is None:
        return False
    # What is being corrected, was revoked or given up is nothing to stand on.
    if decision.outcome != State.PASSED or before.state not in _ISSUED:
        return False
    if case.employer_id != before.employer_id:
        return False
    return case.facts == decision.profile and case.personal == carried_over(before.personal)


def carried_over(personal: Mapping[str, Any]) -> dict[str, Any]:
    """The particulars that a case takes from the one before; what that one asked for is not among them."""
    return {key: value for key, value in personal.items() if key not in ("request", CHANGED)}


def appealed(case: Case) -> DecisionFact | None:
    """Give what the guards ask about the decision against which an appeal is made."""
    if case.kind != Kind.APPEAL or case.previous is None or (found := latest(case.previous)) is None:
        return None
    return DecisionFact(found.on, found.proposer_id, found.approver_id)


def record(case: Case, event: Event, proposer_id: int | None, at: datetime) -> Decision:
    """Freeze the decision that an event has taken; it supersedes the earlier one or the one appealed."""
    on = localdate(at)
    profile = _with_false_materials(case, on) if event.target == State.REVOKED else case.facts
    frozen = freeze(profile, on)
    return Decision.objects.create(
        case=case,
        event=event,
        outcome=event.target,
        on=on,
        policy=frozen.policy,
        law_version=frozen.law_version,
        total=frozen.total,
        passes=frozen.passes,
        profile=frozen.profile,
        result=frozen.results,
        trace=frozen.trace,
        # Nobody proposed a revocation; a renewal with nothing changed was proposed by the platform.
        proposer_id=proposer_id or (event.actor_id if event.target == State.REVOKED else None),
        approver_id=event.actor_id,
        supersedes=_superseded(case),
    )


def _superseded(case: Case) -> Decision | None:
    own = in_force(case)
    if own is None and case.kind == Kind.APPEAL and case.previous is not None:
        return in_force(case.previous)
    return own


def _with_false_materials(case: Case, on: date) -> Mapping[str, Any]:
    """The facts with the record of false materials that a revocation adds; the law says what it deducts."""
    conduct = dict(case.facts.get("conduct") or {})
    conduct["false_materials"] = [*(conduct.get("false_materials") or []), on.isoformat()]
    return {**case.facts, "conduct": conduct}
