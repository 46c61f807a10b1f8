"""Office hours (办公时间): read from what the administrator wrote, compared with the working days. Pure.

``工作日 8:30–11:30, 13:00–16:30`` is understood; anything else is shown as it was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from jifen_service.casework.calendar import add_working_days, is_announced, is_working_day

_DASH = r"\s*[–—~至-]\s*"
_SPAN = re.compile(rf"(\d{{1,2}}:\d{{2}}){_DASH}(\d{{1,2}}:\d{{2}})")
_WHOLE = re.compile(rf"\s*(?:工作日|周一至周五)\s*{_SPAN.pattern}(?:\s*[,，、;；]\s*{_SPAN.pattern})*\s*")


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when on a working day; ``until`` is no longer open."""

    since: time
    until: time

    def __str__(self) -> str:
        return f"{_clock(self.since)}–{_clock(self.until)}"


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a centre is open now: until when, or from which day and time again; ``day`` None is today.

    ``certain`` is False when the next day lies in a year whose holidays are not announced.
    """

    open: bool
    until: time | None = None
    day: date | None = None
    since: time | None = None
    certain: bool = True


def read_hours(text: str) -> tuple[Span, ...]:
    """The spans of a working day; none when the text says something else."""
    if not _WHOLE.fullmatch(text):
        return ()
    try:
        spans = tuple(Span(_time(since), _time(until)) for since, until in _SPAN.findall(text))
    except ValueError:
        return ()
    return spans if all(span.since < span.until for span in spans) else ()


def standing(spans: tuple[Span, ...], now: datetime) -> Standing:
    """Whether it is open at a local time, by the Chinese holiday calendar."""
    day, moment = now.date(), now.time()
    if is_working_day(day):
        for span in sorted(spans, key=lambda span: span.since):
            if span.since <= moment < span.until:
                return Standing(open=True, until=span.until)
            if moment < span.since:
                return Standing(open=False, since=span.since)
    following = add_working_days(day, 1).on
    first = min(span.since for span in spans)
    return Standing(open=False, day=following, since=first, certain=is_announced(following))


def _time(text: str) -> time:
    return time.fromisoformat(text.zfill(len("08:30")))


def _clock(moment: time) -> str:
    return f"{moment:%H:%M}".lstrip("0") if moment.hour else f"{moment:%H:%M}"
