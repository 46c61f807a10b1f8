"""On small cases the search finds what trying everything finds, by code that shares nothing with it.

Every date is the first of a month, so points change on such days only and a month is one score.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, combinations, permutations
from typing import Any

import jifen
from jifen.advice import Question, plan
from jifen.law import LawBook
from jifen.profile import parse
from jifen.scoring import Engine

ON = date(2026, 11, 1)
NEXT = 2026 * 12 + 11  # December 2026, as a month
LAW = jifen.default_engine().book.law_on(ON)
EFFORT = LAW.value("actions.effort")
MONTHS = {
    "junior_college": 30,
    "bachelor": 30,
    "bachelor_degree": 36,
    "master": 30,
    "intermediate": 18,
    "skill_4": 6,
    "skill_3": 12,
}
LEVEL = {"bachelor_degree": ("bachelor", True), "master": ("master", True)}
RANK = ["junior_college", "bachelor", "master"]
YEARS = {"junior_college": 7, "bachelor": 5, "master": 2}
SECTIONS = ("social_insurance", "education", "credentials")
RATIO = {"basic": 0.8, "standard": 1, "double": 2, "ceiling": 3}

Document = dict[str, Any]


def first(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02}-01"


def month_of(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def person(chance: random.Random) -> Document:
    found: Document = {"birth_date": f"{chance.randint(1966, 1998)}-{chance.randint(1, 12):02}-01"}
    found["education"] = chance.choice(
        [
            [],
            [{"level": "junior_college", "graduated": "2014-07-01"}],
            [{"level": "junior_college", "graduated": "2027-07-01"}],
            [{"level": "bachelor", "graduated": "2022-07-01"}],
            [{"level": "bachelor", "degree": True, "graduated": "2016-07-01"}],
        ]
    )
    found["social_insurance"] = chance.choice(
        [
            [],
            [{"from": "2022-03", "ratio": 0.6}],
            [{"from": "2024-01", "ratio": 1}],
            [{"from": "2019-01", "to": "2025-06", "ratio": 2}],
        ]
    )
    found["credentials"] = chance.choice([[], [], [{"level": "skill_4", "obtained": "2020-01-01"}]])
    found["conduct"] = {"detentions": chance.choice([[], [], ["2023-02-01"]])}
    return found


def insurances(actions: set[str], document: Document) -> Iterator[tuple[int, list[Document]]]:
    runs = document["social_insurance"]
    yield 0, runs
    ended = [{**run, "to": run.get("to", "2026-11")} for run in runs]
    if "pay" in actions and all("to" in run for run in runs):
        yield EFFORT["pay"], [*ended, {"from": "2026-12", "base": 7546}]
    for tier, ratio in RATIO.items() if "raise_base" in actions else ():
        yield EFFORT[tier], [*ended, {"from": "2026-12", "ratio": ratio}]


def studies(actions: set[str], document: Document) -> Iterator[tuple[int, list[Document]]]:
    names = [name for name in ("junior_college", "bachelor", "bachelor_degree", "master") if name in actions]
    for order in chain.from_iterable(permutations(names, count) for count in range(len(names) + 1)):
        entries, effort, month = list(document["education"]), 0, NEXT
        for name in order:
            level, degree = LEVEL.get(name, (name, False))
            held = {entry["level"]: month_of(entry["graduated"]) for entry in entries}
            below = RANK[RANK.index(level) - 1] if level != "junior_college" else None
            if any(RANK.index(other) >= RANK.index(level) for other in held) or (below and below not in held):
                break
            month = max(month, held[below] + 1) if below else month
            entries.append(
                {
                    "level": level,
                    "degree": degree,
                    "study_mode": "part_time",
                    "enrolled": first(month),
                    "graduated": first(month + MONTHS[name]),
                }
            )
            month, effort = month + MONTHS[name] + 1, effort + EFFORT[name]
        else:
            yield effort, entries


def credentials(
    actions: set[str], document: Document, education: list[Document]
) -> Iterator[tuple[int, list[Document]]]:
    held = {entry["level"] for entry in document["credentials"]}
    names = [name for name in ("intermediate", "skill_4", "skill_3") if name in actions and name not in held]
    for chosen in chain.from_iterable(combinations(names, count) for count in range(len(names) + 1)):
        entries, effort = list(document["credentials"]), 0
        for name in chosen:
            month = NEXT
            if name == "intermediate":
                ready = [month_of(entry["graduated"]) + 12 * YEARS[entry["level"]] for entry in education]
                if not ready:
                    break
                month = max(month, min(ready))
            entries.append({"level": name, "obtained": first(month + MONTHS[name])})
            effort += EFFORT[name]
        else:
            yield effort, entries


def everything(actions: set[str], document: Document) -> Iterator[tuple[int, Document]]:
    for study_effort, education in studies(actions, document):
        for title_effort, titles in credentials(actions, document, education):
            for paid_effort, runs in insurances(actions, document):
                edited = {**document, "education": education, "credentials": titles, "social_insurance": runs}
                yield study_effort + title_effort + paid_effort, edited


def reached(engine: Engine, document: Document, by: int, until: int) -> str | None:
    """Walk back from the last month needed as long as the mark is passed."""
    profile, month = parse(document), until
    while month >= NEXT - 1 and engine.score(profile, date.fromisoformat(first(month))).passes:
        month -= 1
    return first(month + 1) if month + 1 <= by else None


def best(found: set[tuple[int, str]]) -> set[tuple[int, str]]:
    return {
        (effort, day)
        for effort, day in found
        if not any(e <= effort and d <= day and (e, d) != (effort, day) for e, d in found)
    }


def with_actions(book: LawBook, names: set[str]) -> LawBook:
    """Shanghai's law with some of its actions only."""
    section = book.sections["actions"]
    kept = tuple(action for action in section.actions if action.id in names)
    return replace(book, sections={**book.sections, "actions": replace(section, actions=kept)}, _laws={})


