"""One's own messages (站内信): read, unread, counted."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from jifen_service.accounts.access import Person
from jifen_service.accounts.models import User
from jifen_service.accounts.roles import CENTRE_ROLES, Role
from jifen_service.telling.models import Audience, Message, Preference

#: where a message about a case leads, and in which role one gets in there
_LEADS_TO = {
    Audience.APPLICANT: ("applicants:case", frozenset({Role.APPLICANT})),
    Audience.AGENT: ("employers:case", frozenset({Role.AGENT})),
    Audience.OFFICER: ("centres:case", CENTRE_ROLES),
}


def messages_of(user: User) -> QuerySet[Message]:
    """One's messages, newest first."""
    return Message.objects.filter(recipient=user).order_by("-created_at", "-id")


def unread(user: User) -> int:
    """How many one has not read."""
    return Message.objects.filter(recipient=user, read_at=None).count()


def exported(user: User) -> dict[str, Any]:
    """What is kept of a person here, for the export of one's own data."""
    told = Preference.objects.filter(user=user).values("sms", "email", "address", "confirmed_at").first()
    rows = messages_of(user).values("created_at", "read_at", "subject", "text")
    return {"messages": list(rows), "message_settings": told}


def own(user: User, message_id: UUID) -> Message | None:
    """One of one's messages; None where it is somebody else's or none."""
    return messages_of(user).filter(pk=message_id).select_related("case").first()


def mark_read(user: User, at: datetime, message_id: UUID | None = None) -> int:
    """Mark one message read, or all; give how many were not."""
    found = Message.objects.filter(recipient=user, read_at=None)
    return (found if message_id is None else found.filter(pk=message_id)).update(read_at=at)


def mark_unread(user: User, message_id: UUID) -> None:
    """Let a message count as unread again."""
    Message.objects.filter(recipient=user, pk=message_id).update(read_at=None)


def leads_to(message: Message, person: Person) -> tuple[str, bool]:
    """The name of the page of the message's case, and whether the role acted in opens it."""
    name, roles = _LEADS_TO[Audience(message.audience)]
    return name, bool(roles & person.roles)
