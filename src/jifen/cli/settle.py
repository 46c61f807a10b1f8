"""``jifen settle``: the routes to the household registration, for people or as JSON."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import Any

from jifen import default_settler
from jifen.advice.settle import given_in
from jifen.cli.documents import profile_and_day
from jifen.cli.output import write_json
from jifen.cli.words import say

#: how a line begins, by state of a route and of a condition
_MARKS = {"met": "✓", "near": "~", "closed": "✗", "advice": "?", "open": "·"}
_CONDITION_MARKS = {"yes": "✓", "no": "✗", "unknown": "·"}


def run(options: Namespace) -> int:
    """Carry out ``jifen settle``."""
    profile, on = profile_and_day(options)
    found = default_settler().ask(profile, given_in(profile), on, options.lang)
    if options.json:
        write_json(found)
    else:
        print("\n".join(_lines(found, options.lang)))
    return 0


def _lines(found: Mapping[str, Any], lang: str) -> Iterator[str]:
    yield found["on"]
    for route in found["routes"]:
        yield ""
        yield f"{_MARKS[route['state']]} {route['name']}: {route['text']}"
        for condition in route["conditions"]:
            yield f"    {_CONDITION_MARKS[condition['state']]} {condition['name']}: {condition['needs']}"
        if route["caution"]:
            yield f"    ! {route['caution']}"
        tags = ", ".join(dict.fromkeys(source["tag"] for source in route["sources"]))
        yield f"    {say('sources', lang)}: {tags} ({route['certainty_text']})"
    if found["next"]:
        question = found["next"]
        choices = " | ".join(f"{choice['id']} ({choice['text']})" for choice in question["choices"])
        yield ""
        yield say("next_question", lang, question=question["id"], text=question["text"])
        if choices:
            yield f"    {choices}"
