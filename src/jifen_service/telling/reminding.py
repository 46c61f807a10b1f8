"""Reminders (提醒): once a day, everybody who holds points is told what of theirs is about to end, once each.

The key of a message is what it is about: case, event, day, term, recipient. So a run that is killed, or made
twice, tells nobody twice; a day that moves (a permit that was endorsed) is told anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from jifen_service.accounts.models import Membership, User
from jifen_service.accounts.roles import Role
from jifen_service.casework.models import Case, Decision
from jifen_service.casework.states import ENDED, Kind, State
from jifen_service.telling import facts, rules
from jifen_service.telling.ends import End, ends_of, term
from jifen_service.telling.models import Audience
from jifen_service.telling.spreading import Told, language_of, tell

_HOLDING = (State.PASSED, State.PASSED_PRINTED)
_BATCH = 200


def remind_all(at: datetime) -> int:
    """Tell everybody what of theirs ends; give how many messages were new."""
    told, last = 0, None
    # By key rather than with one cursor: a run over a whole city outlives transactions.
    while batch := _next(last):
        told += sum(_remind(case, at) for case in batch)
        last = batch[-1].pk
    return told


def holding() -> QuerySet[Case]:
    """The cases by which somebody holds points today: passed, and not replaced by a later one that passed."""
    later = Case.objects.filter(previous=OuterRef("pk"), state__in=_HOLDING)
    found = Case.objects.filter(state__in=_HOLDING, anonymised_at=None).exclude(Exists(later))
    return found.select_related("applicant", "centre")


def _next(last: Any) -> list[Case]:
    found = holding().order_by("pk")
    return list((found if last is None else found.filter(pk__gt=last))[:_BATCH])


def _remind(case: Case, at: datetime) -> int:
    decision = Decision.objects.filter(case=case).order_by("-pk").first()
    today = localdate(at)
    if decision is None:
        return 0
    ends = [
        end
        for end in ends_of(decision.profile, decision.on, today)
        if end.event != "confirmation_due" or not _is_renewed(case)
    ]
    if not ends:
        return 0
    with transaction.atomic():
        # Two runs at once take turns, so that the later finds what the earlier told.
        Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        return tell([told for end in ends for told in _tidings(case, end, today, at)], at)


def _is_renewed(case: Case) -> bool:
    """Whether the confirmation is under way already."""
    return case.following.filter(kind=Kind.RENEWAL).exclude(state__in=ENDED).exists()


def _tidings(case: Case, end: End, today: date, at: datetime) -> Iterator[Told]:
    reminder = rules.reminders()[end.event]
    months = term(end.on, today, reminder)
    for audience, people in _recipients(case, today).items():
        if audience not in reminder.to:
            continue
        for user in people:
            language = language_of(user)
            yield Told(
                key=f"{end.event}:{case.pk}:{end.on}:{months}:{user.pk}",
                recipient=user,
                event=end.event,
                audience=audience,
                facts={
                    **facts.of_case(case, at, language),
                    "until": facts.day(end.on),
                    **end.facts.get(language, {}),
                },
                case=case,
                happened_at=at,
                ends_on=end.on,
            )


def _recipients(case: Case, today: date) -> Mapping[str, Sequence[User]]:
    agents = Membership.objects.on(today).filter(role=Role.AGENT, employer_id=case.employer_id)
    return {
        Audience.APPLICANT: [case.applicant],
        Audience.AGENT: [
            held.user
            for held in agents.select_related("user").exclude(user=case.applicant)
            if case.employer_id
        ],
    }
