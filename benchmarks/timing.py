"""Taking the time of a call on one core. Imports nothing of ours: OpenFisca's side uses it too."""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter, perf_counter_ns
from typing import NamedTuple

WARM_UP = 300
SAMPLES = 3000


class Timing(NamedTuple):
    """Median and least of the samples, in microseconds."""

    median: float
    best: float


def timed(call: Callable[[], object], samples: int = SAMPLES, warm_up: int = WARM_UP) -> Timing:
    """Time single calls, each by itself, garbage collection as in real use."""
    for _ in range(warm_up):
        call()
    taken = []
    for _ in range(samples):
        begin = perf_counter_ns()
        call()
        taken.append(perf_counter_ns() - begin)
    return Timing(statistics.median(taken) / 1000, min(taken) / 1000)


def seconds_of(call: Callable[[], object]) -> float:
    """Time one long call, in seconds."""
    begin = perf_counter()
    call()
    return perf_counter() - begin


def processor_seconds() -> float:
    """Give the processor time of all commands awaited so far: other work is not in it."""
    spent = os.times()
    return spent.children_user + spent.children_system


@contextmanager
def on_one_core() -> Iterator[None]:
    """Keep this process and what it starts on one core meanwhile, where the system can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
