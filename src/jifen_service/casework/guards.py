"""What must hold for a transition (条件), as pure functions on a snapshot.

Two kinds: *who* (a wrong person is refused, NotAllowed) and *what* (something is not ready, NotReady). Each
condition is registered under the name by which `transitions` asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from jifen_service.accounts.roles import CENTRE_ROLES, Role
from jifen_service.casework import rules
from jifen_service.casework.lacks import Lack
from jifen_service.casework.sections import form_lacks
from jifen_service.casework.snapshot import Snapshot
from jifen_service.casework.states import Kind
from jifen_service.casework.transitions import Transition

#: what a reviewer may propose
OUTCOMES = ("passed", "below", "rejected")
_SEEN = "seen"
_OPEN = "open"
_AGREES = "agrees"

Who = Callable[[Snapshot, str], str]
What = Callable[[Snapshot], tuple[Lack, ...]]


def who_fault(transition: Transition, snapshot: Snapshot, role: str) -> str:
    """Why somebody in this role may not take the step; "" when they may."""
    for name in transition.guards:
        if name in WHO and (fault := WHO[name](snapshot, role)):
            return fault
    return ""


def lacks(transition: Transition, snapshot: Snapshot) -> tuple[Lack, ...]:
    """Everything that must be put right before the step."""
    return tuple(lack for name in transition.guards if name in WHAT for lack in WHAT[name](snapshot))


def parts_needed(transition: Transition) -> frozenset[str]:
    """Which parts of the snapshot the guards of a transition look at."""
    return frozenset(part for name in transition.guards for part in PARTS.get(name, ()))


# --- who ------------------------------------------------------------------------------------------


def _is_holder(snapshot: Snapshot, _role: str) -> str:
    return "" if snapshot.actor == snapshot.holder else "not_yours"


def _is_employers_agent(snapshot: Snapshot, _role: str) -> str:
    if snapshot.employer is None or snapshot.employer not in snapshot.employer_ids:
        return "not_yours"
    return ""


def _is_centres_officer(snapshot: Snapshot, _role: str) -> str:
    if snapshot.centre is None or snapshot.centre not in snapshot.centre_ids:
        return "not_yours"
    return "own_case" if snapshot.actor == snapshot.holder else ""


def _is_concerned(snapshot: Snapshot, role: str) -> str:
    if role == Role.APPLICANT:
        return _is_holder(snapshot, role)
    if role == Role.AGENT:
        return _is_employers_agent(snapshot, role)
    return _is_centres_officer(snapshot, role) if role in CENTRE_ROLES else "not_yours"


def _four_eyes(snapshot: Snapshot, _role: str) -> str:
    return "four_eyes" if snapshot.proposer is None or snapshot.actor == snapshot.proposer else ""


def _four_eyes_or_unchanged(snapshot: Snapshot, role: str) -> str:
    """What the platform proposed because nothing changed is seen by two, the last decision's two besides."""
    if snapshot.kind == Kind.RENEWAL and snapshot.proposer is None and snapshot.unchanged:
        return ""
    return _four_eyes(snapshot, role)


def _someone_else(snapshot: Snapshot, _role: str) -> str:
    first = snapshot.appealed
    if snapshot.kind != Kind.APPEAL or first is None:
        return ""
    return "someone_else" if snapshot.actor in (first.proposer, first.approver) else ""


# --- what -----------------------------------------------------------------------------------------


def _has_employer(snapshot: Snapshot) -> tuple[Lack, ...]:
    return () if snapshot.employer is not None else (Lack("employment", "employer", "no_employer"),)


def _employer_verified(snapshot: Snapshot) -> tuple[Lack, ...]:
    return () if snapshot.employer_verified else (Lack("employment", "employer", "employer_not_verified"),)


def _form_complete(snapshot: Snapshot) -> tuple[Lack, ...]:
    return form_lacks(snapshot.kind, snapshot.profile, snapshot.personal)


def _materials_handed_in(snapshot: Snapshot) -> tuple[Lack, ...]:
    return tuple(
        Lack("materials", f"materials.{fact.code}", "material_not_uploaded", {"item": _item(fact.code)})
        for fact in snapshot.materials
        if fact.required and rules.items()[fact.code].upload and not fact.uploads
    )


