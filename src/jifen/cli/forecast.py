"""``jifen forecast``: the years ahead as a table, as JSON or as a drawing."""

from __future__ import annotations

from argparse import Namespace
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from jifen import default_engine
from jifen.advice import drawing, forecast
from jifen.cli.call_error import CallError
from jifen.cli.documents import profile_and_day
from jifen.cli.output import console, write_json
from jifen.cli.words import say

#: columns of the drawn bar
_WIDTH = 22


def run(options: Namespace) -> int:
    """Carry out ``jifen forecast``."""
    profile, on = profile_and_day(options)
    answer = forecast(
        default_engine(), profile, on, until=options.until, wage_growth=options.wage_growth, lang=options.lang
    )
    if options.json:
        write_json(answer)
    elif options.svg:
        _write(options.svg, drawing(answer, options.lang))
    else:
        print_forecast(console(), answer, options.lang)
    return 0


def _write(name: str, text: str) -> None:
    try:
        Path(name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise CallError(f"{name}: {error.strerror} / 写不了这个文件") from None


def print_forecast(target: Console, answer: dict[str, Any], lang: str) -> None:
    """Print a forecast for people: the answer first, then every change with its reason."""
    target.print(heading(answer, lang))
    target.print(_events(answer, lang))
    for event in answer["conditions"]:
        mark = "✓" if event["met"] else "✗"
        target.print(Text(f"  {event['on']}  {mark} {event['name']}: {event['text']}", style="dim"))
    target.print(assumed(answer, lang))


def heading(answer: dict[str, Any], lang: str) -> Text:
    """Say how it stands today, when the mark is reached and when it is lost again."""
    text = Text(f"\n{answer['on']} – {answer['until']}\n", style="dim")
    text.append(say("total", lang, total=answer["today"]["total"]), style="bold not dim")
    reached, lost = answer["passes_from"], answer["below_from"]
    key = "never_passes" if reached is None else "passes_from"
    words = say(key, lang, mark=answer["pass_mark"], day=reached)
    text.append(f" · {words}", style="bold not dim green" if reached else "bold not dim yellow")
    if lost:
        words = say("below_from", lang, mark=answer["pass_mark"], day=lost)
        text.append(f" · {words}", style="bold not dim yellow")
    return text.append("\n")


def _events(answer: dict[str, Any], lang: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for key, justify in (("day", "left"), ("cause", "left"), ("change", "right"), ("points", "right")):
        table.add_column(say(key, lang), justify="right" if justify == "right" else "left")
    table.add_column("")
    for _, together in groupby(answer["events"], key=lambda event: event["on"]):
        events = list(together)
        for place, event in enumerate(events):
            last = place == len(events) - 1
            passes = event["total"] >= answer["pass_mark"]
            table.add_row(
                event["on"] if place == 0 else "",
                f"{event['name']}: {event['text']}",
                signed(event["points"]),
                Text(str(event["total"]) if last else "", style="bold green" if passes else "bold yellow"),
                _bar(event["total"], answer["pass_mark"]) if last else "",
            )
    return table


def signed(points: int) -> str:
    """Write a change with its sign, a real minus."""
    return f"+{points}" if points > 0 else f"−{-points}" if points else "0"


def _bar(total: int, mark: int) -> Text:
    """Draw the total beside the mark, which is a line."""
    at = _WIDTH * 2 // 3
    filled = min(max(round(total / mark * at), 0), _WIDTH)
    cells = ["█" if cell < filled else " " for cell in range(_WIDTH + 1)]
    cells[at] = "┃"
    return Text("".join(cells), style="green" if total >= mark else "yellow")


def assumed(answer: dict[str, Any], lang: str) -> Text:
    """List what was assumed."""
    text = Text(f"\n{say('assumptions', lang)}", style="bold")
    for line in answer["assumptions"]:
        text.append(f"\n  {line}", style="not bold dim")
    return text
