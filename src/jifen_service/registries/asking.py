"""Asking registers about a case (查询): begun at acceptance, tried in rounds, answered, late or given up.

A question is claimed by one worker, put without any transaction open, and its answer written with what
follows in one transaction. Whatever happens in between, the row says where it stands and can be asked again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from jifen_service.accounts.models import User
from jifen_service.casework.models import Case, Check
from jifen_service.casework.rules import topics
from jifen_service.casework.service import SYSTEM, finish_check
from jifen_service.casework.states import State
from jifen_service.registries import circuit
from jifen_service.registries.adapters import adapter_of
from jifen_service.registries.answers import Answer, NoAnswer, Question, Then
from jifen_service.registries.comparing import Line, agrees, compare
from jifen_service.registries.config import HTTP, Registry, registry_for
from jifen_service.registries.models import Lookup

S = Lookup.Status
#: where checks are done; what is answered in another state is late
CHECKED_IN = frozenset({State.VERIFYING, State.SUPPLEMENT})
#: what still waits for an answer
OPEN = frozenset({S.QUEUED, S.ASKING, S.WAITING, S.SENT})
_DUE = (S.QUEUED, S.WAITING)
#: a question that a worker holds longer than this was left behind by it
_LEFT_BEHIND = timedelta(minutes=10)


def begin(case_id: UUID, at: datetime) -> tuple[Lookup, ...]:
    """Write a question down for every open check of an accepted case about which none is under way."""
    case = Case.objects.get(pk=case_id)
    if case.state not in CHECKED_IN:
        return ()
    under_way = set(case.lookups.filter(status__in=OPEN).values_list("topic", flat=True))
    wanted = case.checks.filter(status=Check.Status.OPEN).exclude(topic__in=under_way).order_by("pk")
    return tuple(ask_about(case, check.topic, at) for check in wanted if check.topic in topics())


def ask_about(case: Case, topic: str, at: datetime, by: User | None = None) -> Lookup:
    """Write a question down; an open one about the same topic gives way to it.

    It is to be put when it has a ``next_at``: a register that is called is not called within a transaction.
    """
    registry = registry_for(topic)
    case.lookups.filter(topic=topic, status__in=OPEN).update(
        status=S.DROPPED, reason="asked_again", params={}, next_at=None, changed_at=at
    )
    lookup = Lookup.objects.create(
        case=case, topic=topic, registry=registry.key if registry else "", asked_by=by, asked_at=at,
        changed_at=at, next_at=at,
    )  # fmt: skip
    if registry is not None and registry.adapter == HTTP:
        return lookup
    # Nothing is called: where it goes on is known at once.
    return put_question(lookup.pk, at) or lookup


def put_question(lookup_id: UUID, at: datetime) -> Lookup | None:
    """Put a question that is due, once; give it as it stands then, None when it is not due any more."""
    mine = Lookup.objects.filter(pk=lookup_id, status__in=_DUE, next_at__lte=at)
    if not mine.update(status=S.ASKING, changed_at=at, rounds=F("rounds") + 1):
        return None
    lookup = Lookup.objects.select_related("case").get(pk=lookup_id)
    # A register that has taken the question is listened to; others are not asked about what is done.
    if lookup.reason != "later" and not _is_open(lookup):
        return _settle(lookup, S.DROPPED, NoAnswer("moved_on"), at)
    registry = registry_for(lookup.topic)
    adapter = adapter_of(registry)
    try:
        answer = adapter.ask(_question(lookup))
    except NoAnswer as why:
        lookup.calls += adapter.calls
        return _without(lookup, registry, why, at)
    lookup.calls += adapter.calls
    if registry is not None:
        circuit.note_answer(registry.key, at)
    return receive(lookup.pk, answer, at, calls=lookup.calls)


def _question(lookup: Lookup) -> Question:
    personal = lookup.case.personal
    return Question(lookup.pk, lookup.topic, personal.get("name", ""), personal.get("id_number", ""))


def _is_open(lookup: Lookup) -> bool:
    """Whether the case is still being checked and nobody has finished this check."""
    if lookup.case.state not in CHECKED_IN:
        return False
    return lookup.case.checks.filter(topic=lookup.topic, status=Check.Status.OPEN).exists()


def _without(lookup: Lookup, registry: Registry | None, why: NoAnswer, at: datetime) -> Lookup:
    """What follows where there is no answer: another round, a file, or an officer."""
    if registry is not None and why.then == Then.AGAIN and why.code != "circuit_open":
        circuit.note_failure(registry.key, why, at)
    if why.then == Then.FILE:
        return _settle(lookup, S.QUEUED, why, at)
    rounds = registry.again if registry is not None else ()
    if why.then == Then.OFFICER or lookup.rounds > len(rounds):
        given_up = why if why.then == Then.OFFICER else NoAnswer("gave_up", rounds=lookup.rounds)
        return _settle(lookup, S.BY_HAND, given_up, at)
    next_at = at + timedelta(minutes=rounds[lookup.rounds - 1])
    return _settle(lookup, S.WAITING, why, at, next_at=next_at)


def _settle(
    lookup: Lookup, status: str, why: NoAnswer, at: datetime, next_at: datetime | None = None
) -> Lookup:
    """Write where a question stands, unless a newer one has taken its place meanwhile."""
    values = {
        "status": status, "reason": why.code, "params": why.params, "changed_at": at, "next_at": next_at,
        "calls": lookup.calls,
    }  # fmt: skip
    Lookup.objects.filter(pk=lookup.pk, status=S.ASKING).update(**values)
    lookup.refresh_from_db()
    return lookup


def receive(lookup_id: UUID, answer: Answer, at: datetime, calls: int = 0) -> Lookup:
    """Keep an answer; let an open check agree where every fact does. Late, it is kept and changes nothing."""
    with transaction.atomic():
        lookup = Lookup.objects.get(pk=lookup_id)
        # The case's row first, as every change of a case has it.
        lookup.case = Case.objects.select_for_update(of=("self",)).get(pk=lookup.case_id)
        superseded = lookup.status == S.DROPPED
        lookup.answer, lookup.answered_at, lookup.changed_at = answer.as_dict(), at, at
        lookup.status, lookup.reason, lookup.params, lookup.next_at = S.ANSWERED, "", {}, None
        lookup.calls = calls or lookup.calls
        voluntary = topics()[lookup.topic].voluntary
        lookup.agrees = agrees(lines_of(lookup), found=answer.found, voluntary=voluntary)
        lookup.late = superseded or not _is_open(lookup)
        lookup.save()
        if lookup.agrees and not lookup.late:
            _let_agree(lookup, at)
    return lookup


def _let_agree(lookup: Lookup, at: datetime) -> None:
    """Finish the check as agreeing, in the transaction that has just seen it open."""
    check = lookup.case.checks.get(topic=lookup.topic)
    finish_check(
        lookup.case_id,
        SYSTEM,
        lookup.topic,
        Check.Status.AGREES,
        expected_version=check.version,
        finding={"lookup": str(lookup.pk)},
        at=at,
    )


def lines_of(lookup: Lookup) -> tuple[Line, ...]:
    """The facts of a case beside those of an answer; nothing where there is none."""
    if lookup.answer is None:
        return ()
    case = lookup.case
    return compare(topics()[lookup.topic].places, facts_of(case), case.personal, lookup.answer)


def facts_of(case: Case) -> Mapping[str, Any]:
    """The facts that count on a case, what was struck out still in its place."""
    return case.profile if case.confirmed is None else case.confirmed


def made_due(found: QuerySet[Lookup], at: datetime) -> list[UUID]:
    """Queue what is among these and still open; give which."""
    ids = list(found.values_list("pk", flat=True))
    still = Lookup.objects.filter(status__in=(*_DUE, S.ASKING))
    return [pk for pk in ids if still.filter(pk=pk).update(status=S.QUEUED, next_at=at, changed_at=at)]


def left_behind(at: datetime) -> QuerySet[Lookup]:
    """What a worker that ended left behind, and what is long overdue."""
    left = Q(status=S.ASKING, changed_at__lt=at - _LEFT_BEHIND)
    return Lookup.objects.filter(left | Q(status__in=_DUE, next_at__lt=at - _LEFT_BEHIND))
