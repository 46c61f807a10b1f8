"""``jifen policy``: the law as data, for people."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from jifen import default_engine, default_settler
from jifen.cli.call_error import CallError
from jifen.cli.output import write_json
from jifen.cli.words import say
from jifen.explain import CERTAINTY
from jifen.explain.law import policies_as_list
from jifen.explain.settlement import policy_as_dict
from jifen.law import LawBook, Policy, differences


def _book() -> LawBook:
    return default_engine().book


def run_list(options: Namespace) -> int:
    """Print the policy versions."""
    policies = policies_as_list(_book(), options.lang)
    if options.json:
        write_json(policies)
        return 0
    still = say("until_further_notice", options.lang)
    rows = [
        (
            policy["id"],
            f"{policy['effective_from']} – {policy['effective_to'] or still}",
            policy["name"],
            policy["note"] or "",
        )
        for policy in policies
    ]
    _print_table([say("version", options.lang), say("in_force", options.lang), "", ""], rows)
    return 0


def run_show(options: Namespace) -> int:
    """Print every value of a version with its citation."""
    policy = policy_named(_book(), options.id)
    day = options.on or _book().last_change_of(policy)
    if not policy.covers(day):
        raise CallError(
            f"{options.id}: {day} is not within {policy.effective_from} – {policy.effective_to or ''}"
        )
    shown = policy_as_dict(default_settler().settlement, day, options.lang)
    if options.json:
        write_json(shown)
        return 0
    rows = list(_rows(shown, options.lang))
    words = ("parameter", "value", "since", "sources")
    parameter, value_word, since, sources = (say(word, options.lang) for word in words)
    _print_table([parameter, "", value_word, since, sources], rows)
    return 0


def _rows(shown: Mapping[str, Any], lang: str) -> Iterator[tuple[str, ...]]:
    """Walk every value, then the values of the routes and what each of their conditions needs."""
    settlement = shown["settlement"] or {"routes": [], "parameters": []}
    for section in (*shown["sections"], *settlement["routes"], settlement):
        for value in section["parameters"]:
            yield (
                value["key"],
                value["name"],
                _plain(value["value"]),
                value["from"],
                _cited(value, lang),
            )
    for route in settlement["routes"]:
        for condition in route["conditions"]:
            key = f"{route['id']}.{condition['id']}"
            yield key, condition["name"], condition["needs"], "", _cited(condition, lang)


def run_diff(options: Namespace) -> int:
    """Print what differs between two versions or dates."""
    book, lang = _book(), options.lang
    before, after = _day(options.before), _day(options.after)
    changes = list(differences(book, before, after))
    if options.json:
        write_json(
            [
                {
                    "key": change.key,
                    "name": change.name[lang],
                    "before": change.before.value,
                    "after": change.after.value,
                }
                for change in changes
            ]
        )
        return 0
    if not changes:
        print(say("same", lang))
        return 0
    rows = [
        (change.key, change.name[lang], _plain(change.before.value), _plain(change.after.value))
        for change in changes
    ]
    heads = [say("parameter", lang), "", say("before", lang, day=before), say("after", lang, day=after)]
    _print_table(heads, rows)
    return 0


def policy_named(book: LawBook, policy_id: str) -> Policy:
    """Give a policy version; CallError names the known ones when there is none of that id."""
    try:
        return book.policy(policy_id)
    except KeyError:
        known = ", ".join(policy.id for policy in book.policies)
        raise CallError(f"{policy_id}: no such policy version; known: {known} / 没有这个政策版本") from None


def _day(text: str) -> date:
    """Read a date, or take the first day of a policy version."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return policy_named(_book(), text).effective_from


def _cited(value: Mapping[str, Any], lang: str) -> str:
    tags = ", ".join(dict.fromkeys(source["tag"] for source in value["sources"]))
    return f"{CERTAINTY[value['certainty']][lang]} · {tags}"


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {_flat(inner)}" for key, inner in value.items())
    return _flat(value)


def _flat(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {inner}" for key, inner in value.items())
    return str(value).lower() if isinstance(value, bool) else str(value)


def _print_table(heads: list[str], rows: Sequence[tuple[str, ...]]) -> None:
    # Loading the table's library takes longer than reading the law; JSON does without it.
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(highlight=False, width=None if Console().is_terminal else 138).print(table)
