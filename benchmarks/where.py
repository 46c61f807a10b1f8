"""Where the time goes: `python -m benchmarks.where [PERSON]` profiles each stage of one score."""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
from collections.abc import Callable
from functools import partial

import jifen
from benchmarks import people
from jifen.explain import result
from jifen.profile import load, parse

CALLS, SHOWN = 3000, 14


def main() -> None:
    """Profile reading, checking, scoring and sentences for one named person."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.where", description=__doc__)
    parser.add_argument("person", nargs="?", choices=people.NAMED, default="example")
    document = people.named(parser.parse_args().person)
    text = json.dumps(document)
    engine = jifen.default_engine()
    profile = parse(document)
    assessment = engine.score(profile, people.ON)
    stages: dict[str, Callable[[], object]] = {
        "JSON text → document": partial(load, text, syntax="json"),
        "document → profile": partial(parse, document),
        "profile → assessment": partial(engine.score, profile, people.ON),
        "assessment → result with sentences": partial(result, assessment, "zh"),
    }
    for stage, call in stages.items():
        print(f"== {stage}, {CALLS:,} times")
        _profile(call)


def _profile(call: Callable[[], object]) -> None:
    call()
    with cProfile.Profile() as profiler:
        for _ in range(CALLS):
            call()
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(SHOWN)


if __name__ == "__main__":
    main()
