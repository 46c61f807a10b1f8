"""What ``jifen population`` takes: its actions and their arguments."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from jifen.cli import population
from jifen.profile.months import Month, parse_month

Commands: TypeAlias = "argparse._SubParsersAction[ArgumentParser]"
Day = Callable[[str], date]
#: the last month of an invented ledger: a fixed one, since one seed gives one population
_UNTIL = "2026-11"


def add(commands: Commands, day: Day, add_language: Callable[[ArgumentParser], None]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("population", help="score whole populations / 全市评分")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    scoring = actions.add_parser("score", help="score tables of persons and their insurance ledger")
    scoring.set_defaults(command=population.run_score)
    facts = actions.add_parser("facts", help="count the months of the ledger beside the persons, once")
    facts.set_defaults(command=population.run_facts)
    for action in (scoring, facts):
        _add_tables(action, day)
        _add_law(action)
        action.add_argument("--out", required=True, metavar="O", help="a Parquet file, or a folder")
        add_language(action)
    add_language(_add_generate(actions))
    add_language(_add_compare(actions, day))


def _add_tables(parser: ArgumentParser, day: Day) -> None:
    parser.add_argument(
        "--persons", required=True, metavar="P", help="Parquet: a file, a folder or a glob; see the contract"
    )
    parser.add_argument(
        "--ledger", metavar="L", help="Parquet; not needed where the persons come from `population facts`"
    )
    parser.add_argument("--on", required=True, type=day, metavar="DATE", help="evaluation date")
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
    parser.add_argument("--memory", metavar="SIZE", help="memory for DuckDB, such as 8GB (default 2500MB)")
    parser.add_argument(
        "--threads", type=_positive, metavar="N", help="DuckDB's threads (default: all cores)"
    )
    parser.add_argument("--master", default="local[*]", metavar="URL", help="Spark's master (local[*])")


def _add_law(parser: ArgumentParser) -> None:
    law = parser.add_mutually_exclusive_group()
    law.add_argument("--policy", metavar="ID", help="a policy version, whatever the date")
    law.add_argument("--policy-file", metavar="FILE", help="changed values, laid over the law of the date")


def _add_generate(actions: Commands) -> ArgumentParser:
    making = actions.add_parser("generate", help="invent believable tables / 生成虚构人口")
    making.add_argument("--people", required=True, type=_positive, metavar="N")
    making.add_argument("--months", type=_positive, default=8 * 12, metavar="M", help="of the ledger")
    making.add_argument("--until", type=_month, default=_UNTIL, metavar="YYYY-MM", help="the last month")
    making.add_argument("--seed", required=True, type=int, metavar="S", help="one seed, one population")
    making.add_argument("--out", required=True, metavar="DIR", help="a folder")
    making.set_defaults(command=population.run_generate)
    return making


def _add_compare(actions: Commands, day: Day) -> ArgumentParser:
    comparing = actions.add_parser("compare", help="two laws over one population / 两种规则的比较")
    _add_tables(comparing, day)
    law = "a policy version, or a file with changed values"
    comparing.add_argument("--before", metavar="A", help=f"{law} (default: the law of the date)")
    comparing.add_argument("--after", required=True, metavar="B", help=law)
    comparing.add_argument(
        "--least", type=_positive, default=10, metavar="N", help="hide counts below (default 10)"
    )
    comparing.add_argument(
        "--out", required=True, metavar="O", help="the report: .html, or .json for its data"
    )
    comparing.add_argument("--charts", metavar="DIR", help="a folder for the charts, each as SVG and as PNG")
    comparing.set_defaults(command=population.run_compare)
    return comparing


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: write a whole number above zero / 写一个大于零的整数")
    return int(text)


def _month(text: str) -> Month:
    try:
        return parse_month(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