def _materials_seen(snapshot: Snapshot) -> tuple[Lack, ...]:
    return tuple(
        Lack("materials", f"materials.{fact.code}", "material_not_seen", {"item": _item(fact.code)})
        for fact in snapshot.materials
        if fact.required and fact.verdict != _SEEN
    )


def _item(code: str) -> rules.Text:
    return rules.items()[code].name


def _checks_done(snapshot: Snapshot) -> tuple[Lack, ...]:
    return tuple(
        Lack("", f"checks.{topic}", "check_open", {"topic": rules.topics()[topic].name})
        for topic, status in snapshot.checks.items()
        if status == _OPEN
    )


def _nothing_changed(snapshot: Snapshot) -> tuple[Lack, ...]:
    return () if snapshot.unchanged else (Lack("", "", "something_changed"),)


def _checks_agree(snapshot: Snapshot) -> tuple[Lack, ...]:
    agree = bool(snapshot.checks) and set(snapshot.checks.values()) == {_AGREES}
    return () if agree else (Lack("", "checks", "not_agreeing"),)


def _outcome_named(snapshot: Snapshot) -> tuple[Lack, ...]:
    return () if snapshot.data.get("outcome") in OUTCOMES else (Lack("", "outcome", "outcome_missing"),)


def _score_passes(snapshot: Snapshot) -> tuple[Lack, ...]:
    return _score_is(snapshot, passing=True)


def _score_below(snapshot: Snapshot) -> tuple[Lack, ...]:
    return _score_is(snapshot, passing=False)


def _score_is(snapshot: Snapshot, *, passing: bool) -> tuple[Lack, ...]:
    score = snapshot.score
    if score is None or score.total is None:
        return (Lack("", "score", "score_impossible"),)
    if score.passes == passing:
        return ()
    figures = {"total": score.total, "pass_mark": score.pass_mark}
    return (Lack("", "score", "score_not_passing" if passing else "score_passing", figures),)


def _appeal_in_time(snapshot: Snapshot) -> tuple[Lack, ...]:
    if snapshot.kind != Kind.APPEAL:
        return ()
    if snapshot.appealed is None:
        return (Lack("request", "previous", "appeal_nothing"),)
    term = rules.terms()["appeal"].value
    last = snapshot.appealed.on + timedelta(days=term)
    late = {"days": term, "last": last.isoformat()}
    return (Lack("request", "previous", "appeal_late", late),) if snapshot.today > last else ()


def _lapse_due(snapshot: Snapshot) -> tuple[Lack, ...]:
    last = snapshot.changed_on + timedelta(days=rules.terms()["lapse"].value)
    return () if snapshot.today > last else (Lack("", "", "lapse_not_due", {"last": last.isoformat()}),)


def _is_followed_by_cancellation(snapshot: Snapshot, _role: str) -> str:
    return "" if snapshot.followed_by_cancellation else "not_yours"


WHO: Mapping[str, Who] = {
    "is_holder": _is_holder,
    "is_employers_agent": _is_employers_agent,
    "is_centres_officer": _is_centres_officer,
    "is_concerned": _is_concerned,
    "is_followed_by_cancellation": _is_followed_by_cancellation,
    "four_eyes": _four_eyes,
    "four_eyes_or_unchanged": _four_eyes_or_unchanged,
    "someone_else": _someone_else,
}
WHAT: Mapping[str, What] = {
    "has_employer": _has_employer,
    "employer_verified": _employer_verified,
    "form_complete": _form_complete,
    "materials_handed_in": _materials_handed_in,
    "materials_seen": _materials_seen,
    "checks_done": _checks_done,
    "nothing_changed": _nothing_changed,
    "checks_agree": _checks_agree,
    "outcome_named": _outcome_named,
    "score_passes": _score_passes,
    "score_below": _score_below,
    "appeal_in_time": _appeal_in_time,
    "lapse_due": _lapse_due,
}
PARTS: Mapping[str, tuple[str, ...]] = {
    "materials_handed_in": ("materials",),
    "materials_seen": ("materials",),
    "checks_done": ("checks",),
    "checks_agree": ("checks",),
    "nothing_changed": ("unchanged",),
    "four_eyes_or_unchanged": ("unchanged",),
    "score_passes": ("score",),
    "score_below": ("score",),
    "appeal_in_time": ("appealed",),
    "someone_else": ("appealed",),
    "is_followed_by_cancellation": ("cancellation",),
}
