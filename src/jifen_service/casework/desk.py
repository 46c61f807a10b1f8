"""The officer's desk (办理台): claiming, assigning, verdicts on materials, checks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from jifen_service.accounts.models import Membership, User
from jifen_service.accounts.roles import CENTRE_ROLES, Role
from jifen_service.casework import rules
from jifen_service.casework.actors import Actor, Person, actor_of
from jifen_service.casework.changing import locked, must_be, officer_role, record
from jifen_service.casework.errors import NotAllowed, NotConcerned, NotReady, StaleItem, Taken
from jifen_service.casework.lacks import Lack
from jifen_service.casework.models import Case, Check, Material
from jifen_service.casework.renewing import propose_if_unchanged
from jifen_service.casework.scope import concerning
from jifen_service.casework.states import AT_CENTRE, State

_JUDGING = frozenset({Role.WINDOW, Role.REVIEWER, Role.LEAD})
# The platform itself finishes a check when a register says the same of every fact.
_CHECKING = frozenset({Role.REVIEWER, Role.LEAD, Role.SYSTEM})
_NEEDS_REASON = frozenset({Material.Verdict.MISSING, Material.Verdict.FAULTY})


def claim(case_id: UUID, person: Person | Actor, *, at: datetime, ip: str = "") -> Case:
    """Take a case on one's desk; Taken when somebody else has it. Claimed twice is claimed once."""
    actor = actor_of(person)
    officer_role(actor, "claim")
    with transaction.atomic():
        case = locked(case_id, actor)
        must_be(case, AT_CENTRE, "claim")
        if case.assignee_id == actor.user_id:
            return case
        if case.assignee is not None:
            raise Taken(case.assignee)
        _set_assignee(case, actor.user)
        record(case, actor, "claim", at, ip)
    return case


def release(case_id: UUID, person: Person | Actor, *, at: datetime, ip: str = "") -> Case:
    """Put a case back; one's own, or any as the district's lead."""
    actor = actor_of(person)
    with transaction.atomic():
        case = locked(case_id, actor)
        if case.assignee_id is None:
            return case
        if case.assignee_id != actor.user_id and Role.LEAD not in actor.roles:
            raise NotAllowed("release", "not_yours")
        _set_assignee(case, None)
        record(case, actor, "release", at, ip)
    return case


def assign(
    case_ids: Collection[UUID], person: Person | Actor, officer_id: int | None, *, at: datetime, ip: str = ""
) -> int:
    """Put cases on an officer's desk, or with None on nobody's, as the district's lead; give how many."""
    actor = actor_of(person)
    officer_role(actor, "assign", {Role.LEAD})
    with transaction.atomic():
        officer = None if officer_id is None else _officer(actor, officer_id, at)
        # Nobody handles their own case, whoever assigns it.
        found = Case.objects.filter(concerning(actor), pk__in=case_ids, state__in=AT_CENTRE)
        if officer is not None:
            found = found.exclude(applicant=officer)
        cases = list(found.select_for_update(of=("self",)).order_by("pk"))
        for case in cases:
            _set_assignee(case, officer)
        for case in cases:
            record(case, actor, "assign", at, ip, {"to": officer_id})
    return len(cases)


def _officer(actor: Actor, officer_id: int, at: datetime) -> User:
    held = Membership.objects.on(localdate(at)).filter(
        user_id=officer_id, role__in=sorted(CENTRE_ROLES), centre_id__in=sorted(actor.centre_ids)
    )
    if not held.exists():
        raise NotConcerned("officer")
    return User.objects.get(pk=officer_id)


def _set_assignee(case: Case, officer: User | None) -> None:
    case.assignee = officer
    case.save(update_fields=["assignee"])


def judge_material(  # noqa: PLR0913  all that is said with a verdict
    case_id: UUID,
    person: Person | Actor,
    code: str,
    verdict: str,
    *,
    expected_version: int,
    at: datetime,
    reason: str = "",
    note: str = "",
    ip: str = "",
) -> Material:
    """Mark an item seen, missing or faulty (with a reason of the catalogue), or open again.

    ``expected_version``: the item's as it was seen; StaleItem when another verdict or a new file came
    since; a double click changes nothing.
    """
    actor = actor_of(person)
    officer_role(actor, "judge_material", _JUDGING)
    if verdict not in Material.Verdict.values:
        raise NotAllowed("judge_material", "kind")
    if verdict in _NEEDS_REASON and reason not in rules.reasons():
        code_of_lack = "reason_unknown" if reason else "reasons_missing"
        raise NotReady([Lack("materials", f"materials.{code}", code_of_lack, {"key": reason[:40]})])
    with transaction.atomic():
        case = locked(case_id, actor)
        # Once a decision is proposed, what it rests on stays as the proposer saw it.
        must_be(case, AT_CENTRE - {State.PROPOSED}, "judge_material")
        material = case.materials.filter(code=code).first()
        if material is None:
            raise NotConcerned("material")
        reason = reason if verdict in _NEEDS_REASON else ""
        if material.version != expected_version:
            if (material.judged_by, material.verdict, material.reason, material.note) == (
                actor.user, verdict, reason, note,
            ):  # fmt: skip
                return material
            raise StaleItem(material.judged_by, material.get_verdict_display())
        material.version += 1
        material.verdict, material.reason, material.note = verdict, reason, note
        material.judged_by, material.judged_at = actor.user, at
        material.save(update_fields=["verdict", "note", "reason", "judged_by", "judged_at", "version"])
        record(
            case, actor, "judge_material", at, ip, {"item": code, "verdict": str(verdict), "reason": reason}
        )
    return material


def finish_check(  # noqa: PLR0913  all that is said with a check
    case_id: UUID,
    person: Person | Actor,
    topic: str,
    status: str,
    *,
    expected_version: int,
    at: datetime,
    finding: Mapping[str, Any] | None = None,
    note: str = "",
    ip: str = "",
) -> Check:
    """Say how a check ended: agrees, differs, by_hand; or open it again. ``finding`` and note are sealed.

    ``expected_version``: the check's as it was seen; StaleItem when somebody found something since.
    """
    actor = actor_of(person)
    officer_role(actor, "finish_check", _CHECKING)
    if status not in Check.Status.values:
        raise NotAllowed("finish_check", "kind")
    with transaction.atomic():
        case = locked(case_id, actor)
        must_be(case, {State.VERIFYING, State.SUPPLEMENT}, "finish_check")
        check = case.checks.filter(topic=topic).first()
        if check is None:
            raise NotConcerned("check")
        said = {**(finding or {}), "note": note}
        if check.version != expected_version:
            if (check.by, check.status, check.finding) == (actor.user, status, said):
                return check
            raise StaleItem(check.by, check.get_status_display())
        check.version += 1
        check.status, check.by, check.at = status, actor.user, at
        check.finding = said
        check.save(update_fields=["status", "by", "at", "finding", "version"])
        record(case, actor, "finish_check", at, ip, {"topic": topic, "status": str(status)})
        if status == Check.Status.AGREES:
            propose_if_unchanged(case, at)
    return check
