"""The commands and their arguments."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date

from jifen import __version__
from jifen.cli import advice_arguments, check, notice, policy, population_arguments, score, serve, settle
from jifen.errors import InputError, JifenError

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Gives 0 done, 1 done with bad lines, 2 the input or the call is wrong."""
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        return command(options)
    except InputError as error:
        return _refuse(error.text(options.lang))
    except JifenError as error:
        return _refuse(str(error))
    except BrokenPipeError:
        # The reader went away (`| head`): nothing to say, but Python must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _refuse("interrupted")


def _refuse(message: str) -> int:
    sys.stdout.flush()
    print(message, file=sys.stderr)
    return 2


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: write YYYY-MM-DD / 日期写作 2026-11-22") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="jifen", description="沪积分: the Shanghai residence-permit points, exact and explained."
    )
    parser.add_argument("--version", action="version", version=f"jifen {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_score(commands)
    _add_check(commands)
    advice_arguments.add(commands, _date, _add_document)
    _add_settle(commands)
    _add_policy(commands)
    population_arguments.add(commands, _date, _add_language)
    _add_verify_notice(commands)
    _add_serve(commands)
    return parser


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lang", choices=("zh", "en"), default="zh", help="language of the sentences (default zh)"
    )


def _add_document(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="a profile document (YAML or JSON); - reads standard input"
    )
    parser.add_argument(
        "--on", type=_date, metavar="DATE", help="evaluation date; else the document's, else today"
    )
    _add_language(parser)


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("check", help="what would come back, what to bring / 退回预检和材料清单")
    _add_document(parser)
    parser.add_argument("--have", action="append", metavar="ID", help="a material at hand (repeat it)")
    parser.add_argument("--json", action="store_true", help="the whole result as JSON")
    parser.set_defaults(command=check.run)


def _add_settle(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("settle", help="routes to the household registration / 落户自测")
    _add_document(parser)
    parser.add_argument("--json", action="store_true", help="the whole result as JSON")
    parser.set_defaults(command=settle.run)


def _add_score(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("score", help="score a profile document / 评分")
    _add_document(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="the whole result as JSON")
    form.add_argument("--jsonl", action="store_true", help="one profile a line in, one result a line out")
    form.add_argument("--trace", action="store_true", help="every step of the computation as JSON")
    parser.add_argument("--sources", action="store_true", help="with the citation of every rule in the table")
    parser.set_defaults(command=score.run)


def _add_policy(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("policy", help="read the law as data / 查看政策")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="the policy versions")
    listing.set_defaults(command=policy.run_list)
    show = actions.add_parser("show", help="every value of a version, with its citation")
    show.add_argument(
        "id", metavar="ID", help="a policy version, such as those that `jifen policy list` prints"
    )
    show.add_argument(
        "--on", type=_date, metavar="DATE", help="the values in force on this day of the version"
    )
    show.set_defaults(command=policy.run_show)
    diff = actions.add_parser("diff", help="what differs between two versions or two dates")
    diff.add_argument("before", metavar="A", help="a policy version or a date")
    diff.add_argument("after", metavar="B", help="a policy version or a date")
    diff.set_defaults(command=policy.run_diff)
    for action in (listing, show, diff):
        _add_language(action)
        action.add_argument("--json", action="store_true", help="as JSON")


def _add_verify_notice(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("verify-notice", help="is a printed notice genuine and valid / 核验通知书")
    parser.add_argument("file", metavar="FILE.pdf", help="the notice")
    parser.add_argument(
        "--trust", action="append", default=[], metavar="CERT", help="a certificate to trust (PEM or DER)"
    )
    parser.add_argument("--server", metavar="URL", help="ask this platform what the notice is worth now")
    parser.add_argument("--on", type=_date, metavar="DATE", help="the day asked about; else today")
    _add_language(parser)
    parser.add_argument("--json", action="store_true", help="everything that was found as JSON")
    parser.set_defaults(command=notice.run)


def _add_serve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("serve", help="serve the platform / 启动网站")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    parser.set_defaults(command=serve.run, lang="zh")
