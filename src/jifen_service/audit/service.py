"""Recording (记录) who did what, and reading it back."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction

from jifen_service.audit.models import AuditEvent, AuditHead, Chain
from jifen_service.audit.sealing import seal
from jifen_service.vault.mask import mask_id_number, mask_phone

#: the action of looking at something; goes to the chain of looks, as does any that begins with it
LOOK = "look"

_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])")


def record(  # noqa: PLR0913, PLR0917  who, in which role, did what to what, when, from where
    actor: AbstractBaseUser | None,
    role: str,
    action: str,
    subject_type: str,
    subject_id: object,
    at: datetime,
    ip: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Append an event to its chain, within the caller's transaction if there is one.

    The end of the chain stays locked until that transaction ends: call it last. ``detail`` is JSON data that
    names things; it never repeats what a person has told us.
    """
    event = AuditEvent(
        chain=Chain.LOOK if action.startswith(LOOK) else Chain.CHANGE,
        at=at,
        actor_id=actor.pk if actor is not None else None,
        role=str(role),
        action=action,
        subject_type=subject_type,
        subject_id=str(subject_id),
        ip=ip or "",
        detail=_plain(detail or {}),
    )
    with transaction.atomic():
        _append(event)


def looks_at(subject_type: str, subject_id: object) -> models.QuerySet[AuditEvent]:
    """Who looked at something, newest first."""
    looks = AuditEvent.objects.filter(chain=Chain.LOOK, subject_type=subject_type, subject_id=str(subject_id))
    return looks.select_related("actor").order_by("-at", "-sequence")


def events_of(subject_type: str, subject_id: object) -> models.QuerySet[AuditEvent]:
    """All that was done to something, looks included, newest first."""
    events = AuditEvent.objects.filter(subject_type=subject_type, subject_id=str(subject_id))
    return events.select_related("actor").order_by("-at", "-sequence")


def _append(event: AuditEvent) -> None:
    head, _made = AuditHead.objects.select_for_update().get_or_create(chain=event.chain)
    event.sequence = head.sequence + 1
    event.previous_hash = head.own_hash
    event.own_hash = seal(event)
    event.save()
    AuditHead.objects.filter(pk=head.pk).update(sequence=event.sequence, own_hash=event.own_hash)


def _plain(value: Any) -> Any:
    """JSON data that every database gives back as it was, numbers of people masked should they slip in."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    text = _ID_NUMBER.sub(lambda found: mask_id_number(found[0]), str(value))
    return _PHONE.sub(lambda found: mask_phone(found[0]), text)
