"""``jifen plan``: what to do so that the mark is reached in time and kept."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from jifen import default_engine
from jifen.advice import Question, plan
from jifen.cli.documents import profile_and_day
from jifen.cli.forecast import assumed, signed
from jifen.cli.output import console, write_json
from jifen.cli.words import say
from jifen.explain import CERTAINTY


def run(options: Namespace) -> int:
    """Carry out ``jifen plan``."""
    profile, on = profile_and_day(options)
    question = Question(options.by, options.until, options.wage_growth, dict(options.takes or ()))
    answer = plan(default_engine(), profile, on, question, lang=options.lang)
    if options.json:
        write_json(answer)
    else:
        _print(console(), answer, options.lang)
    return 0


def _print(target: Console, answer: dict[str, Any], lang: str) -> None:
    target.print(_heading(answer, lang))
    for number, each in enumerate(answer["plans"], start=1):
        _print_plan(target, each, f"{number}. ", lang)
    seen = set()
    others = [(key, answer[key]) for key in ("nearest", "earliest")]
    for key, each in (*others, *(("falls_back", each) for each in answer["falling"])):
        if each is not None and each["id"] not in seen:
            seen.add(each["id"])
            _print_plan(target, each, f"{say(key, lang)}: ", lang)
    _print_deadlines(target, answer, lang)
    target.print(assumed(answer, lang))


def _heading(answer: dict[str, Any], lang: str) -> Text:
    asked = say("asked", lang, mark=answer["pass_mark"], by=answer["by"], until=answer["until"])
    text = Text(
        f"\n{answer['on']} · {say('total', lang, total=answer['today']['total'])} · {asked}\n", style="dim"
    )
    nothing = answer["plans"] and not answer["plans"][0]["steps"]
    key = "none_in_time" if not answer["reached"] else "nothing_to_do" if nothing else "plans"
    words = say(key, lang, count=len(answer["plans"]))
    return text.append(
        f"{words}\n", style="bold not dim green" if answer["reached"] else "bold not dim yellow"
    )


def _print_plan(target: Console, each: dict[str, Any], lead: str, lang: str) -> None:
    head = Text(f"{lead}{each['title']}", style="bold")
    reached = each["reached"] or say("not_reached", lang)
    months = each["slack_months"]
    slack = "" if months is None else say("slack" if months >= 0 else "late", lang, months=abs(months))
    head.append(f"   {each['effort_name']} · {say('reached', lang)} {reached} {slack}", style="not bold")
    if each["note"]:
        head.append(f"\n   {each['note']}", style="not bold yellow")
    target.print(head)
    if each["steps"]:
        target.print(_steps(each, lang))
    if each["keep"]:
        target.print(f"   {say('keep', lang)}: {each['keep']['text']}")
        if each["keep"]["after"]:
            target.print(f"   {each['keep']['after']}")
    counts = "  ".join(f"{rule['name']} {signed(rule['points'])}" for rule in each["rules"])
    target.print(Text(f"   {say('then_counts', lang)}: {counts}\n", style="dim"))


def _steps(each: dict[str, Any], lang: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 1), show_header=False)
    for step in each["steps"]:
        span = f"{step['start']} – {step['finish'] or ''}"
        pitfalls = "\n".join(f"· {pitfall}" for pitfall in step["pitfalls"])
        name = f"{step['name']}\n({CERTAINTY[step['certainty']][lang]})"
        table.add_row("  " + span, name, Text(pitfalls, style="dim"))
    return table


def _print_deadlines(target: Console, answer: dict[str, Any], lang: str) -> None:
    months = {key: answer[key] for key in ("handling_months", "start_before_months")}
    target.print(Text(say("handling", lang, **months), style="dim"))
    for each in answer["deadlines"]:
        words = say("child_needs", lang, number=each["child"] + 1, name=each["name"])
        target.print(Text(f"  {words}: {each['by']} – {each['until']}", style="dim"))
