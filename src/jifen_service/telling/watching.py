"""How far deliveries came (投递情况): of one case for its officers, of all for the city's administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from jifen_service.telling import delivering, limits
from jifen_service.telling.models import OPEN, Channel, Delivery
from jifen_service.telling.problems import Problem
from jifen_service.vault.mask import mask_name, mask_phone

State = Delivery.State


@dataclass(frozen=True, slots=True)
class Line:
    """A delivery as it is shown; ``why``: what it waits for or why it was given up."""

    delivery: Delivery
    who: str
    address: str
    why: str


@dataclass(frozen=True, slots=True)
class Today:
    """What went out by SMS today, and what may."""

    counted: int
    most: int
    most_per_number: int
    is_quiet: bool


def of_case(case_id: UUID, at: datetime) -> list[Line]:
    """The deliveries about a case, the newest first."""
    return lines(_with_message(Delivery.objects.filter(case_id=case_id)).order_by("-pk"), at)


def found(state: str, channel: str) -> QuerySet[Delivery]:
    """Deliveries that leave the house, the newest first; of a state and a channel if they are named."""
    rows = _with_message(Delivery.objects.exclude(channel=Channel.SITE))
    if state in State.values:
        rows = rows.filter(state=state)
    if channel in Channel.values:
        rows = rows.filter(channel=channel)
    return rows.order_by("-pk")


def lines(deliveries: QuerySet[Delivery] | list[Delivery], at: datetime) -> list[Line]:
    """Deliveries as they are shown, names and numbers masked."""
    return [
        Line(one, mask_name(one.recipient.get_full_name()), _address(one), why(one, at)) for one in deliveries
    ]


def why(delivery: Delivery, at: datetime) -> str:
    """What a delivery waits for, or why it was given up; empty when it went out."""
    problem = str(Problem(delivery.problem).label) if delivery.problem else ""
    if delivery.state != State.WAITING:
        return problem
    if problem:
        return problem
    if delivery.channel == Channel.SMS and limits.is_quiet(at):
        return _("夜里不发短信, %(until)s 后发") % {"until": f"{settings.SMS_QUIET[1]:%H:%M}"}
    return ""


def open_and_given_up() -> dict[str, int]:
    """How many wait and how many were given up, by state."""
    asked = (*OPEN, State.GIVEN_UP)
    rows = Delivery.objects.filter(state__in=asked).exclude(channel=Channel.SITE).order_by()
    counted = dict(rows.values_list("state").annotate(Count("pk")))
    return {state: counted.get(state, 0) for state in asked}


def today(at: datetime) -> Today:
    """The day's limits and how far they are used."""
    return Today(
        limits.counted(localdate(at)), settings.SMS_DAILY, settings.SMS_DAILY_PER_NUMBER, limits.is_quiet(at)
    )


def try_again(delivery_id: int, at: datetime) -> Delivery | None:
    """Let one that was given up begin anew; None where there is no such one."""
    with transaction.atomic():
        rows = Delivery.objects.select_for_update(of=("self",)).filter(state=State.GIVEN_UP)
        delivery = rows.filter(pk=delivery_id).first()
        if delivery is not None:
            delivering.try_again(delivery, at)
    return delivery


def _with_message(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    return rows.select_related("message", "recipient", "case")


def _address(delivery: Delivery) -> str:
    return mask_phone(delivery.recipient.phone) if delivery.channel == Channel.SMS else ""
