"""What public pages ask of publications (发布与撤回): what was withdrawn, what came after a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from jifen_service.lawdrafts.models import Event

_PUBLIC = ("publish", "withdraw")


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A publication that was withdrawn (已撤回的发布), called in a language."""

    number: int
    name: str
    published: date
    day: date


def withdrawn(lang: str, after: int = 0) -> tuple[Withdrawn, ...]:
    """The withdrawals after an event, the newest first."""
    found = _public(after).filter(step="withdraw").order_by("-pk")
    return tuple(
        Withdrawn(
            event.draft.publication.number,
            event.draft.name_en if lang == "en" else event.draft.name_zh,
            localdate(event.draft.publication.published_at),
            localdate(event.at),
        )
        for event in found
    )


def published_after(event: int) -> frozenset[int]:
    """The numbers of what was published after an event, withdrawn again or not."""
    found = _public(event).filter(step="publish")
    return frozenset(found.values_list("draft__publication__number", flat=True))


def last_event() -> int:
    """The last publication or withdrawal; 0 when there was none."""
    return _public(0).order_by("-pk").values_list("pk", flat=True).first() or 0


def _public(after: int) -> QuerySet[Event]:
    rows = Event.objects.filter(pk__gt=after, step__in=_PUBLIC, draft__publication__isnull=False)
    return rows.select_related("draft__publication")
