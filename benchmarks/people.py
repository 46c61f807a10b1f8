"""Whom the benchmark scores: a few named people, and thousands of invented ones, alike on every machine."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

Document = dict[str, Any]

ON = date(2026, 11, 22)
SEED = 20261122
PROFILES = Path(__file__).parent / "profiles"
NAMED = ("simple", "example", "rich")
MONTHS_OF_RECORD = 96
_NOW = ON.year * 12 + ON.month - 1
_LEVELS = ("high_school", "junior_college", "bachelor", "master", "doctorate")
_CREDENTIALS = ("junior", "intermediate", "senior", "skill_5", "skill_4", "skill_3", "skill_2", "skill_1")
_AWARDS = ("municipal_special", "municipal_general", "provincial")
_EMPLOYERS = ("甲公司", "乙公司", "丙公司", "丁公司")


def named(name: str) -> Document:
    """Give one of the named people's documents, as `json` would give it: dates as texts."""
    text = (PROFILES / f"{name}.yaml").read_text("utf-8")
    document: Document = yaml.load(text, Loader=yaml.BaseLoader)
    return {key: _with_values(value) for key, value in document.items()}


def month_by_month() -> Document:
    """Give somebody whose record has an entry for each month, the base rising every July."""
    first = _NOW - MONTHS_OF_RECORD + 1
    return {
        "birth_date": "1988-05-14",
        "education": [{"level": "bachelor", "degree": True}],
        "credentials": [{"level": "skill_4"}],
        "social_insurance": [
            {"from": _month(month), "to": _month(month), "base": 9000 + 800 * ((month - first + 5) // 12)}
            for month in range(first, _NOW + 1)
        ],
    }


def _with_values(value: Any) -> Any:
    """Turn the plain texts of a YAML document into truth values and numbers where they are such."""
    if isinstance(value, dict):
        return {key: _with_values(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_values(item) for item in value]
    if value in ("true", "false"):
        return value == "true"
    for kind in (int, float):
        try:
            return kind(value)
        except ValueError:
            continue
    return value


def invented(number: int, seed: int = SEED) -> list[Document]:
    """Invent people: of every age, with and without each section, records of one run up to dozens."""
    chance = random.Random(seed)
    return [_person(chance) for _ in range(number)]


def lines(people: list[Document], bad_share: float = 0.0, seed: int = SEED) -> list[str]:
    """Write one JSON text for each person; a share of the lines is spoilt, in several ways in turn."""
    texts = [json.dumps(person, ensure_ascii=False) for person in people]
    chance = random.Random(seed)
    for turn, place in enumerate(sorted(chance.sample(range(len(texts)), round(len(texts) * bad_share)))):
        texts[place] = _SPOILT[turn % len(_SPOILT)](people[place])
    return texts


def _person(chance: random.Random) -> Document:
    born = date(chance.randint(1962, 2003), chance.randint(1, 12), chance.randint(1, 28))
    person: Document = {"birth_date": born.isoformat()}
    for share, key, invent in _SECTIONS:
        if chance.random() < share:
            person[key] = invent(chance, born)
    return person


def _permit(chance: random.Random, _: date) -> Document:
    return {"issued": "2019-03-01", "valid_until": f"{chance.randint(2025, 2028)}-02-28"}


def _employment(chance: random.Random, _: date) -> Document:
    return {"employed": chance.random() < 0.9, "employer": chance.choice(_EMPLOYERS), "position": "工程师"}


def _education(chance: random.Random, born: date) -> list[Document]:
    entries = []
    for level in sorted(chance.sample(range(len(_LEVELS)), chance.choice((1, 1, 1, 2, 3)))):
        entry = {"level": _LEVELS[level], "degree": chance.random() < 0.8}
        if chance.random() < 0.7:
            entry["graduated"] = f"{born.year + 18 + 3 * level}-07-01"
        if chance.random() < 0.3:
            entry["study_mode"] = "part_time"
            entry["study_place_matches"] = chance.random() < 0.7
        if chance.random() < 0.1:
            entry["shortage_major"] = True
        if chance.random() < 0.1:
            entry["verified_online"] = False
        entries.append(entry)
    return entries


def _credentials(chance: random.Random, _: date) -> list[Document]:
    entries = []
    for level in chance.sample(_CREDENTIALS, chance.choice((1, 1, 2, 3))):
        entry: Document = {"level": level, "matches_job": chance.random() < 0.9}
        if chance.random() < 0.6:
            entry["obtained"] = f"{chance.randint(2008, 2027)}-11-01"
        if chance.random() < 0.2:
            entry |= {"in_shanghai": False, "rechecked": chance.random() < 0.5}
        entries.append(entry)
    return entries


def _insurance(chance: random.Random, _: date) -> list[Document]:
    runs = []
    start = _NOW - chance.randint(3, 130)
    base = chance.randint(4500, 30000)
    while start <= _NOW:
        end = start + chance.choice((5, 11, 11, 11, 17, 35, 71))
        run: Document = {"from": _month(start), "employer": chance.choice(_EMPLOYERS)}
        if end < _NOW:
            run["to"] = _month(end)
        if chance.random() < 0.15:
            run["ratio"] = chance.choice((0.6, 0.8, 1, 1.5, 2, 3))
        else:
            run["base"] = base + chance.choice((0, 0.5, 0.25))
        for key, share in (("back_paid", 0.04), ("matches_contract", 0.9), ("tax_consistent", 0.9)):
            if chance.random() < 0.2:
                run[key] = chance.random() < share
        runs.append(run)
        start = end + chance.choice((1, 1, 1, 1, 4))
        base = round(base * chance.uniform(0.95, 1.2))
    return runs


def _business(chance: random.Random, _: date) -> Document:
    years = range(ON.year - 3, ON.year)
    return {
        "share": chance.choice((0.1, 0.25, 0.5, 1)),
        "taxes": {str(year): chance.randint(0, 3_000_000) for year in years},
        "local_hires": {str(year): chance.randint(0, 80) for year in years},
    }


def _periods(chance: random.Random, _: date) -> list[Document]:
    first = chance.randint(2008, 2023)
    return [{"from": f"{first}-03", "to": f"{first + chance.randint(1, 3)}-08"}, {"from": "2024-01"}]


def _award(chance: random.Random, _: date) -> list[Document]:
    return [{"level": chance.choice(_AWARDS), "date": f"{chance.randint(2012, 2027)}-05-01"}]


def _spouse(chance: random.Random, _: date) -> Document:
    return {"shanghai_household": chance.random() < 0.6, "married": f"{chance.randint(2000, 2025)}-10-01"}


def _conduct(chance: random.Random, _: date) -> Document:
    kind = chance.choice(("false_materials", "detentions", "crimes"))
    return {kind: [f"{chance.randint(2015, 2026)}-01-05"], "serious_crime": chance.random() < 0.1}


def _children(chance: random.Random, _: date) -> list[Document]:
    return [{"birth_date": f"{chance.randint(2008, 2022)}-03-09"}]


def _month(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02}"


_Invent = Callable[[random.Random, date], Any]
#: how many of the people have a section, its key, and how one is invented
_SECTIONS: tuple[tuple[float, str, _Invent], ...] = (
    (0.9, "permit", _permit),
    (0.9, "employment", _employment),
    (0.9, "education", _education),
    (0.5, "credentials", _credentials),
    (0.95, "social_insurance", _insurance),
    (0.05, "talent", lambda chance, _: {chance.choice(("entrepreneur", "intermediary")): True}),
    (0.15, "business", _business),
    (0.1, "public_service", _periods),
    (0.15, "remote_area", _periods),
    (0.1, "fresh_graduate", lambda chance, _: chance.random() < 0.5),
    (0.1, "awards", _award),
    (0.5, "spouse", _spouse),
    (0.1, "conduct", _conduct),
    (0.6, "children", _children),
)

_SPOILT: tuple[Callable[[Document], str], ...] = (
    lambda person: json.dumps(person, ensure_ascii=False)[:-1],
    lambda person: json.dumps({**person, "birthdate": "1990-01-01"}),
    lambda person: json.dumps({**person, "birth_date": "1990-02-30"}),
    lambda person: json.dumps({**person, "social_insurance": [{"from": "2020-13", "base": -1}]}),
    lambda person: json.dumps({**person, "education": "bachelor"}),
    lambda person: json.dumps([person]),
    lambda _: "",
    lambda _: "\x00\x01 noise",
)
