"""Renewal with nothing changed (续办, 无变化): what it comes to; two clicks of the holder, one of an officer.

The platform proposes it once every check agrees; whatever differs leaves it to the ordinary way of two.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.db import transaction

from jifen import advice, default_engine
from jifen.errors import JifenError
from jifen.profile import Profile, parse
from jifen_service.casework import deciding
from jifen_service.casework.actors import SYSTEM, Actor, Person, actor_of
from jifen_service.casework.applying import apply
from jifen_service.casework.calendar import confirmation_after, due_after_acceptance
from jifen_service.casework.drafting import create
from jifen_service.casework.errors import NotReady
from jifen_service.casework.models import Case, Decision
from jifen_service.casework.scoring import Score, score
from jifen_service.casework.states import ENDED, Kind, State

Lang = Literal["zh", "en"]


#: ways of keeping the points that are shown
_MOST_WAYS = 3


@dataclass(frozen=True, slots=True)
class Keeping:
    """A way of keeping the points: what to do, from which month (``2026-12``), a remark ("" for none)."""

    title: str
    start: str
    note: str


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a renewal of an issued case would come to.

    ``on``: the day by which it is decided at the latest; ``score`` as of it, beside ``decision``, the last.
    ``until``: the day of the confirmation after it; ``ahead``: the events up to then, ``below_from`` the day
    on which the points fall below the pass mark, ``keeping`` what would prevent it, as `jifen.advice` says;
    ``again_from``: where nothing would, the earliest day on which they reach it again.
    """

    decision: Decision
    on: date
    score: Score
    until: date
    ahead: tuple[dict[str, Any], ...] = ()
    below_from: date | None = None
    keeping: tuple[Keeping, ...] = ()
    again_from: date | None = None


def renewal(case: Case, today: date, lang: Lang) -> Renewal | None:
    """Look ahead for the holder of a case that passed; None where no decision is in force."""
    decision = deciding.in_force(case)
    if decision is None or decision.outcome != State.PASSED:
        return None
    on = due_after_acceptance(today).on
    until = confirmation_after(on)
    found = Renewal(decision, on, score(decision.profile, on, lang), until)
    try:
        return _looking_ahead(found, parse(decision.profile), today, lang)
    except JifenError:
        # Facts of an earlier law may not be readable by this one; the score says so beside it.
        return found


def _looking_ahead(found: Renewal, profile: Profile, today: date, lang: Lang) -> Renewal:
    engine, until = default_engine(), found.until
    told = advice.forecast(engine, profile, today, until=until, lang=lang)
    ahead = tuple(event for event in told["events"] if event["on"] <= until.isoformat())
    below = told["below_from"]
    if below is None or below > until.isoformat():
        return replace(found, ahead=ahead)
    question = advice.Question(by=date.fromisoformat(below), until=until)
    plans = advice.plan(engine, profile, today, question, lang=lang)
    found_ways = (*plans["plans"], plans["nearest"], plans["earliest"])
    ways = {one["id"]: one for one in found_ways if one and one["steps"]}
    keeping = tuple(
        Keeping(one["title"], min(step["start"] for step in one["steps"]), one["note"] or "")
        for one in list(ways.values())[:_MOST_WAYS]
    )
    again = (plans["earliest"] or {}).get("reached")
    return replace(
        found,
        ahead=ahead,
        below_from=question.by,
        keeping=keeping,
        again_from=date.fromisoformat(again) if again and not keeping else None,
    )


def renew_unchanged(previous_id: UUID, person: Person | Actor, *, at: datetime, ip: str = "") -> Case:
    """Renew a case as it was decided, in one step; it is with the centre afterwards.

    Pressed twice, it gives the renewal that is under way. Raises NotReady when a draft is there in which
    something was changed, or the form lacks something.
    """
    with transaction.atomic():
        before = Case.objects.select_for_update(of=("self",)).filter(pk=previous_id).first()
        if before is not None and (there := _under_way(before, actor_of(person))) is not None:
            return there
        case = create(Kind.RENEWAL, person, at=at, previous_id=previous_id, ip=ip)
        apply(case.pk, "renew_unchanged", person, expected_version=case.version, at=at, ip=ip)
    return case


def _under_way(before: Case, actor: Actor) -> Case | None:
    """A renewal of theirs that was sent and is not ended."""
    sent = before.following.filter(kind=Kind.RENEWAL, applicant_id=actor.user_id)
    return sent.exclude(state__in=[State.DRAFT, *ENDED]).order_by("created_at").first()


def propose_if_unchanged(case: Case, at: datetime) -> None:
    """Let the platform propose a renewal in which nothing changed once every check agrees.

    One that was handed in on paper is people's to propose, as is one that an officer sent back.
    """
    if case.kind != Kind.RENEWAL or case.state != State.VERIFYING:
        return
    steps = set(case.events.values_list("transition", flat=True))
    if "renew_unchanged" not in steps or "send_back" in steps:
        return
    try:
        apply(case.pk, "propose_unchanged", SYSTEM, expected_version=case.version, at=at)
    except NotReady:
        # A check is open or differs, something was amended, the score does not pass: officers go on.
        return


def is_unchanged_proposal(case: Case) -> bool:
    """Whether the platform proposed this case because nothing changed."""
    return case.state == State.PROPOSED and case.proposer_id is None and deciding.unchanged(case)
