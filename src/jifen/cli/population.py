"""``jifen population``: the same law over tables of millions of people."""

from __future__ import annotations

import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from jifen import default_engine
from jifen.cli.call_error import CallError
from jifen.cli.policy import policy_named
from jifen.law import LawBook, amended
from jifen.mechanisms import Program
from jifen.scoring import Engine

#: unwatched progress gets a line every so many half seconds
_QUIET = 10
#: where the law keeps the wages by which invented bases rise
_AVERAGE_WAGE = "average_wage.wage"


def run_score(options: Namespace) -> int:
    """Score everybody."""
    with _told() as tell:
        library = _library()
        library.score(_program(options), *_work(library, options), tell)
    return 0


def run_facts(options: Namespace) -> int:
    """Count months beside the persons."""
    with _told() as tell:
        library = _library()
        library.derive_facts(_program(options), *_work(library, options), tell)
    return 0


def run_generate(options: Namespace) -> int:
    """Invent a population."""
    with _told() as tell:
        _library()
        from jifen.population.generating import Wanted, generate

        wanted = Wanted(options.people, options.months, options.until, options.seed)
        generate(wanted, default_engine().book.parameters[_AVERAGE_WAGE], options.out, tell)
    return 0


def _library() -> Any:
    """Load what only these commands need; a request to stop then clears up first."""
    try:
        from jifen import population
    except ImportError as error:
        raise CallError(
            f"{error.name}: pip install 'jifen[population]' / 还要安装 jifen[population]"
        ) from None
    signal.signal(signal.SIGTERM, _stop)
    return population


def _stop(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _work(library: Any, options: Namespace) -> tuple[Any, date, str, Any]:
    """Give tables, date, output and means as the library takes them."""
    given = {"memory": options.memory} if options.memory else {}
    means = library.Means(options.engine, threads=options.threads, master=options.master, **given)
    return library.Tables(options.persons, options.ledger), options.on, options.out, means


def _program(options: Namespace) -> Program:
    book = default_engine().book
    if options.policy_file:
        return program_of(file_of(book, options.policy_file), options.on)
    return program_of(book, options.on, options.policy)


def program_of(book: LawBook, on: date, policy_id: str | None = None) -> Program:
    """Compile the law of a date, or of a version; one not in force then is read as it last was."""
    if policy_id is None:
        return Engine(book).program_on(on)
    policy = policy_named(book, policy_id)
    return Engine(book).program_on(on if policy.covers(on) else book.last_change_of(policy))


def file_of(book: LawBook, name: str) -> LawBook:
    """Give the book with a file's changed values."""
    if not Path(name).is_file():
        raise CallError(f"{name}: no such file / 没有这个文件")
    return amended(book, Path(name)).book


@contextmanager
def _told() -> Iterator[Callable[[float | None], None]]:
    """Give a way to show progress on standard error: in place for a person, a line now and then in a log."""
    told = 0
    watched = sys.stderr.isatty()

    def tell(done: float | None) -> None:
        nonlocal told
        told += 1
        text = "…" if done is None else f"{done:.0%}"
        if watched:
            print(f"\r{text:>4} ", end="", file=sys.stderr, flush=True)
        elif told % _QUIET == 0:
            print(text, file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        if watched and told:
            print("\r     \r", end="", file=sys.stderr, flush=True)