def compare(seed: int) -> int:
    """Compare one invented person and law; gives how many plans there are, -1 where nothing is to be done."""
    chance = random.Random(seed)
    document = person(chance)
    names = {"pay", "raise_base", *chance.sample(sorted(MONTHS), 3)}
    by = NEXT + chance.randint(0, 48)
    until = by + chance.randint(0, 20)
    engine = Engine(with_actions(jifen.default_engine().book, names))
    question = Question(date.fromisoformat(first(by)), date.fromisoformat(first(until)))
    found = plan(engine, parse(document), ON, question)
    said = {(each["effort"], each["reached"]) for each in found["plans"]}
    tried = {
        (effort, day)
        for effort, each in everything(names, document)
        if (day := reached(engine, each, by, until))
    }
    assert said == best(tried), seed
    return -1 if found["plans"] and not found["plans"][0]["steps"] else len(found["plans"])


def later(document: Document, before: Document, months: dict[str, int]) -> Document:
    """The document with what was added to it begun so many months later, by section."""

    def moved(section: str, entry: Document) -> Document:
        days = {key: entry[key] for key in ("enrolled", "graduated", "obtained") if key in entry}
        return entry | {key: first(month_of(day) + months[section]) for key, day in days.items()}

    start = NEXT + months["social_insurance"]
    runs = []
    for run in document["social_insurance"]:
        ended = run.get("to") == "2026-11" and run not in before["social_insurance"]
        begun = {"from": first(start)[:7]} if run["from"] == "2026-12" else {}
        runs.append(run | begun | ({"to": first(start - 1)[:7]} if ended else {}))
    entries = {
        section: [entry if entry in before[section] else moved(section, entry) for entry in document[section]]
        for section in ("education", "credentials")
    }
    return {**document, **entries, "social_insurance": runs}


def test_what_is_begun_later_is_never_better():
    tried = 0
    for seed in range(100, 114):
        chance = random.Random(seed)
        document, names = person(chance), {"pay", "raise_base", *chance.sample(sorted(MONTHS), 2)}
        by = NEXT + chance.randint(0, 60)
        until = by + chance.randint(0, 40)
        engine = Engine(with_actions(jifen.default_engine().book, names))
        combined = list(everything(names, document))
        at_once = {(e, day) for e, each in combined if (day := reached(engine, each, by, until))}
        for effort, each in combined:
            wait = {section: chance.choice((0, 1, 3, 6, 12, 18, 36)) for section in SECTIONS}
            day = reached(engine, later(each, document, wait), by, until)
            tried += day is not None
            assert not day or any(e <= effort and d <= day for e, d in at_once), (seed, wait)
    assert tried > 20, "hardly any of them is in time"


def test_it_finds_what_trying_everything_finds():
    kinds = {compare(seed) for seed in range(26)}
    assert {-1, 0, 1, 2} <= kinds, "the cases are not of every kind"
