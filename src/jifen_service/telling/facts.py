"""What a text about a case may say (告知内容): numbers and dates, no name, nothing that a person told us."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import translation
from django.utils.timezone import localdate

from jifen_service.casework import rules
from jifen_service.casework.models import Case, Event

#: the languages of Django's that stand for ours
LOCALES = {"zh": "zh-hans", "en": "en"}


def of_event(event: Event, language: str) -> dict[str, str]:
    """The facts of something that happened to a case, in a language."""
    return of_case(event.case, event.at, language) | {"reasons": _reasons(event, language)}


def of_case(case: Case, at: datetime, language: str) -> dict[str, str]:
    """What can be said of a case at any time."""
    with translation.override(LOCALES[language]):
        kind = str(case.get_kind_display())
    return {
        "number": case.number,
        "kind": kind,
        "day": day(localdate(at)),
        "due": day(case.due_on),
        "centre": case.centre.name if case.centre else "",
    }


def day(told: date | None) -> str:
    """A day as every text writes it."""
    return told.isoformat() if told else ""


def _reasons(event: Event, language: str) -> str:
    # The officer's own words stay in the case: they may name somebody.
    known = rules.reasons()
    return "\n".join(f"· {known[key].text[language]}" for key in event.reasons if key in known)
