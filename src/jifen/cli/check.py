"""``jifen check``: what would be returned and what to bring, for people or as JSON."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import Any

from jifen import default_engine
from jifen.advice.check import examine, report
from jifen.cli.documents import profile_and_day
from jifen.cli.output import write_json
from jifen.cli.words import say

#: how a line begins, by severity of a finding and by state of a reason
_MARKS = {"return": "✗", "likely": "!", "look": "?", "open": "·", "clear": "✓"}
#: and by whether a material is at hand; None: that was not told
_AT_HAND = {None: "□", True: "✓", False: "✗"}


def run(options: Namespace) -> int:
    """Carry out ``jifen check``."""
    found = report(examine(default_engine(), *profile_and_day(options)), options.lang, options.have)
    if options.json:
        write_json(found)
    else:
        print("\n".join(_lines(found, options.lang)))
    return 0


def _lines(found: Mapping[str, Any], lang: str) -> Iterator[str]:
    yield f"{found['on']} · {say('total', lang, total=found['total'])}"
    yield say("may_apply" if found["eligible"] else "may_not_apply", lang)
    for condition in found["eligibility"]:
        if not condition["met"]:
            yield f"  {_MARKS['return']} {condition['name']}: {condition['because']}"
    yield ""
    count = len(found["findings"])
    yield say("findings" if count else "no_findings", lang, count=count)
    for finding in found["findings"]:
        yield from _finding(finding, lang)
    yield ""
    yield say("not_checked", lang)
    for reason in found["reasons"]:
        if reason["not_checked"]:
            unsaid = "; ".join(asked["text"] for asked in reason["not_checked"])
            yield f"  {_MARKS['open']} {reason['name']}: {unsaid}"
    yield from _materials(found, lang)


def _materials(found: Mapping[str, Any], lang: str) -> Iterator[str]:
    if not found["materials"]:
        return
    lacking = sum(item["required"] and item["at_hand"] is False for item in found["materials"])
    yield ""
    heading = say("to_bring", lang, count=len(found["materials"]))
    yield f"{heading} · {say('not_at_hand', lang, count=lacking)}" if lacking else heading
    for item in found["materials"]:
        mark = _AT_HAND[item["at_hand"]] if item["required"] else _MARKS["open"]
        said = [say(item["form"], lang), item["where"], *(reason["name"] for reason in item["for"])]
        if not item["required"]:
            said.append(say("where_it_applies", lang))
        tags = ", ".join(source["tag"] for source in item["sources"])
        yield f"  {mark} {item['name']}: {' · '.join(said)} [{tags}]  ({item['id']})"


def _finding(finding: Mapping[str, Any], lang: str) -> Iterator[str]:
    yield f"  {_MARKS[finding['severity']]} {finding['because']}"
    for fact in finding["facts"]:
        yield f"      {fact['name']}: {fact['text']}  ({fact['at']})"
    yield f"      {say('to_do', lang)}: {finding['remedy']}"
    yield f"      {say('sources', lang)}: {', '.join(source['tag'] for source in finding['sources'])}"
