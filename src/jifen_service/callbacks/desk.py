"""The advisers' desk (回电台): who sees which call-back, page by page, taking one, what came of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404

from jifen_service.accounts.access import Person
from jifen_service.audit.service import record
from jifen_service.callbacks.models import CallBack, Outcome
from jifen_service.casework import calendar, queries
from jifen_service.casework.models import Case
from jifen_service.casework.paging import Order, Turn, moment

_SUBJECT = "call_back"
#: rows that fit a screen of the desk
_SIZE = 28
#: who asked first is promised first, so that the day of the promise follows the moment of asking
_WAITING = Order("confirmed_at", descending=False, read=moment, may_be_empty=False)
_DONE = Order("closed_at", descending=True, read=moment, may_be_empty=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the desk: a call-back and how it stands against the promised day."""

    call: CallBack
    colour: str


@dataclass(frozen=True, slots=True)
class Page(Turn):
    """A page of the desk."""

    rows: tuple[Line, ...]


def visible(person: Person) -> QuerySet[CallBack]:
    """The call-backs that concern an adviser: the centre's and those of no centre yet; the city all."""
    proved = CallBack.objects.exclude(confirmed_at=None).select_related("centre", "taken_by", "case")
    if person.is_city_admin:
        return proved
    return proved.filter(Q(centre_id__in=sorted(person.centre_ids)) | Q(centre=None))


def page(person: Person, today: date, after: str = "", *, closed: bool) -> Page:
    """A page of the open ones by the promised day, or of those that are done, the last first."""
    found, order = visible(person).filter(closed_at__isnull=not closed), _DONE if closed else _WAITING
    total = found.count()
    taken = order.slice(found, after, _SIZE, total)
    lines = tuple(_line(call, today) for call in taken.rows)
    return Page(**asdict(order.turn(taken, total)), rows=lines)


def _line(call: CallBack, today: date) -> Line:
    colour = calendar.Colour.NONE if call.closed_at else _colour(call.due_on, today)
    return Line(call, colour)


def _colour(due_on: date, today: date) -> calendar.Colour:
    """A promise of a day is urgent on that day, not days before as a case is."""
    if due_on < today:
        return calendar.Colour.LATE
    return calendar.Colour.SOON if due_on == today else calendar.Colour.OK


def one(person: Person, callback_id: UUID) -> CallBack:
    """A call-back that concerns an adviser.

    Raises:
        Http404: there is none, or it is another centre's.
    """
    found = visible(person).filter(pk=callback_id).first()
    if found is None:
        raise Http404
    return found


def look(person: Person, call: CallBack, at: datetime, ip: str) -> None:
    """Record that an adviser looked, and whether the number was shown in full."""
    full = {"full": call.taken_by_id == person.user.pk}
    record(person.user, person.role, "look_call_back", _SUBJECT, call.pk, at, ip, full)


@transaction.atomic
def take(person: Person, callback_id: UUID, at: datetime, ip: str) -> CallBack:
    """Take a call-back, also from a colleague; what names no centre is the taker's centre's from now on."""
    call = _locked(person, callback_id)
    call.taken_by = person.user
    if call.centre_id is None and person.centre_ids:
        call.centre_id = min(person.centre_ids)
    call.save(update_fields=["taken_by", "centre"])
    record(person.user, person.role, "call_back_taken", _SUBJECT, call.pk, at, ip)
    return call


@transaction.atomic
def write_down(
    person: Person, callback_id: UUID, told: tuple[str, str, Case | None], *, at: datetime, ip: str
) -> CallBack:
    """Keep what its taker told: notes, outcome ("" leaves it open), the case it was handed over to."""
    call = _locked(person, callback_id)
    call.notes, call.outcome, call.case = told
    call.closed_at = at if call.outcome else None
    call.save(update_fields=["notes", "outcome", "case", "closed_at"])
    detail = {"outcome": call.outcome, "case": call.case.number if call.case else ""}
    record(person.user, person.role, "call_back_noted", _SUBJECT, call.pk, at, ip, detail)
    return call


def case_numbered(person: Person, number: str) -> Case | None:
    """The case with a number, among those that concern the adviser; None when there is none."""
    return queries.visible_cases(person).filter(number=number.strip().upper()).first()


def needs_case(outcome: str) -> bool:
    """Whether an outcome names a case."""
    return outcome == Outcome.HANDED_OVER


def _locked(person: Person, callback_id: UUID) -> CallBack:
    found = one(person, callback_id)
    return CallBack.objects.select_for_update().get(pk=found.pk)
