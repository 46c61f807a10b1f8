"""jifen.score: a document in, the contract's result out; which date counts; what is refused."""

from datetime import date

import pytest

import jifen
from jifen.errors import InputError, PolicyDateError, ProfileError, WageError


def test_the_short_way():
    shown = jifen.score({"birth_date": "1990-06-15"}, on=date(2026, 11, 22))
    assert (shown["on"], shown["total"], shown["policy"]["id"]) == ("2026-11-22", 30, "shanghai-2023")


def test_the_documents_own_date():
    assert jifen.score({"birth_date": "1990-06-15", "on": "2020-01-01"})["on"] == "2020-01-01"


def test_the_callers_date_wins():
    shown = jifen.score({"birth_date": "1990-06-15", "on": "2020-01-01"}, on=date(2024, 2, 29))
    assert shown["on"] == "2024-02-29"


def test_no_date_is_an_error_not_a_guess():
    with pytest.raises(ProfileError) as caught:
        jifen.score({"birth_date": "1990-06-15"})
    assert [(problem.at, problem.code) for problem in caught.value.problems] == [("on", "no_date")]


def test_english():
    shown = jifen.score({"birth_date": "1990-06-15"}, on=date(2026, 11, 22), lang="en")
    assert shown["indicators"][0]["name"] == "Age"


@pytest.mark.parametrize(
    ("document", "on", "kind", "at", "words"),
    [
        ({"birth_date": "1990-06-15"}, date(2015, 6, 30), PolicyDateError, "on", "2015-07-01"),
        ({"birth_date": "2020-06-15"}, date(2019, 6, 30), ProfileError, "birth_date", "2020-06-15"),
        (
            {"birth_date": "1980-06-15", "social_insurance": [{"from": "2014-05", "base": 5000}]},
            date(2016, 6, 30),
            WageError,
            "social_insurance[0].base",
            "2014-05",
        ),
        ({"birth_day": "1990-06-15"}, date(2026, 11, 22), ProfileError, "birth_day", "birth_date"),
    ],
)
def test_errors_name_the_place(
    document: dict[str, object], on: date, kind: type[InputError], at: str, words: str
):
    with pytest.raises(kind) as caught:
        jifen.score(document, on=on)
    problems = {problem.at: problem for problem in caught.value.problems}
    assert words in problems[at].message("zh")
    assert words in problems[at].message("en")


def test_the_document_is_left_alone():
    document = {"birth_date": "1990-06-15", "social_insurance": [{"from": "2020-01", "base": 9000}]}
    before = repr(document)
    jifen.score(document, on=date(2026, 11, 22))
    assert repr(document) == before


def test_a_result_can_be_changed_without_changing_the_next():
    first = jifen.score({"birth_date": "1990-06-15"}, on=date(2026, 11, 22))
    first["indicators"][0]["points"] = 99
    first["warnings"].append("x")
    second = jifen.score({"birth_date": "1990-06-15"}, on=date(2026, 11, 22))
    assert (second["indicators"][0]["points"], second["warnings"]) == (30, [])
