"""When nothing goes out by SMS (发送限制): hours of the night, and limits of the day. Shanghai's clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.conf import settings

from jifen_service.config.clock import SHANGHAI
from jifen_service.telling.models import Channel, Delivery
from jifen_service.vault import keyed_hash


def is_quiet(at: datetime) -> bool:
    """Whether a moment lies in the quiet hours, the first minute included, the last not."""
    start, end = settings.SMS_QUIET
    moment = at.astimezone(SHANGHAI).time()
    if start <= end:
        return start <= moment < end
    return moment >= start or moment < end


def counted(day: date) -> int:
    """How many messages count towards a day's limit."""
    return Delivery.objects.filter(channel=Channel.SMS, counted_on=day).count()


class Counting:
    """Counts texts towards the limits of a day and of each number, within one batch of one process."""

    def __init__(self, day: date, phones: Iterable[str]) -> None:
        self.day, self.left = day, settings.SMS_DAILY - counted(day)
        keys = {keyed_hash(phone) for phone in phones if phone}
        found = Delivery.objects.filter(channel=Channel.SMS, counted_on=day, address_key__in=keys)
        self._by_number = Counter(found.values_list("address_key", flat=True))

    def number_is_full(self, delivery: Delivery) -> bool:
        """Whether the number got all it may get in a day, this text not being one of them."""
        key = keyed_hash(delivery.recipient.phone)
        return not self._counts(delivery, key) and self._by_number[key] >= settings.SMS_DAILY_PER_NUMBER

    def add(self, delivery: Delivery) -> bool:
        """Count a text, once a day however often it is tried; False when the day has no room for it."""
        key = keyed_hash(delivery.recipient.phone)
        if self._counts(delivery, key):
            return True
        if self.left <= 0:
            return False
        self.left -= 1
        self._by_number[key] += 1
        delivery.counted_on, delivery.address_key = self.day, key
        return True

    def _counts(self, delivery: Delivery, key: str) -> bool:
        return (delivery.counted_on, delivery.address_key) == (self.day, key)


def next_day(at: datetime) -> datetime:
    """The first moment of the next day in Shanghai."""
    tomorrow = at.astimezone(SHANGHAI).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, SHANGHAI)
