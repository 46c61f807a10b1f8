"""The years ahead and plans, in process: whole answers, words included."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from time import perf_counter_ns
from typing import Any

import jifen
from benchmarks import people
from benchmarks.report import Line, WrongAnswerError
from benchmarks.timing import on_one_core, timed
from jifen.profile import parse

FORECAST_GOAL, PLAN_GOAL = 30, 300
UNTIL = date(2046, 11, 30)
BY, EXAM = date(2030, 10, 1), date(2034, 6, 30)
INVENTED = 60
SAMPLES, WARM_UP = 60, 5
#: nothing but a birth date: everything can still be done, so this search is the widest
NOTHING_YET: people.Document = {"birth_date": "1990-06-15"}
#: the mother of a ten-year-old: a diploma, eight years at a low base
TYPICAL: people.Document = {
    "birth_date": "1986-04-02",
    "education": [{"level": "junior_college", "graduated": "2008-07-01"}],
    "social_insurance": [{"from": "2018-12", "base": 9000}],
    "children": [{"birth_date": "2016-05-01"}],
}


def measure_forecast() -> Iterator[Line]:
    """Measure twenty years of months, explained."""
    with on_one_core():
        for name, document in (*((name, people.named(name)) for name in people.NAMED), ("typical", TYPICAL)):
            call = partial(jifen.forecast, document, on=people.ON, until=UNTIL)
            _check_last_month(document, call())
            yield _line(f"{name}: forecast of twenty years, explained", call, FORECAST_GOAL)
        document = people.month_by_month()
        call = partial(jifen.forecast, document, on=people.ON, until=UNTIL)
        yield _line(f"{people.MONTHS_OF_RECORD} monthly entries: the same", call, FORECAST_GOAL)
        yield from _invented(FORECAST_GOAL, "forecast", partial(jifen.forecast, on=people.ON, until=UNTIL))


def measure_plan() -> Iterator[Line]:
    """Measure the search for plans, each explained."""
    plan = partial(jifen.plan, by=BY, until=EXAM, on=people.ON)
    with on_one_core():
        for name, document in (("typical", TYPICAL), ("nothing yet", NOTHING_YET)):
            found = plan(document)
            if not all(jifen.score(each["profile"], on=BY)["passes"] for each in found["plans"]):
                raise WrongAnswerError(f"{name}: a plan does not pass when it is needed")
            yield _line(f"{name}: plans, explained", partial(plan, document), PLAN_GOAL)
        yield from _invented(PLAN_GOAL, "plans", plan)


def _line(what: str, call: Callable[[], Any], goal: float) -> Line:
    timing = timed(call, SAMPLES, WARM_UP)
    return Line(what, timing.median / 1000, "ms", goal, timing.best / 1000)


def _invented(goal: float, what: str, ask: Callable[[people.Document], Any]) -> Iterator[Line]:
    """Give the median and the slowest of invented people, each asked twice and the quicker time taken."""
    taken = []
    for document in people.invented(INVENTED):
        laps = []
        for _ in range(2):
            begin = perf_counter_ns()
            ask(document)
            laps.append((perf_counter_ns() - begin) / 1_000_000)
        taken.append(min(laps))
    yield Line(f"{INVENTED} invented people: {what}, median", statistics.median(taken), "ms", goal)
    yield Line(f"{INVENTED} invented people: {what}, slowest", max(taken), "ms", goal)


def _check_last_month(document: people.Document, answer: dict[str, Any]) -> None:
    last = answer["months"][-1]
    scored = jifen.default_engine().score(parse(document), date.fromisoformat(last["on"]))
    if scored.total != last["total"]:
        raise WrongAnswerError(f"the last month says {last['total']}, the engine {scored.total}")
