"""``jifen score``: one document as a table or JSON, or many as lines."""

from __future__ import annotations

import gc
import sys
from argparse import Namespace
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Literal

import orjson

from jifen import default_engine
from jifen.cli.call_error import CallError
from jifen.cli.clock import today
from jifen.cli.documents import read_file
from jifen.cli.output import write_bytes, write_json
from jifen.errors import InputError
from jifen.explain import result
from jifen.profile import load, parse
from jifen.scoring import Assessment

#: lines written at a time: large enough to be quick, small enough to be seen to move
_BATCH = 200
#: objects that may come into being before the garbage collector looks for rings
_COLLECT_AFTER = 200_000


def run(options: Namespace) -> int:
    """Carry out ``jifen score``."""
    if options.jsonl:
        return _score_lines(options)
    assessment = _assess(read_file(options.file), options.on)
    if options.json:
        write_json(result(assessment, options.lang))
    elif options.trace:
        write_json(assessment.trace())
    else:
        # The table's library is slow to load, and only a person needs it.
        from jifen.cli.table import print_assessment

        print_assessment(assessment, options.lang, with_sources=options.sources)
    return 0


def _assess(content: bytes, on: date | None, syntax: Literal["auto", "json"] = "auto") -> Assessment:
    profile = parse(load(content, syntax=syntax))
    return default_engine().score(profile, on or profile.on or today())


def _score_lines(options: Namespace) -> int:
    _keep_what_stays()
    bad = 0
    batch: list[bytes] = []
    for number, line in enumerate(_lines(options.file), start=1):
        answer = _answer(line, number, options)
        bad += "error" in answer
        batch.append(orjson.dumps(answer))
        if len(batch) >= _BATCH:
            write_bytes(b"\n".join(batch) + b"\n")
            batch.clear()
    if batch:
        write_bytes(b"\n".join(batch) + b"\n")
    return 1 if bad else 0


def _keep_what_stays() -> None:
    """Spare the collector the law and the libraries: they stay, and a scoring leaves no rings behind."""
    default_engine()
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER)


def _lines(name: str) -> Iterable[bytes]:
    if name == "-":
        yield from sys.stdin.buffer
        return
    try:
        with Path(name).open("rb") as file:
            yield from file
    except OSError as error:
        raise CallError(f"{name}: {error.strerror} / 读不到这个文件") from None


def _answer(line: bytes, number: int, options: Namespace) -> dict[str, Any]:
    try:
        return result(_assess(line, options.on, "json"), options.lang)
    except InputError as error:
        problems = [problem.as_dict(options.lang) for problem in error.problems]
        return {"error": {"line": number, "code": error.code, "errors": problems}}
