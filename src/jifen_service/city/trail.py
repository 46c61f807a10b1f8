"""Searching the audit (审计查询), and asking whether its chains are whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import make_aware

from jifen_service.accounts.models import User
from jifen_service.audit import verify
from jifen_service.audit.models import AuditEvent
from jifen_service.casework import queries
from jifen_service.casework.actors import SYSTEM
from jifen_service.city.request import number

#: rows of a page, and the most faults that a page lists
ROWS, FAULTS = 50, 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for: a case's number, a user name, an action, a day; rows older than ``before``."""

    number: str = ""
    who: str = ""
    action: str = ""
    day: str = ""
    before: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Wanted:
        """Read an address."""
        return cls(**{key: query.get(key, "").strip()[:60] for key in cls.__slots__})


def search(wanted: Wanted) -> QuerySet[AuditEvent]:
    """The events that fit, newest first; none when a number or a name is not known."""
    found = AuditEvent.objects.select_related("actor").order_by("-id")
    if wanted.number:
        found = found.filter(subject_type="case", subject_id=str(_case(wanted.number)))
    if wanted.who:
        found = found.filter(actor_id__in=User.objects.filter(username=wanted.who).values("pk"))
    if wanted.action:
        found = found.filter(action=wanted.action)
    if day := _day(wanted.day):
        found = found.filter(at__gte=day[0], at__lt=day[1])
    before = number(wanted.before)
    return found if before is None else found.filter(pk__lt=before)


def chains() -> tuple[tuple[verify.Fault, ...], dict[str, str]]:
    """Walk the chains: the first faults found, and where each chain ends."""
    return tuple(islice(verify.faults(), FAULTS)), verify.heads()


def _case(number: str) -> UUID | None:
    return queries.visible_cases(SYSTEM).filter(number=number.upper()).values_list("pk", flat=True).first()


def _day(text: str) -> tuple[datetime, datetime] | None:
    """A day's first moment and the next day's in UTC; None for what is none, or beyond the calendar there."""
    try:
        start = make_aware(datetime.combine(date.fromisoformat(text), time.min)).astimezone(UTC)
        return start, start + timedelta(days=1)
    except (ValueError, OverflowError):
        return None
