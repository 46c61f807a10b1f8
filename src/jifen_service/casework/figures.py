"""Figures of a district or the city (统计): how many, how old, how often returned and why. Six queries."""

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
    cases = Case.objects.filter(concerning(actor_of(person)))
    start = make_aware(datetime.combine(since, time.min))
    end = make_aware(datetime.combine(until + timedelta(days=1), time.min))
    returns, reasons = _returns(cases, start, end)
    return Figures(
        by_state=_counted(cases, "state"),
        by_kind=_counted(cases.filter(filed_at__gte=start, filed_at__lt=end), "kind"),
        funnel=_funnel(cases.filter(filed_at__gte=start, filed_at__lt=end)),
        ages=_ages(cases, today),
        colours=_colours(cases, today),
        reasons=reasons,
        returns=returns,
        outcomes=_counted(
            cases.filter(decided_at__gte=start, decided_at__lt=end, state__in=sorted(DECIDED)), "state"
        ),
    )


def _counted(cases: QuerySet[Case], column: str) -> Mapping[str, int]:
    return dict(cases.order_by().values_list(column).annotate(number=Count("pk")))


def _funnel(cases: QuerySet[Case]) -> Mapping[str, int]:
    steps = {step: Count("pk", filter=Q(**{f"{step}__isnull": False})) for step in FUNNEL}
    found = cases.aggregate(**{f"n_{step}": count for step, count in steps.items()})
    return {step: found[f"n_{step}"] for step in FUNNEL}


def _ages(cases: QuerySet[Case], today: date) -> Mapping[int, int]:
    end = make_aware(datetime.combine(today + timedelta(days=1), time.min))
    limits = {weeks: end - timedelta(weeks=weeks) for weeks in AGE_WEEKS}
    younger = {f"w{weeks}": Count("pk", filter=Q(filed_at__gte=limit)) for weeks, limit in limits.items()}
    found = cases.filter(state__in=sorted(AT_CENTRE)).aggregate(all=Count("pk"), **younger)
    ages, before = {}, 0
    for weeks in AGE_WEEKS:
        ages[weeks] = found[f"w{weeks}"] - before
        before = found[f"w{weeks}"]
    return {**ages, 0: found["all"] - before}


def _colours(cases: QuerySet[Case], today: date) -> Mapping[Colour, int]:
    running = cases.filter(state__in=sorted(CLOCK_RUNS), due_on__isnull=False)
    by_colour: Counter[Colour] = Counter()
    for due_on, number in running.order_by().values_list("due_on").annotate(number=Count("pk")):
        by_colour[colour(due_on, today)] += number
    return by_colour


def _returns(
    cases: QuerySet[Case], start: datetime, end: datetime
) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """How often each kind of return happened, and how often each reason was given."""
    events = Event.objects.filter(
        case__in=cases.order_by(), transition__in=RETURNS, at__gte=start, at__lt=end
    ).values_list("transition", "reasons")
    returns: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for transition, given in events.iterator():
        returns[transition] += 1
        reasons.update(given)
    return returns, reasons
