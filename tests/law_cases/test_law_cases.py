"""Every rule, every boundary: what the law files and the engine make of each case is what the case says."""

from collections import Counter
from typing import Any

import pytest
from tests.law_cases.cases import Case, outcome, read_cases

CASES = read_cases()
EXACTLY = ("policy", "total", "passes", "vetoed", "eligible", "vetoes", "warnings", "findings", "at", "open")
BY_NAME = ("points", "counted", "eligibility", "other_reading")


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_case(case: Case):
    found = outcome(case)
    about = f"{case.title} ({case.source})"
    if "error" in case.expect or "error" in found:
        assert _error(found.get("error")) == case.expect.get("error"), about
        return
    for key in EXACTLY:
        if key in case.expect:
            assert found[key] == case.expect[key], f"{about}: {key}"
    for key in BY_NAME:
        wanted = case.expect.get(key, {})
        assert {name: found[key].get(name) for name in wanted} == wanted, f"{about}: {key}"
    if case.assumed is not None:
        assert found["assumptions"] == case.assumed, about
    for key in ("says", "next"):
        for name, fragments in case.expect.get(key, {}).items():
            _check_sentence(found[key][name], fragments, f"{about}: {key} {name}")


def _error(found: dict[str, Any] | None) -> dict[str, Any] | None:
    """Give an error as cases write it: its kind, and of each problem place and code."""
    if found is None:
        return None
    return {
        "kind": found["kind"],
        "problems": [{key: problem[key] for key in ("at", "code", "found")} for problem in found["problems"]],
    }


def _check_sentence(sentence: str | None, fragments: list[str] | None, about: str) -> None:
    if fragments is None:
        assert sentence is None, about
        return
    missing = [fragment for fragment in fragments if not _says(sentence or "", fragment)]
    assert not missing, f"{about}: {sentence!r}"


def _says(sentence: str, fragment: str) -> bool:
    """A fragment stands in the sentence; written with = before it, it is the whole sentence."""
    return sentence == fragment[1:] if fragment.startswith("=") else fragment in sentence


def test_cases_have_titles_of_their_own():
    titles = Counter((case.id.rsplit("-", 1)[0], case.title) for case in CASES)
    assert [title for title, count in titles.items() if count > 1] == []
