"""The score month by month (逐月预测): what every month brings, and why it changes.

*Month k* is the calendar month k months after that of ``on``, evaluated on its last day; ``today`` is
``on`` itself. So what month k says is what `Engine.score` says of the same profile on ``months[k].on``.
Insurance and other runs without an end go on at their base or ratio; ``wage_growth`` is the assumed
yearly growth of the average wage in per cent, where none is on file. JSON-able, texts in ``lang``::

    {"on": "2026-11-22", "until": "2036-11-30", "pass_mark": …, "wage_growth": "0",
     "policy": {"id": "…", "effective_from": "…"},
     "today": {"month": "2026-11", "on": "2026-11-22", "total": …, "passes": true, "eligible": false,
               "points": {"age": …, "education": …}},            # of what counts, zeros left out
     "months": [{… as today, "on": the month's last day}, …],
     "events": [{"month": "2027-03", "on": "2027-03-15",         # the exact day
                 "indicator": "age", "name": "年龄", "points": -1, "total": …,     # after the day
                 "text": "44 周岁",
                 "other": null,      # of a choice: the one that counted before, or counts after a fall
                 "sources": […]}, …],                            # as in a result's indicators
     "conditions": [{"month", "on", "id", "name", "met", "text", "sources"}, …],   # 申请条件变化
     "indicators": [{"id", "group", "name", "sources"}, …],      # that count at some time, in order
     "passes_from": "2026-11-22" | null,      # first day at the pass mark
     "below_from": "2027-03-15" | null,       # first day below it again after that
     "assumptions": ["…", …]}                 # sentences

Several events of one day are listed in the law's order; their ``total`` is that of the day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from jifen.advice.curve import curve, point, policy_of
from jifen.advice.events import condition_events, events
from jifen.advice.horizon import check_size, horizon
from jifen.advice.wages import assuming, last_published
from jifen.advice.words import say
from jifen.explain import Language, assumption_sentences
from jifen.explain.sources import of_indicator
from jifen.profile import Profile, assumptions, to_document
from jifen.profile.months import format_month, month_of
from jifen.scoring import Course, Engine, Standing, follow

Json = dict[str, Any]
#: diplomas, credentials and runs of a document together
MOST_ENTRIES = 1000


def forecast(
    engine: Engine,
    profile: Profile,
    on: date,
    *,
    until: date | None = None,
    wage_growth: Decimal = Decimal(0),
    lang: Language = "zh",
) -> Json:
    """Say how the score goes from ``on`` to the end of the month of ``until`` (ten years unless told).

    Shape and meaning: the module's own text. Raises QuestionError for a horizon or growth out of bounds,
    and what `Engine.score` raises.
    """
    end = horizon(on, until)
    check_size(profile, MOST_ENTRIES)
    course = follow(assuming(engine, wage_growth), profile, on, end)
    standings = tuple(course.standings())
    program = course.program_on(on)
    return {
        "on": on.isoformat(),
        "until": end.isoformat(),
        "pass_mark": program.pass_mark,
        "wage_growth": f"{wage_growth:f}",
        "policy": policy_of(program),
        "today": point(standings[0], on),
        "months": curve(standings, on, end),
        "events": list(events(course, standings, lang)),
        "conditions": list(condition_events(course, lang)),
        "indicators": _indicators(course, standings, lang),
        **_turns(standings),
        "assumptions": [
            *stated(engine, course, wage_growth, lang),
            *assumption_sentences(assumptions(profile), to_document(profile), lang),
        ],
    }


def _indicators(course: Course, standings: tuple[Standing, ...], lang: str) -> list[Json]:
    """Name the indicators that count at some time, as the law orders them."""
    seen = {name for standing in standings for name in standing.points}
    program = course.program_on(course.on)
    return [
        {
            "id": indicator.id,
            "group": indicator.section.group,
            "name": indicator.section.name[lang],
            "sources": of_indicator(program, indicator, lang),
        }
        for indicator in program.indicators
        if indicator.id in seen
    ]


def _turns(standings: tuple[Standing, ...]) -> Mapping[str, str | None]:
    """Say when the pass mark is first reached and when it is first missed after that."""
    reached = next((standing.day for standing in standings if standing.passes), None)
    lost = next(
        (each.day for each in standings if reached is not None and each.day > reached and not each.passes),
        None,
    )
    return {
        "passes_from": reached.isoformat() if reached else None,
        "below_from": lost.isoformat() if lost else None,
    }


def stated(engine: Engine, course: Course, wage_growth: Decimal, lang: str) -> Iterator[str]:
    """Say what a look ahead assumes of its own: payments, wages, the law."""
    yield say("assumed", "insurance", lang)
    series = last_published(engine.book)
    if series is not None and series.values[-1].to is not None and series.values[-1].to < course.until:
        month = format_month(month_of(series.values[-1].to) + 1)
        key = "wage_grows" if wage_growth else "wage_stays"
        yield say("assumed", key, lang, month=month, growth=f"{wage_growth:f}")
    policy = course.programs[-1][1].law.policy
    yield say("assumed", "law", lang, policy=policy.name[lang], since=policy.effective_from.isoformat())
