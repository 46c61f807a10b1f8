"""The arguments of ``jifen forecast`` and ``jifen plan``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from jifen.profile.months import last_day, parse_month

Day = Callable[[str], date]
AddDocument = Callable[[argparse.ArgumentParser], None]


def add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], day: Day, add_document: AddDocument
) -> None:
    """Add the two commands; ``add_document`` adds what every command on a document takes."""
    forecast = commands.add_parser("forecast", help="the score month by month / 逐月预测")
    add_document(forecast)
    forecast.add_argument("--until", type=_month, metavar="YYYY-MM", help="last month; ten years unless told")
    form = forecast.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="the whole answer as JSON")
    form.add_argument("--svg", metavar="OUT", help="a drawing of the curve")
    _add_growth(forecast)
    forecast.set_defaults(command=_forecast)
    plan = commands.add_parser("plan", help="ways to the pass mark in time / 达标规划")
    add_document(plan)
    plan.add_argument("--by", type=day, metavar="DATE", required=True, help="the day the points are needed")
    plan.add_argument("--until", type=day, metavar="DATE", help="keep them until this day, the last exam")
    plan.add_argument(
        "--takes", type=_takes, metavar="ACTION=MONTHS", action="append", help="your own estimate of a time"
    )
    plan.add_argument("--json", action="store_true", help="the whole answer as JSON")
    _add_growth(plan)
    plan.set_defaults(command=_plan)


def _forecast(options: argparse.Namespace) -> int:
    # The tables' library is slow to load, and other commands do without it.
    from jifen.cli.forecast import run

    return run(options)


def _plan(options: argparse.Namespace) -> int:
    from jifen.cli.plan import run

    return run(options)


def _add_growth(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--wage-growth",
        type=_per_cent,
        metavar="PERCENT",
        default=Decimal(0),
        help="assumed yearly growth of the average wage, where none is published (default 0)",
    )


def _month(text: str) -> date:
    try:
        return last_day(parse_month(text))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: write YYYY-MM / 月份写作 2036-11") from None


def _per_cent(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        raise argparse.ArgumentTypeError(f"{text!r}: write a number / 写数字, 如 3.5")
    return number


def _takes(text: str) -> tuple[str, Any]:
    name, _, months = text.partition("=")
    if not months.isascii() or not months.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r}: write ACTION=MONTHS, such as intermediate=9")
    return name, int(months)
