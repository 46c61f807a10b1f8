"""``jifen population``: the same law over tables of millions of people."""

from __future__ import annotations

import json
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from jifen import default_engine
from jifen.cli.call_error import CallError
from jifen.cli.policy import policy_named
from jifen.law import Amendment, LawBook, amended
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
        return Engine(_amended(book, options.policy_file).book).program_on(options.on)
    return _program_of(book, options.on, options.policy)


def _program_of(book: LawBook, on: date, policy_id: str | None) -> Program:
    """Compile the law of a date, or of a version; one not in force then is read as it last was."""
    if policy_id is None:
        return Engine(book).program_on(on)
    policy = policy_named(book, policy_id)
    return Engine(book).program_on(on if policy.covers(on) else book.last_change_of(policy))


def _amended(book: LawBook, name: str) -> Amendment:
    if not Path(name).is_file():
        raise CallError(f"{name}: no such file / 没有这个文件")
    return amended(book, Path(name))


def run_compare(options: Namespace) -> int:
    """Compare two laws over one population and write the report."""
    out = Path(options.out)
    if out.suffix not in (".html", ".json"):
        raise CallError(f"{out}: write a name that ends in .html or .json / 文件名要以 .html 或 .json 结尾")
    with _told() as tell:
        library = _library()
        from jifen.population import comparing

        def report(found: Any) -> str:
            data = comparing.as_dict(found, options.least, options.lang)
            if options.charts:
                _draw(comparing, comparing.charts_of(data, options.lang), Path(options.charts))
            if out.suffix == ".html":
                return str(comparing.html(data, options.lang))
            return json.dumps(data, ensure_ascii=False, indent=1)

        sides = (_side(comparing, options.before, options.on), _side(comparing, options.after, options.on))
        comparing.compare(sides, report, *_work(library, options), tell)
    return 0


def _draw(comparing: Any, charts: Mapping[str, Any], folder: Path) -> None:
    """Write each chart twice, as SVG and as PNG; drawn before any is written."""
    files: dict[str, bytes] = {}
    for name, drawing in charts.items():
        files[f"{name}.svg"] = comparing.svg_file(drawing).encode()
        files[f"{name}.png"] = comparing.png(drawing)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise CallError(f"{folder}: {error.strerror} / 不能写到这里") from None


def _side(comparing: Any, law: str | None, on: date) -> Any:
    """Read a law to be compared: a version, or a file of changed values."""
    book = default_engine().book
    if law is not None and Path(law).is_file():
        amendment = _amended(book, law)
        if amendment.begins > on:
            raise CallError(
                f"{law}: changes nothing before {amendment.begins}; give that day or a later one as --on / "
                f"{amendment.begins} 起才有变化, --on 请写那天或以后"
            )
        return comparing.Side(amendment.name, Engine(amendment.book).program_on(on), amendment.changed)
    program = _program_of(book, on, law)
    return comparing.Side(program.law.policy.name, program)


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
