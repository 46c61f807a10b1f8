"""Figures of a district or the city (统计): how many, how old, how often returned and why. Five queries.

Those of the whole city are counted in the index `case_figures` alone, without a look at the sealed rows, so
that they are always those of this moment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import make_aware

from jifen_service.casework.actors import Actor, Person, actor_of
from jifen_service.casework.calendar import Colour, colour
from jifen_service.casework.models import Case, Event
from jifen_service.casework.scope import concerning
from jifen_service.casework.states import AT_CENTRE, CLOCK_RUNS, DECIDED
from jifen_service.casework.transitions import RETURNS

#: the way of a case, in order: when it was handed in, accepted, decided
FUNNEL = ("filed_at", "accepted_at", "decided_at")
#: ages of open cases in weeks since they were handed in, the last without an end
AGE_WEEKS = (1, 2, 4, 8)


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of cases. ``funnel``: of those handed in within the period, how many got how far.

    ``ages``: open cases by weeks since they were handed in (keys: upper end, 0 for older). ``reasons``: how
    often each reason was given within the period. ``returns``: how often each kind of return happened.
    """

    by_state: Mapping[str, int]
    by_kind: Mapping[str, int]
    funnel: Mapping[str, int]
    ages: Mapping[int, int]
    colours: Mapping[Colour, int]
    reasons: Mapping[str, int]
    returns: Mapping[str, int]
    outcomes: Mapping[str, int]


def figures(person: Person | Actor, since: date, until: date, today: date) -> Figures:
    """Give the figures of the cases that concern a person; the period includes both days."""
    scope = concerning(actor_of(person))
    cases = Case.objects.filter(scope).order_by()
    start = make_aware(datetime.combine(since, time.min))
    end = make_aware(datetime.combine(until + timedelta(days=1), time.min))
    by_state, outcomes = _states(cases, start, end)
    by_kind, funnel = _filed(cases.filter(filed_at__gte=start, filed_at__lt=end))
    returned = Event.objects.filter(transition__in=RETURNS, at__gte=start, at__lt=end)
    returns, reasons = _returns(returned.filter(case__in=cases) if scope else returned)
    return Figures(
        by_state=by_state,
        by_kind=by_kind,
        funnel=funnel,
        ages=_ages(cases, today),
        colours=_colours(cases, today),
        reasons=reasons,
        returns=returns,
        outcomes=outcomes,
    )


def _states(
    cases: QuerySet[Case], start: datetime, end: datetime
) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """How many cases stand in each state, and of the decided ones how many were decided within the period."""
    within = Count("decided_at", filter=Q(decided_at__gte=start, decided_at__lt=end))
    rows = list(cases.values_list("state").annotate(all=Count("*"), within=within))
    outcomes = {state: decided for state, _number, decided in rows if state in DECIDED and decided}
    return {state: number for state, number, _decided in rows}, outcomes


def _filed(cases: QuerySet[Case]) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """How many cases were handed in, by kind, and how far they got."""
    rows = list(cases.values_list("kind").annotate(*(Count(step) for step in FUNNEL)))
    far = {step: sum(row[place] for row in rows) for place, step in enumerate(FUNNEL, 1)}
    return {row[0]: row[1] for row in rows}, far


def _ages(cases: QuerySet[Case], today: date) -> Mapping[int, int]:
    end = make_aware(datetime.combine(today + timedelta(days=1), time.min))
    limits = {weeks: end - timedelta(weeks=weeks) for weeks in AGE_WEEKS}
    younger = {
        f"w{weeks}": Count("filed_at", filter=Q(filed_at__gte=limit)) for weeks, limit in limits.items()
    }
    found = cases.filter(state__in=sorted(AT_CENTRE)).aggregate(all=Count("*"), **younger)
    ages, before = {}, 0
    for weeks in AGE_WEEKS:
        ages[weeks] = found[f"w{weeks}"] - before
        before = found[f"w{weeks}"]
    return {**ages, 0: found["all"] - before}


def _colours(cases: QuerySet[Case], today: date) -> Mapping[Colour, int]:
    running = cases.filter(state__in=sorted(CLOCK_RUNS), due_on__isnull=False)
    by_colour: Counter[Colour] = Counter()
    for due_on, number in running.values_list("due_on").annotate(all=Count("*")):
        by_colour[colour(due_on, today)] += number
    return by_colour


def _returns(events: QuerySet[Event]) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """How often each kind of return happened, and how often each reason was given."""
    returns: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for transition, given in events.order_by().values_list("transition", "reasons").iterator():
        returns[transition] += 1
        reasons.update(given)
    return returns, reasons
