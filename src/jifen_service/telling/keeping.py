"""Keeping and erasing messages by rule (消息保存): after their term, and with the case they are about."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from jifen_service.telling import rules
from jifen_service.telling.models import Message

_DAYS_A_YEAR = 365


def erase(at: datetime) -> int:
    """Erase messages that were kept long enough and those about a case that was anonymised; give how many."""
    old = at - timedelta(days=_DAYS_A_YEAR * rules.keep_years())
    rows = Message.objects.filter(Q(created_at__lt=old) | Q(case__anonymised_at__isnull=False))
    # Deliveries go with their message.
    _rows, erased = rows.delete()
    return erased.get(Message._meta.label, 0)
