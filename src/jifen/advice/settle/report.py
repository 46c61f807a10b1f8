"""Routes and questions as the public interfaces print them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from jifen.advice.settle.standing import Compiled, State
from jifen.advice.settle.tree import Answers, Wait
from jifen.advice.words import say
from jifen.explain import CERTAINTY, Language
from jifen.explain.settlement import condition_as_dict, with_values
from jifen.explain.sources import render, section_sources
from jifen.law import Law
from jifen.law.settlement import QUESTIONS, Question
from jifen.profile.months import format_month, month_of

_STATES = {True: "yes", False: "no", None: "unknown"}
Json = dict[str, Any]


def route_as_dict(
    compiled: Compiled, law: Law, answers: Answers, wait: Wait, on: date, lang: Language
) -> Json:
    """Give a route with its state, every condition, what may come when, and who says so."""
    route, state = compiled.route, compiled.state(answers)
    conditions: list[Json] = []
    for condition, tree in compiled.trees:
        held = tree.holds(answers)
        months = tree.wait(answers, wait) if held is False and not condition.final else None
        said = condition_as_dict(condition, law, route.section.id, lang)
        conditions.append({**said, "state": _STATES[held], "wait_months": months})
    lacking = [item for item in conditions if item["state"] == "no"]
    months = lacking[0]["wait_months"] if state == "near" else None
    earliest = None if months is None else format_month(month_of(on) + months)
    return {
        "id": route.section.id,
        "name": route.section.name[lang],
        "state": state,
        "text": _text(state, conditions, earliest, lang),
        "earliest": earliest,
        "caution": _caution(compiled, lang),
        "certainty": route.certainty,
        "certainty_text": CERTAINTY[route.certainty][lang],
        "conditions": conditions,
        "sources": _cited(render(section_sources(law, route.section), lang)),
    }


def _cited(sources: list[Json]) -> list[Json]:
    """Leave out a document that is cited once more without the words it rests on."""
    quoted = {source["tag"] for source in sources if "text" in source}
    return [source for source in sources if "text" in source or source["tag"] not in quoted]


def _caution(compiled: Compiled, lang: Language) -> str | None:
    text = compiled.route.incomplete or compiled.route.uncertain
    return None if text is None else text[lang]


def _text(state: State, conditions: Iterable[Json], earliest: str | None, lang: Language) -> str:
    lacking = [item for item in conditions if item["state"] == "no"]
    if state == "near":
        key = "near_waiting" if earliest else "near"
        return say("settle", key, lang, name=lacking[0]["name"], earliest=earliest)
    joint = say("settle", "joint", lang)
    names = [item["name"] for item in (lacking or conditions)]
    return say("settle", state, lang, names=joint.join(names))


def question_as_dict(question: Question, law: Law, lang: Language) -> Json:
    """Give a question with the answers it takes."""
    return {
        "id": question.id,
        "kind": question.kind,
        "text": with_values(question.text, law, QUESTIONS, lang),
        "hint": question.hint[lang] if question.hint else None,
        "choices": [{"id": key, "text": text[lang]} for key, text in question.choices.items()],
    }
