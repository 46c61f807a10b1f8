"""From the outbox to the channels (分发): each row becomes a message and its deliveries, in one transaction.

It may be killed at any point and run again: what a row became is written with the mark that it is done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from jifen_service.accounts.models import Membership, User
from jifen_service.accounts.roles import Role
from jifen_service.casework.models import Case, OutboxMessage
from jifen_service.telling import facts, rules, texts
from jifen_service.telling.models import Audience, Channel, Delivery, Message, Preference


@dataclass(frozen=True, slots=True)
class Told:
    """Something to tell somebody. ``happened_at``: what is no news any more is told in-site alone.

    ``key`` makes it once. ``ends_on``: the day that a reminder is about.
    """

    key: str
    recipient: User
    event: str
    audience: str
    facts: Mapping[str, str]
    case: Case | None
    happened_at: datetime
    outbox: OutboxMessage | None = None
    ends_on: date | None = None

    @property
    def language(self) -> str:
        """The language in which the recipient wants to be told."""
        return language_of(self.recipient)


def language_of(user: User) -> str:
    """The language in which somebody wants to be told."""
    return user.language if user.language in texts.LANGUAGES else texts.LANGUAGES[0]


def spread(at: datetime, most: int) -> int:
    """Turn the oldest rows of the outbox into messages; give how many."""
    with transaction.atomic():
        waiting = OutboxMessage.objects.select_for_update(of=("self",)).filter(told_at=None)
        rows = list(waiting.select_related("recipient", "event__case__centre").order_by("pk")[:most])
        audiences = _Audiences(rows)
        tell([_of_outbox(row, audiences.of(row)) for row in rows], at)
        OutboxMessage.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=at)
    return len(rows)


def tell(tidings: Sequence[Told], at: datetime) -> int:
    """Write messages and their deliveries, but for what was told before; give how many. In a transaction."""
    known = set(Message.objects.filter(key__in=[told.key for told in tidings]).values_list("key", flat=True))
    new = [told for told in tidings if told.key not in known]
    current, preferences = texts.current(), _preferences([told.recipient for told in new])
    messages = [_message(told, current) for told in new]
    Message.objects.bulk_create(messages)
    Delivery.objects.bulk_create(
        made
        for told, message in zip(new, messages, strict=True)
        for channel in _channels(told, preferences.get(told.recipient.pk), at)
        if (made := _delivery(told, message, channel, current, at))
    )
    return len(new)


def channels_for(user: User, audience: str, preference: Preference | None) -> tuple[str, ...]:
    """The channels by which somebody is told: theirs or the usual ones, where there is an address."""
    told = preference or Preference(user=user)
    has_address = {
        Channel.SITE: True,
        Channel.SMS: can_send_sms() and bool(user.phone) and user.phone_verified,
        Channel.EMAIL: can_send_email() and told.confirmed_at is not None,
    }
    chosen, usual = {Channel.SMS: told.sms, Channel.EMAIL: told.email}, rules.usual(audience)
    return tuple(
        channel
        for channel in Channel.values
        if has_address[channel] and is_wanted(usual[channel], chosen.get(channel))
    )


def is_wanted(usual: str, chosen: bool | None) -> bool:
    """Whether a channel is used: what the person chose, else what is usual."""
    return usual == "always" or (usual == "on" if chosen is None else chosen)


def can_send_sms() -> bool:
    """Whether there is a gateway."""
    return bool(settings.SMS_GATEWAY) or settings.DEMO


def can_send_email() -> bool:
    """Whether there is a mail server."""
    return bool(settings.EMAIL) or settings.DEMO


def _preferences(users: Sequence[User]) -> Mapping[int, Preference]:
    found = Preference.objects.filter(user_id__in={user.pk for user in users})
    return {preference.user_id: preference for preference in found}


def _channels(told: Told, preference: Preference | None, at: datetime) -> tuple[str, ...]:
    if at - told.happened_at > rules.news():
        return (Channel.SITE,)
    return channels_for(told.recipient, told.audience, preference)


def _message(told: Told, current: texts.Current) -> Message:
    words = current.words(texts.key_of(told.event, told.audience), Channel.SITE, told.language)
    assert words is not None, "every text has its in-site words"
    return Message(
        key=told.key,
        outbox=told.outbox,
        recipient=told.recipient,
        audience=told.audience,
        case=told.case,
        event=told.event,
        subject=texts.filled(words.subject, told.facts),
        text=texts.filled(words.text, told.facts),
        ends_on=told.ends_on,
        created_at=told.happened_at,
    )


def _delivery(
    told: Told, message: Message, channel: str, current: texts.Current, at: datetime
) -> Delivery | None:
    words = current.words(texts.key_of(told.event, told.audience), channel, told.language)
    if words is None:
        return None
    is_site, is_sms = channel == Channel.SITE, channel == Channel.SMS
    return Delivery(
        message=message,
        channel=channel,
        recipient=told.recipient,
        case=told.case,
        language=told.language,
        # What is read in-site stands in the message.
        subject="" if is_site else texts.filled(words.subject, told.facts),
        text="" if is_site else texts.filled(words.text, told.facts),
        template=words.template,
        parameters=texts.parameters(words.text, told.facts) if is_sms else [],
        next_try_at=at,
        # The message itself is what is delivered in-site, and it is there now.
        state=Delivery.State.DELIVERED if is_site else Delivery.State.WAITING,
        attempts=int(is_site),
        finished_at=at if is_site else None,
    )


def _of_outbox(row: OutboxMessage, audience: str) -> Told:
    return Told(
        key=f"outbox:{row.pk}",
        recipient=row.recipient,
        event=row.template,
        audience=audience,
        facts=facts.of_event(row.event, language_of(row.recipient)),
        case=row.event.case,
        happened_at=row.created_at,
        outbox=row,
    )


class _Audiences:
    """In which part each recipient is told: the holder, the employer's agent, else an officer."""

    def __init__(self, rows: Sequence[OutboxMessage]) -> None:
        held = Membership.objects.filter(role=Role.AGENT, user_id__in={row.recipient_id for row in rows})
        self._agents = frozenset(held.values_list("user_id", "employer_id"))

    def of(self, row: OutboxMessage) -> str:
        """The part in which the recipient of a row is told."""
        case = row.event.case
        if row.recipient_id == case.applicant_id:
            return Audience.APPLICANT
        if (row.recipient_id, case.employer_id) in self._agents:
            return Audience.AGENT
        return Audience.OFFICER
