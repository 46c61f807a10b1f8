"""The queue (队列): the cases that concern somebody, filtered, searched, paged; in constant queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from jifen_service.accounts.models import Employer
from jifen_service.casework import scoring
from jifen_service.casework.actors import Actor, Person, actor_of
from jifen_service.casework.calendar import Colour, colour, soon_until, working_days_between
from jifen_service.casework.identity import CODE_ALPHABET, normal
from jifen_service.casework.models import Case, Decision
from jifen_service.casework.paging import ORDERS, Turn
from jifen_service.casework.scope import concerning
from jifen_service.casework.states import AT_CENTRE, CLOCK_RUNS, DECIDED, State, status_line
from jifen_service.vault import keyed_hash
from jifen_service.vault.mask import mask_name

_LARGEST_PAGE = 200
_CODE_LENGTH = 18
_MOST_EMPLOYERS = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the queue is shown. ``state``: a state, ``open`` (with the centre) or "" for all.

    ``q`` finds a number, a whole name, a whole ID number, or part of an employer's name or its code.
    """

    today: date
    state: str = ""
    kind: str = ""
    mine: bool = False
    unassigned: bool = False
    assignee: int | None = None
    colour: str = ""
    employer: str = ""
    q: str = ""
    order: str = "due"

    @property
    def only_state(self) -> bool:
        """Whether nothing narrows the queue but a state."""
        narrowing = (self.kind, self.mine, self.unassigned, self.colour, self.employer, self.q.strip())
        return not any(narrowing) and self.assignee is None


@dataclass(frozen=True, slots=True)
class Row:
    """A case in a list. ``name`` is masked; ``days_left`` are working days, negative when late.

    ``result``: the score that was decided, else as things stand (totals and rows alone); None where there is
    none or it was not asked for.
    """

    id: UUID
    number: str
    kind: str
    state: str
    status: str
    version: int
    name: str
    employer: str
    centre: str
    assignee: str
    assignee_id: int | None
    filed_at: datetime | None
    changed_at: datetime
    due_on: date | None
    colour: Colour
    days_left: int | None
    result: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Page(Turn):
    """A page of the queue; ``counts`` by state."""

    rows: tuple[Row, ...]
    counts: Mapping[str, int]


def queue(
    person: Person | Actor, filters: Filters, page: str = "", size: int = 25, scores_in: str = ""
) -> Page:
    """Give a page of the cases that concern a person, with their scores in a language if one is named.

    Two queries; one more each for scores, for narrowing filters, and for a search among employers.
    """
    actor = actor_of(person)
    order = ORDERS.get(filters.order, ORDERS["due"])
    found, by_state = _filtered(actor, filters), counts(actor)
    total = _total(filters, by_state) if filters.only_state else found.count()
    size = max(1, min(size, _LARGEST_PAGE))
    wanted = found.select_related("employer", "centre", "assignee")
    wanted = wanted if scores_in else wanted.defer("profile", "confirmed")
    taken = order.slice(wanted, page, size, total)
    scores = _scores(taken.rows, filters.today, scores_in) if scores_in else {}
    rows = tuple(row_of(case, filters.today, scores.get(case.pk)) for case in taken.rows)
    return Page(**asdict(order.turn(taken, total)), rows=rows, counts=by_state)


def _total(filters: Filters, by_state: Mapping[str, int]) -> int:
    """How many cases there are of a state, of those with the centre, or in all."""
    if filters.state == "open":
        return sum(by_state.get(state, 0) for state in AT_CENTRE)
    return by_state.get(filters.state, 0) if filters.state else sum(by_state.values())


def _scores(cases: Sequence[Case], today: date, lang: str) -> Mapping[UUID, Mapping[str, Any] | None]:
    """The result of each case that has one: as decided, in one query for all of them, else as it stands."""
    decided = [case.pk for case in cases if case.state in DECIDED]
    frozen = Decision.objects.filter(case__in=decided).order_by("pk").only("case_id", "result")
    results = {decision.case_id: decision.result.get(lang) for decision in frozen} if decided else {}
    return {
        case.pk: results[case.pk] if case.pk in results else scoring.in_short(case.facts, today, lang)
        for case in cases
    }


def counts(person: Person | Actor) -> Mapping[str, int]:
    """Give how many cases of each state concern a person; states without any are left out."""
    actor = actor_of(person)
    found = Case.objects.filter(concerning(actor)).order_by().values_list("state").annotate(number=Count("*"))
    return dict(found)


def row_of(case: Case, today: date, result: Mapping[str, Any] | None = None) -> Row:
    """Give a case as a list shows it."""
    paused = case.state == State.SUPPLEMENT
    runs = case.state in CLOCK_RUNS or paused
    due_on = case.due_on if runs else None
    return Row(
        id=case.pk,
        number=case.number,
        kind=case.kind,
        state=case.state,
        status=status_line(case.kind, case.state),
        version=case.version,
        name=mask_name(str(case.personal.get("name") or "")),
        employer=case.employer.name if case.employer else "",
        centre=case.centre.name if case.centre else "",
        assignee=case.assignee.get_full_name() if case.assignee else "",
        assignee_id=case.assignee_id,
        filed_at=case.filed_at,
        changed_at=case.changed_at,
        due_on=due_on,
        colour=colour(due_on, today, paused=paused),
        days_left=None if due_on is None else working_days_between(today, due_on),
        result=result,
    )


def _filtered(actor: Actor, filters: Filters) -> QuerySet[Case]:
    found = Case.objects.filter(concerning(actor))
    if filters.state == "open":
        found = found.filter(state__in=sorted(AT_CENTRE))
    elif filters.state:
        found = found.filter(state=filters.state)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.mine:
        found = found.filter(assignee_id=actor.user_id)
    elif filters.unassigned:
        found = found.filter(assignee=None)
    elif filters.assignee is not None:
        found = found.filter(assignee_id=filters.assignee)
    if filters.colour:
        found = found.filter(_coloured(filters.colour, filters.today))
    if filters.employer:
        found = found.filter(employer_id=_uuid(filters.employer))
    return found.filter(_searched(filters.q)) if filters.q.strip() else found


def _coloured(wanted: str, today: date) -> Q:
    running = Q(state__in=sorted(CLOCK_RUNS), due_on__isnull=False)
    soon = soon_until(today)
    ranges = {
        Colour.LATE: running & Q(due_on__lt=today),
        Colour.SOON: running & Q(due_on__gte=today, due_on__lte=soon),
        Colour.OK: running & Q(due_on__gt=soon),
        Colour.PAUSED: Q(state=State.SUPPLEMENT),
    }
    return ranges.get(Colour(wanted), Q()) if wanted in set(Colour) else Q()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _searched(text: str) -> Q:
    """Where a search finds a case. Names and ID numbers are found whole, by their keyed hashes."""
    text = text.strip()
    number = normal(text)
    if number.startswith("JF"):
        return Q(number__startswith=text.upper().replace(" ", ""))
    if len(number) == _CODE_LENGTH and set(number) <= set(CODE_ALPHABET):
        by_code = Employer.objects.filter(credit_code=number).values_list("pk", flat=True)
        # Asked in two steps, each finds its index; with a join in between, neither is used.
        return Q(id_number_key=keyed_hash(number)) | Q(employer_id__in=list(by_code))
    found = Q(name_key=keyed_hash(text))
    employers = Employer.objects.filter(name__icontains=text).values_list("pk", flat=True)[:_MOST_EMPLOYERS]
    return found | Q(employer_id__in=list(employers))
