"""What the sample people were told (演示消息): the outbox spread as it happened, some of it gone wrong."""

from __future__ import annotations

from datetime import datetime, timedelta

from jifen_service.accounts.demo import PREFIX
from jifen_service.accounts.models import User
from jifen_service.telling import limits
from jifen_service.telling.models import Channel, Delivery, Message, Preference
from jifen_service.telling.problems import Problem
from jifen_service.telling.reminding import remind_all
from jifen_service.telling.spreading import spread

_BATCH = 256
#: what is older was read
_READ_AFTER = timedelta(days=4)
#: accounts with a confirmed e-mail address; nothing is ever sent to this domain
_WITH_EMAIL, _DOMAIN = ("printed", "passed", "verifying", "agent-chenxing"), "example.invalid"
#: how the first text messages went, before the worker comes to the others
_WENT = (
    (Delivery.State.GIVEN_UP, Problem.UNREACHABLE, 6),
    (Delivery.State.GIVEN_UP, Problem.REFUSED, 1),
    (Delivery.State.WAITING, Problem.NUMBER_LIMIT, 0),
)


def tell_everybody(at: datetime) -> None:
    """Write the messages of the whole sample world as of a moment."""
    for user in User.objects.filter(username__in=[PREFIX + name for name in _WITH_EMAIL]):
        address = f"{user.username}@{_DOMAIN}"
        Preference.objects.create(user=user, address=address, confirmed_at=at)
    while spread(at, _BATCH):
        pass
    remind_all(at)
    Message.objects.filter(created_at__lt=at - _READ_AFTER).update(read_at=at)
    texts = Delivery.objects.filter(channel=Channel.SMS).order_by("pk")
    for delivery, (state, problem, attempts) in zip(texts, _WENT, strict=False):
        delivery.state, delivery.problem, delivery.attempts = state, problem, attempts
        delivery.finished_at = at if state == Delivery.State.GIVEN_UP else None
        delivery.next_try_at = limits.next_day(at)
        delivery.save()
