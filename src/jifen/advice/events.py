"""The events of a course: each change of the points and of the conditions, with cause and citation (变化)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from jifen.explain import why_changed
from jifen.explain.sentences import check_because
from jifen.explain.sources import of_check, of_indicator
from jifen.mechanisms import Indicator, Program
from jifen.profile.months import format_month, month_of
from jifen.scoring import CheckResult, Course, Standing, at

Json = dict[str, Any]


def events(course: Course, standings: Sequence[Standing], lang: str) -> Iterator[Json]:
    """Walk the changes of what counts, oldest first; a choice between indicators makes one event."""
    for before, after in pairwise(standings):
        program = course.program_on(after.day)
        seen: set[str] = set()
        for indicator in program.indicators:
            if indicator.id in seen:
                continue
            group = next((choice for choice in program.choices if indicator.id in choice), (indicator.id,))
            seen.update(group)
            turn = _turn(before, after, group)
            if turn is not None:
                yield _event(course, before, after, turn, lang)


class _Turn(NamedTuple):
    """A change of a choice's points, the indicator that causes it, and the other one that it moves."""

    gain: int
    cause: str
    other: str | None


def _turn(before: Standing, after: Standing, group: Sequence[str]) -> _Turn | None:
    held = next((name for name in group if name in before.points), group[0])
    holds = next((name for name in group if name in after.points), held)
    gain = after.points.get(holds, 0) - before.points.get(held, 0)
    if not gain and holds == held:
        return None
    # The best of a choice rises by the indicator that is the best then, and falls by the one that was.
    cause, other = (holds, held) if gain >= 0 else (held, holds)
    return _Turn(gain, cause, other if other != cause else None)


def _event(course: Course, before: Standing, after: Standing, turn: _Turn, lang: str) -> Json:
    program = course.program_on(after.day)
    cause, line = _indicator(program, turn.cause), course.indicators[turn.cause]
    text = why_changed(cause, at(line, before.day), at(line, after.day), lang)
    if turn.other is not None and turn.gain >= 0:
        instead = program.choice_of[cause.id].change.get("instead", {lang: "{text}"})
        text = instead[lang].format(text=text, other=_indicator(program, turn.other).section.name[lang])
    return {
        "month": format_month(month_of(after.day)),
        "on": after.day.isoformat(),
        "indicator": cause.id,
        "name": cause.section.name[lang],
        "points": turn.gain,
        "total": after.total,
        "text": text,
        "other": turn.other,
        "sources": of_indicator(program, cause, lang),
    }


def _indicator(program: Program, name: str) -> Indicator:
    return next(indicator for indicator in program.indicators if indicator.id == name)


def condition_events(course: Course, lang: str) -> Iterator[Json]:
    """Walk the days on which a condition of application begins or ceases to hold, oldest first."""
    turns = [(step, place) for place, line in enumerate(course.conditions.values()) for step in line[1:]]
    for step, place in sorted(turns, key=lambda turn: (turn[0].day, turn[1])):
        check = step.program.conditions[place]
        yield {
            "month": format_month(month_of(step.day)),
            "on": step.day.isoformat(),
            "id": check.id,
            "name": check.name[lang] if check.name else check.id,
            "met": bool(step.value),
            "text": check_because(step, CheckResult(check, bool(step.value), step.trace), lang),
            "sources": of_check(step.program, check, lang),
        }
