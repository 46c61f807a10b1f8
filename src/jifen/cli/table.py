"""The result as a table that is a pleasure to read: the answer first, then why, then what to do."""

from __future__ import annotations

from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jifen.cli.output import console
from jifen.cli.words import say
from jifen.explain import CERTAINTY, assumption_sentences, bar, result, steps_up
from jifen.profile import to_document
from jifen.scoring import Assessment

_WIDTH = 60
_COLOURS = ("green", "cyan", "blue", "magenta", "yellow", "bright_green", "bright_cyan", "bright_blue")
_SMALL = 12
_MOST_STEPS = 4


def print_assessment(assessment: Assessment, lang: Any, *, with_sources: bool = False) -> None:
    """Print an assessment for people; colours only where the output is a terminal."""
    shown = result(assessment, lang)
    document = to_document(assessment.facts.profile)
    parts: list[RenderableType] = [_heading(assessment, shown, lang), _bar(shown), _indicators(shown, lang)]
    parts += _eligibility(shown, lang)
    parts += _list(
        say("next", lang), [f"+{step.gain}  {step.text}" for step in steps_up(assessment, lang)][:_MOST_STEPS]
    )
    parts += _list(say("warnings", lang), [warning["text"] for warning in shown["warnings"]])
    parts += _list(say("assumed", lang), list(assumption_sentences(shown["assumptions"], document, lang)))
    if with_sources:
        parts += _sources(shown, lang)
    console().print(Padding(Group(*parts), (1, 1)))


def _heading(assessment: Assessment, shown: dict[str, Any], lang: str) -> Text:
    text = Text()
    text.append(f"{say('title', lang)} · {shown['on']} · {assessment.policy.name[lang]}\n", style="dim")
    text.append(say("total", lang, total=shown["total"]), style="bold")
    if shown["vetoed"]:
        text.append(f" · {say('vetoed', lang)}", style="bold red")
    elif shown["passes"]:
        text.append(f" · {say('passes', lang, mark=shown['pass_mark'])}", style="bold green")
    else:
        gap = shown["pass_mark"] - shown["total"]
        text.append(f" · {say('short', lang, mark=shown['pass_mark'], gap=gap)}", style="bold yellow")
    return text


def _bar(shown: dict[str, Any]) -> Text:
    """Draw the bar to the pass mark: what counts stacked, the mark a line, deductions off its end."""
    pieces = bar(shown)
    mark = shown["pass_mark"]
    longest = max([mark, *(piece.end for piece in pieces)])
    scale = _WIDTH / (longest * 1.05)
    cells: list[tuple[str, str]] = [(" ", "")] * (_WIDTH + 1)
    for number, piece in enumerate(pieces):
        if piece.kind == "not_counted":
            continue
        fill = ("░", "red") if piece.kind == "deduction" else ("█", _COLOURS[number % len(_COLOURS)])
        for cell in range(max(round(piece.start * scale), 0), round(piece.end * scale)):
            cells[cell] = fill
    cells[round(mark * scale)] = ("┃", "bold")
    text = Text()
    for character, style in cells:
        text.append(character, style=style)
    return text.append(f"\n{' ' * (round(mark * scale) - len(str(mark)) // 2)}{mark}", style="dim")


def _indicators(shown: dict[str, Any], lang: str) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(say("indicator", lang), max_width=30)
    table.add_column(say("points", lang), justify="right")
    table.add_column("")
    table.add_column(say("because", lang), ratio=1)
    zero = []
    highest = max([abs(item["points"]) for item in shown["indicators"]] + [1])
    for item in shown["indicators"]:
        if item["points"] == 0:
            zero.append(item["name"])
            continue
        small = round(abs(item["points"]) / highest * _SMALL)
        style = "" if item["counted"] else "dim"
        length = ("█" if item["counted"] else "░") * small
        colour = "red" if item["points"] < 0 else "green"
        points = str(item["points"]) if item["counted"] else f"({item['points']})"
        table.add_row(
            Text(item["name"], style=style),
            Text(points, style=style or "bold"),
            Text(length, style=style or colour),
            Text(item["because"], style=style),
        )
    rest = Text(f"{say('nothing', lang)}: {', '.join(zero)}", style="dim")
    return Group(table, rest)


def _eligibility(shown: dict[str, Any], lang: str) -> list[RenderableType]:
    good = shown["eligible"] and shown["passes"]
    key = "may_apply" if good else "total_short" if shown["eligible"] else "may_not_apply"
    text = Text(f"\n{say(key, lang, mark=shown['pass_mark'])}", style="bold green" if good else "bold yellow")
    for item in (*shown["eligibility"], *shown["vetoes"]):
        good = item["met"] and item not in shown["vetoes"]
        text.append("\n  ✓ " if good else "\n  ✗ ", style="not bold green" if good else "not bold red")
        text.append(item["because"], style="not bold default")
        if other := item.get("other_reading"):
            mark = CERTAINTY["disputed"][lang]
            text.append(f"\n    {mark}: {other['dispute']} {other['because']}", style="not bold dim default")
    return [text]


def _list(title: str, lines: list[str]) -> list[RenderableType]:
    if not lines:
        return []
    text = Text(f"\n{title}", style="bold")
    for line in lines:
        text.append(f"\n  {line}", style="not bold")
    return [text]


def _sources(shown: dict[str, Any], lang: str) -> list[RenderableType]:
    lines = []
    for item in shown["indicators"]:
        if item["points"]:
            cited = dict.fromkeys(_source(source, lang) for source in item["sources"])
            lines += [f"{item['name']}: {cite}" for cite in cited]
    return _list(say("sources", lang), lines)


def _source(source: dict[str, Any], lang: str) -> str:
    words = [source["tag"], source["document"], source.get("article"), source.get("text")]
    return f"{' · '.join(word for word in words if word)} ({CERTAINTY[source['status']][lang]})"
