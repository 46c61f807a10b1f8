"""Delivering (投递): what is due goes out, by one process at a time (`alone`), each step kept in its row.

Before an attempt the row says SENDING, after it what came of it. A process killed in between leaves SENDING
behind: an SMS is then handed over again under the same key, which the gateway knows; an e-mail has no such
key, so it is given up as interrupted for somebody to look at, rather than sent twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from jifen_service.casework.models import OutboxMessage
from jifen_service.telling import limits, mail, rules
from jifen_service.telling.models import OPEN, Channel, Delivery, Preference
from jifen_service.telling.problems import FINAL, Problem
from jifen_service.telling.sms_gateway import Gateway, Text
from jifen_service.telling.spreading import spread

#: texts handed over at once, and by so many threads
_BATCH, _THREADS = 32, 8
#: what one run does at most, so that a worker comes to its other tasks
_RUN = 400
_SPREAD = 128
State = Delivery.State
Sent = tuple[Delivery, str]


def is_due(at: datetime) -> bool:
    """Whether there is anything to do."""
    return OutboxMessage.objects.filter(told_at=None).exists() or due(at).exists()


def due(at: datetime) -> QuerySet[Delivery]:
    """What may go out now, the oldest first. A message waits for an earlier one about the same case."""
    earlier = Delivery.objects.filter(
        recipient=OuterRef("recipient"),
        case=OuterRef("case"),
        channel=OuterRef("channel"),
        state__in=OPEN,
        pk__lt=OuterRef("pk"),
    )
    found = Delivery.objects.filter(Q(next_try_at__lte=at) | Q(state=State.SENDING), state__in=OPEN)
    return _allowed(found, at).exclude(Exists(earlier)).order_by("pk")


def run(now: Callable[[], datetime]) -> int:
    """Spread and deliver until nothing is due, nothing answers, or enough is done; give how many attempts."""
    done = 0
    with Gateway() as gateway:
        while done < _RUN:
            spread_now = spread(now(), _SPREAD)
            sent = [*_send_texts(gateway, now()), *_send_mails(now())]
            done += len(sent)
            if not spread_now and not any(_is_progress(problem) for _delivery, problem in sent):
                break
    return done


def try_again(delivery: Delivery, at: datetime) -> None:
    """Let one that was given up begin anew.

    What the gateway refused gets another key: it would answer as before. Anything else keeps its own, as it
    may have gone out.
    """
    if delivery.problem == Problem.REFUSED:
        delivery.key = uuid4()
    delivery.state, delivery.attempts, delivery.problem = State.WAITING, 0, ""
    delivery.next_try_at, delivery.finished_at = at, None
    delivery.save()


def _allowed(found: QuerySet[Delivery], at: datetime) -> QuerySet[Delivery]:
    """Leave out texts in quiet hours, and those that would begin to count once the day's limit is reached."""
    if limits.is_quiet(at):
        return found.exclude(channel=Channel.SMS)
    day = localdate(at)
    if limits.counted(day) >= settings.SMS_DAILY:
        return found.filter(~Q(channel=Channel.SMS) | Q(counted_on=day))
    return found


def _is_progress(problem: str) -> bool:
    return problem not in {Problem.UNREACHABLE, Problem.BUSY}


def _send_texts(gateway: Gateway, at: datetime) -> list[Sent]:
    with transaction.atomic():
        chosen, held = _take_texts(at)
    with ThreadPoolExecutor(_THREADS) as threads:
        problems = list(threads.map(gateway.send, [_text(delivery) for delivery in chosen]))
    sent = list(zip(chosen, problems, strict=True))
    _record(sent, at)
    return [*sent, *held]


def _text(delivery: Delivery) -> Text:
    return Text(
        str(delivery.key), delivery.recipient.phone, delivery.text, delivery.template, delivery.parameters
    )


def _take_texts(at: datetime) -> tuple[list[Delivery], list[Sent]]:
    """Mark the next texts as being sent, within the day's limits; and those that cannot be sent now."""
    waiting = list(due(at).filter(channel=Channel.SMS).select_related("recipient")[:_BATCH])
    counting = limits.Counting(localdate(at), [delivery.recipient.phone for delivery in waiting])
    chosen, held = [], []
    for delivery in waiting:
        problem = _hindrance(delivery, counting)
        if problem:
            held.append((delivery, problem))
        elif counting.add(delivery):
            chosen.append(delivery)
    _begin(chosen)
    _hold(held, at)
    return chosen, held


def _hindrance(delivery: Delivery, counting: limits.Counting) -> str:
    """Why a text cannot be sent now."""
    if not delivery.recipient.phone:
        return Problem.NO_ADDRESS
    if delivery.state == State.SENDING and delivery.attempts >= rules.retries().tries:
        # Whatever ends the process every time must not go on for ever.
        return Problem.INTERRUPTED
    return Problem.NUMBER_LIMIT if counting.number_is_full(delivery) else ""


def _hold(held: Sequence[Sent], at: datetime) -> None:
    for delivery, problem in held:
        delivery.problem = problem
        if problem in FINAL:
            delivery.state, delivery.finished_at = State.GIVEN_UP, at
        else:
            delivery.state, delivery.next_try_at = State.WAITING, limits.next_day(at)
    _save(delivery for delivery, _problem in held)


def _begin(deliveries: Sequence[Delivery]) -> None:
    for delivery in deliveries:
        delivery.state, delivery.attempts = State.SENDING, delivery.attempts + 1
    _save(deliveries)


def _save(deliveries: Iterable[Delivery]) -> None:
    Delivery.objects.bulk_update(deliveries, _CHANGED)


_CHANGED = ("state", "attempts", "next_try_at", "problem", "finished_at", "counted_on", "address_key")


def _send_mails(at: datetime) -> list[Sent]:
    """One after another: a process killed meanwhile leaves one in doubt, not many."""
    waiting = due(at).filter(channel=Channel.EMAIL).select_related("recipient", "message")
    sent: list[Sent] = []
    for delivery in waiting[:_BATCH]:
        sent.append((delivery, _send_mail(delivery, at)))
        if not _is_progress(sent[-1][1]):
            # Each of the others would wait for the same server.
            break
    return sent


def _send_mail(delivery: Delivery, at: datetime) -> str:
    told = Preference.objects.filter(user_id=delivery.recipient_id).exclude(confirmed_at=None).first()
    if delivery.state == State.SENDING:
        problem: str = Problem.INTERRUPTED
    elif told is None:
        problem = Problem.NO_ADDRESS
    else:
        _begin([delivery])
        problem = mail.send(delivery, told.address)
    _record([(delivery, problem)], at)
    return problem


def _record(sent: Sequence[Sent], at: datetime) -> None:
    """Keep what came of attempts: delivered, given up, or when it is made again."""
    retries = rules.retries()
    for delivery, problem in sent:
        delivery.problem = problem
        if not problem:
            delivery.state, delivery.finished_at = State.DELIVERED, at
        elif problem in FINAL or delivery.attempts >= retries.tries:
            delivery.state, delivery.finished_at = State.GIVEN_UP, at
        else:
            delivery.state = State.WAITING
            delivery.next_try_at = at + retries.wait(delivery.attempts)
    _save(delivery for delivery, _problem in sent)
