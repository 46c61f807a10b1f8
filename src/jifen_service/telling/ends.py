"""What of a holder's ends, and when (到期): from the facts as decided, dates given, no clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from jifen import default_engine
from jifen.advice import Question, forecast, plan
from jifen.errors import JifenError
from jifen.profile import Profile, parse
from jifen.profile.months import add_months
from jifen_service.casework.calendar import confirmation_after
from jifen_service.telling import rules, texts
from jifen_service.telling.rules import Reminder


@dataclass(frozen=True, slots=True)
class End:
    """Something that ends on a day. ``facts``: what its text says besides, by language."""

    event: str
    on: date
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def ends_of(document: Mapping[str, Any], decided_on: date, today: date) -> Iterator[End]:
    """What ends within the longest term of each reminder, from facts that were decided on a day."""
    try:
        profile = parse(document)
    except JifenError:
        return
    days = {
        "permit_ends": profile.permit.valid_until if profile.permit else None,
        "contract_ends": profile.employment.contract_until if profile.employment else None,
        "confirmation_due": _next_confirmation(decided_on, today),
    }
    for event, day in days.items():
        if day is not None and _is_near(day, today, rules.reminders()[event]):
            yield End(event, day)
    if (fall := _fall(profile, decided_on, today)) is not None:
        yield fall


def term(on: date, today: date, reminder: Reminder) -> int | None:
    """The nearest term that has begun, in months; None while it is too early, or once it is over."""
    begun = [months for months in reminder.months_before if today >= add_months(on, -months)]
    return min(begun) if begun and today <= on else None


def _is_near(on: date, today: date, reminder: Reminder) -> bool:
    return term(on, today, reminder) is not None


def _next_confirmation(decided_on: date, today: date) -> date:
    """The next of the confirmations that follow a decision, today's counted."""
    return next(on for number in count(1) if (on := confirmation_after(decided_on, number)) >= today)


def _fall(profile: Profile, decided_on: date, today: date) -> End | None:
    """The day on which a score that passes today falls below the pass mark, with why and what keeps it."""
    reminder = rules.reminders()["score_falls"]
    until = add_months(today, max(reminder.months_before))
    try:
        ahead = forecast(default_engine(), profile, today, until=until)
    except JifenError:
        return None
    if not ahead["today"]["passes"] or ahead["below_from"] is None:
        return None
    on = date.fromisoformat(ahead["below_from"])
    if not _is_near(on, today, reminder):
        return None
    question = Question(by=on, until=_next_confirmation(decided_on, on))
    return End("score_falls", on, {lang: _words(profile, question, today, lang) for lang in texts.LANGUAGES})


def _words(profile: Profile, question: Question, today: date, lang: str) -> dict[str, str]:
    ahead = forecast(default_engine(), profile, today, until=question.by, lang=lang)
    causes = [event for event in ahead["events"] if event["on"] == question.by.isoformat()]
    found = plan(default_engine(), profile, today, question, lang=lang)
    return {
        "total": str(causes[-1]["total"]),
        "pass_mark": str(ahead["pass_mark"]),
        "why": _lines(f"{one['name']} {_signed(one['points'])}: {one['text']}" for one in causes),
        "keep": _lines(_keeping(found, lang)),
    }


def _keeping(found: Mapping[str, Any], lang: str) -> Iterator[str]:
    """The plans that keep the score through the next confirmation; where none is in time, the nearest."""
    other = (found["nearest"], found["earliest"])
    plans = {one["id"]: one for one in (*found["plans"], *other) if one and one["steps"]}
    line = rules.reminders()["score_falls"].keep_line[lang]
    for one in list(plans.values())[:_MOST]:
        start = min(step["start"] for step in one["steps"])
        said = line.format(title=one["title"], start=start, reached=one["reached"] or "—")
        yield f"{said}; {one['note']}" if one["note"] else said


#: ways of keeping the score that a message lists
_MOST = 4


def _lines(texts_of: Iterator[str]) -> str:
    return "\n".join(f"· {text}" for text in texts_of)


def _signed(points: int) -> str:
    return f"+{points}" if points > 0 else f"−{-points}"
