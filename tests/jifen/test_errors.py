"""Errors are readable in both languages, have stable codes, and every template has what it needs."""

import json
import pickle
from string import Formatter

import pytest

from jifen.errors import (
    InputError,
    JifenError,
    LawError,
    PolicyDateError,
    Problem,
    ProfileError,
    TableError,
    WageError,
)
from jifen.messages import LANGUAGES, MESSAGES, render

NO_BASE = Problem("social_insurance[1]", "no_base_no_ratio")
NEGATIVE = Problem("social_insurance[0].base", "too_small", -5, {"low": 0})


def test_message_says_what_was_found_and_what_is_allowed():
    assert NEGATIVE.message("zh") == "写的是 -5，不能小于 0。"
    assert NEGATIVE.message("en") == "Found -5; it must not be below 0."


def test_chinese_comes_first():
    assert NEGATIVE.message() == NEGATIVE.message("zh")


def test_as_dict_is_json_able():
    assert json.loads(json.dumps(NEGATIVE.as_dict("en"))) == {
        "at": "social_insurance[0].base",
        "code": "too_small",
        "found": -5,
        "message": "Found -5; it must not be below 0.",
    }


@pytest.mark.parametrize(
    ("at", "seen"),
    [("birth_date", "profile.birth_date"), ("", "profile"), ("[0].a", "profile[0].a")],
)
def test_within_leads_the_place(at: str, seen: str):
    assert Problem(at, "empty").within("profile").at == seen


def test_all_problems_are_shown():
    error = ProfileError([NEGATIVE, NO_BASE])
    assert error.problems == (NEGATIVE, NO_BASE)
    assert str(error).splitlines() == [f"{p.at}: {p.message()}" for p in error.problems]
    assert error.text("en").splitlines()[1].startswith("social_insurance[1]: Write base")


def test_a_problem_of_the_whole_document_has_no_place_to_show():
    assert not str(ProfileError([Problem("", "empty")])).startswith(":")


def test_an_input_error_needs_a_problem():
    with pytest.raises(ValueError, match="at least one"):
        ProfileError([])


@pytest.mark.parametrize("kind", [ProfileError, PolicyDateError, WageError])
def test_hierarchy(kind: type[InputError]):
    assert issubclass(kind, InputError)
    assert issubclass(kind, JifenError)


def test_codes_are_stable_and_distinct():
    kinds = [JifenError, InputError, ProfileError, PolicyDateError, WageError, TableError, LawError]
    codes = ["error", "input", "profile", "policy_date", "wage", "table", "law"]
    assert [kind.code for kind in kinds] == codes


@pytest.mark.parametrize("code", MESSAGES)
def test_every_code_has_both_languages_with_the_same_parameters(code: str):
    named = [
        {name for _, name, _, _ in Formatter().parse(MESSAGES[code][lang]) if name} for lang in LANGUAGES
    ]
    assert sorted(MESSAGES[code]) == sorted(LANGUAGES)
    assert named[0] == named[1]


def test_every_code_is_explained_in_the_list():
    import jifen.messages

    listed = jifen.messages.__doc__ or ""
    assert [code for code in MESSAGES if f"``{code}``" not in listed] == []


def test_parts_without_their_parameter_are_left_out():
    problem = Problem("nam", "unknown_key", "nam", {"key": "nam", "nearest": None, "allowed": ["name", "on"]})
    assert problem.message("zh") == "不认识的键“nam”。这里可以写：name、on。"
    assert problem.message("en") == "Unknown key 'nam'. Allowed here: name, on."


def test_line_and_column_lead_the_message():
    problem = Problem("a", "duplicate_key", None, {"key": "a", "line": 3, "column": 5})
    assert problem.message("zh").startswith("第 3 行第 5 列：")
    assert problem.message("en").startswith("line 3, column 5: ")


def test_braces_in_what_was_found_are_harmless():
    assert "'{on}{0.x}'" in Problem("a", "not_a_date", "{on}{0.x}").message("en")


def test_an_unlisted_code_is_shown_as_it_is():
    assert render("something_new", {}, "en") == "something_new"


def test_another_language_is_refused():
    with pytest.raises(ValueError, match="zh, en"):
        NEGATIVE.message("fr")


def test_an_error_can_be_sent_to_another_process():
    error = pickle.loads(pickle.dumps(ProfileError([NEGATIVE, NO_BASE])))
    assert (type(error), error.problems) == (ProfileError, (NEGATIVE, NO_BASE))
