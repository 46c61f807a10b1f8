"""One score in process: read, scored with its trace, put in words, written as JSON."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from time import perf_counter_ns
from typing import Any

import orjson

import jifen
from benchmarks import people
from benchmarks.report import Line
from benchmarks.timing import Timing, on_one_core, seconds_of, timed
from jifen.explain import Language, result
from jifen.law import load_lawbook
from jifen.profile import Profile, load, parse
from jifen.scoring import Engine

SCORE_GOAL, WORDS_GOAL = 150, 400
STAGES = ("text → document", "document → profile", "score with trace", "sentences", "result → JSON")
INVENTED, PASSES = 400, 9
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def measure() -> Iterator[Line]:
    """Measure each stage for the named people, then reading the law, which happens once a process."""
    with on_one_core():
        for name in people.NAMED:
            yield from _stages(name, people.named(name))
        yield from _stages(f"{people.MONTHS_OF_RECORD} monthly entries", people.month_by_month())
        yield from _invented()
        yield Line("once a process: the law read, checked and compiled", _reading() * 1000, "ms")


def _stages(name: str, document: people.Document) -> Iterator[Line]:
    engine = jifen.default_engine()
    profile = parse(document)
    assessment = engine.score(profile, people.ON)
    whole = result(assessment, "zh")
    scored = timed(lambda: engine.score(profile, people.ON))
    yield _line(f"{name}: score with its full trace", scored, SCORE_GOAL)
    for lang in LANGUAGES:
        words = timed(partial(_explained, engine, profile, lang))
        yield _line(f"{name}: score and all sentences, {lang}", words, WORDS_GOAL)
    yield _line(f"{name}:   stage: document → profile", timed(partial(parse, document)))
    yield _line(f"{name}:   stage: sentences alone, zh", timed(partial(result, assessment, "zh")))
    yield _line(f"{name}:   stage: result → JSON", timed(partial(orjson.dumps, whole)))
    yield _line(f"{name}:   all stages", timed(lambda: orjson.dumps(jifen.score(document, on=people.ON))))


def _invented() -> Iterator[Line]:
    """Give what each stage takes of a line of `--jsonl`: each person's median, the mean of them all."""
    engine = jifen.default_engine()
    totals = dict.fromkeys(STAGES, 0.0)
    texts = people.lines(people.invented(INVENTED))
    for text in texts:
        taken = [_laps(engine, text) for _ in range(PASSES)]
        for stage, laps in zip(STAGES, zip(*taken, strict=True), strict=True):
            totals[stage] += statistics.median(laps) / len(texts) / 1000
    for stage, micros in totals.items():
        yield Line(f"invented people, mean:   stage: {stage}", micros, "µs")
    yield Line("invented people, mean:   all stages", sum(totals.values()), "µs")


def _laps(engine: Engine, text: str) -> list[int]:
    """Take one text through all stages; nanoseconds of each."""
    times = [perf_counter_ns()]
    document = load(text, syntax="json")
    times.append(perf_counter_ns())
    profile = parse(document)
    times.append(perf_counter_ns())
    assessment = engine.score(profile, people.ON)
    times.append(perf_counter_ns())
    whole = result(assessment, "zh")
    times.append(perf_counter_ns())
    orjson.dumps(whole)
    times.append(perf_counter_ns())
    return [end - begin for begin, end in pairwise(times)]


def _explained(engine: Engine, profile: Profile, lang: Language) -> dict[str, Any]:
    return result(engine.score(profile, people.ON), lang)


def _line(what: str, timing: Timing, goal: float | None = None) -> Line:
    return Line(what, timing.median, "µs", goal, timing.best)


def _reading() -> float:
    """Give the least of three, in seconds."""
    return min(seconds_of(lambda: Engine(load_lawbook()).program_on(people.ON)) for _ in range(3))
