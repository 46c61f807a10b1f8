"""Law cases: what is provided, what is expected and the source that says so, read from YAML.

A file holds one topic: ``topic``, ``source``, perhaps ``on`` and ``given`` (what its cases share), and
``cases``, each with ``title``, ``profile``, ``expect`` and, where it differs, ``on`` or ``source``.
``says`` and ``next`` list fragments of Chinese sentences, ``=`` before one makes it the whole sentence.
A dotted key of a profile (``resume.1.employer``) changes one value of what is given; null takes it out.
``findings``, ``at`` (places of their facts) and ``open`` (reasons not wholly checked) ask the pre-check.
The product's own reader reads them, so that decimals are exact and `on` needs no quotes.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jifen.advice.check import examine, report
from jifen.errors import InputError
from jifen.explain import result
from jifen.law import load_lawbook
from jifen.profile import load, parse
from jifen.scoring import Assessment, Engine

FOLDER = Path(__file__).parent
FILE_KEYS = {"topic", "source", "on", "given", "cases"}
CASE_KEYS = {"title", "source", "on", "profile", "assumed", "expect"}
EXPECT_KEYS = {
    "policy",
    "total",
    "passes",
    "vetoed",
    "eligible",
    "points",
    "counted",
    "eligibility",
    "other_reading",
    "vetoes",
    "warnings",
    "says",
    "next",
    "error",
    "findings",
    "at",
    "open",
}


@dataclass(frozen=True)
class Case:
    """One case: a document, a date, the assumptions it must list (None: not looked at), what to expect."""

    id: str
    title: str
    source: str
    on: date
    document: Mapping[str, Any]
    assumed: list[str] | None
    expect: Mapping[str, Any]


@cache
def engine() -> Engine:
    """The engine for Shanghai's law."""
    return Engine(load_lawbook())


@cache
def read_cases() -> tuple[Case, ...]:
    """Every case of every section, in the order of files."""
    return tuple(case for path in sorted(FOLDER.glob("*/*.yaml")) for case in _cases_of(path))


def _cases_of(path: Path) -> Iterator[Case]:
    file = load(path.read_bytes(), syntax="yaml")
    _known(file, FILE_KEYS, path.name)
    for number, entry in enumerate(file["cases"], 1):
        name = f"{path.parent.name}/{path.stem}-{number:02d}"
        _known(entry, CASE_KEYS, name)
        _known(entry["expect"], EXPECT_KEYS, name)
        yield Case(
            name,
            entry["title"],
            entry.get("source", file["source"]),
            date.fromisoformat(entry.get("on", file.get("on"))),
            _changed(file.get("given", {}), entry.get("profile") or {}),
            entry.get("assumed"),
            entry["expect"],
        )


def _changed(given: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    document = deepcopy(dict(given))
    for key, value in changes.items():
        *outer, last = key.split(".")
        holder: Any = document
        for part in outer:
            holder = holder[int(part)] if isinstance(holder, list) else holder[part]
        holder[last] = value
    return document


def _known(found: Mapping[str, Any], allowed: set[str], place: str) -> None:
    unknown = set(found) - allowed
    assert not unknown, f"{place}: unknown keys {unknown}"


def assess(case: Case) -> Assessment:
    """Score a case."""
    return engine().score(parse(case.document), case.on)


def outcome(case: Case) -> dict[str, Any]:
    """Give what a case came to, in the words in which cases expect it."""
    try:
        assessment = assess(case)
    except InputError as error:
        problems = [problem.as_dict("zh") for problem in error.problems]
        return {"error": {"kind": error.code, "problems": problems}}
    shown = result(assessment, "zh")
    asked = {"findings", "at", "open"} & case.expect.keys()
    checked = report(examine(engine(), parse(case.document), case.on), "zh") if asked else None
    checks = {check["id"]: check for check in shown["eligibility"]}
    return {
        **{key: shown[key] for key in ("total", "passes", "vetoed", "eligible", "assumptions")},
        "policy": shown["policy"]["id"],
        "points": {item["id"]: item["points"] for item in shown["indicators"]},
        "counted": {item["id"]: item["counted"] for item in shown["indicators"]},
        "eligibility": {name: check["met"] for name, check in checks.items()},
        "other_reading": {
            name: check["other_reading"]["met"] for name, check in checks.items() if "other_reading" in check
        },
        "vetoes": [veto["id"] for veto in shown["vetoes"]],
        "warnings": [warning["id"] for warning in shown["warnings"]],
        "says": _sentences(shown, "because") | _findings(checked, "because"),
        "next": _sentences(shown, "next"),
        "findings": list(_findings(checked, "because")),
        "at": [fact["at"] for finding in (checked or {}).get("findings", ()) for fact in finding["facts"]],
        "open": [item["id"] for item in (checked or {}).get("reasons", ()) if item["not_checked"]],
    }


def _findings(checked: Mapping[str, Any] | None, key: str) -> dict[str, str | None]:
    return {finding["id"]: finding[key] for finding in checked["findings"]} if checked else {}


def _sentences(shown: Mapping[str, Any], key: str) -> dict[str, str | None]:
    """Give sentences by indicator, condition and warning."""
    said = {item["id"]: item[key] for item in shown["indicators"]}
    if key == "because":
        said |= {item["id"]: item["because"] for item in shown["eligibility"]}
        said |= {item["id"]: item["text"] for item in shown["warnings"]}
    return said
