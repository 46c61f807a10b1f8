"""Every error that the format promises: its place, what was found, what is allowed, the nearest word."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from tests.jifen.profile.examples import changed, example

from jifen.errors import Problem, ProfileError
from jifen.messages import MESSAGES
from jifen.profile import check_dates, parse

RUN = {"from": "2022-07", "base": 13000}


def problems(document: Any) -> tuple[Problem, ...]:
    with pytest.raises(ProfileError) as caught:
        parse(document)
    return caught.value.problems


def problem(**sections: Any) -> Problem:
    (only,) = problems(changed(**sections))
    assert only.code in MESSAGES
    assert only.message("zh")
    assert only.message("en")
    return only


def run(**keys: Any) -> Problem:
    return problem(social_insurance=[RUN, {**RUN, **keys}])


CASES: list[tuple[dict[str, Any], str, str, Any]] = [
    ({"nam": "x"}, "nam", "unknown_key", "nam"),
    ({"permit": {"until": 1}}, "permit.until", "unknown_key", "until"),
    ({"social_insurance": [RUN, {**RUN, "bse": 1}]}, "social_insurance[1].bse", "unknown_key", "bse"),
    (
        {"social_insurance": [{**RUN, "from_": "2022-07"}]},
        "social_insurance[0].from_",
        "unknown_key",
        "from_",
    ),
    ({"nam": None}, "nam", "unknown_key", "nam"),
    ({1: 2}, "1", "unknown_key", 1),
    ({None: 2}, "None", "unknown_key", "None"),
    ({"[key]": None}, "[key]", "unknown_key", "[key]"),
    ({"business": {"taxes": {"[key]": None}}}, "business.taxes.[key]", "not_a_year", "[key]"),
    ({"education": [{}]}, "education[0].level", "missing_key", None),
    ({"education": [{"level": None}]}, "education[0].level", "missing_key", None),
    ({"social_insurance": [{"base": 1}]}, "social_insurance[0].from", "missing_key", None),
    ({"children": [{}]}, "children[0].birth_date", "missing_key", None),
    ({"education": [{"level": "bachlor"}]}, "education[0].level", "unknown_value", "bachlor"),
    ({"education": [{"level": 3}]}, "education[0].level", "unknown_value", 3),
    ({"credentials": [{"level": "skill5"}]}, "credentials[0].level", "unknown_value", "skill5"),
    ({"awards": [{"level": []}]}, "awards[0].level", "unknown_value", "[]"),
    ({"format": 2}, "format", "unknown_format", 2),
    ({"format": True}, "format", "unknown_format", True),
    ({"format": "1"}, "format", "unknown_format", "1"),
    ({"fresh_graduate": "yes"}, "fresh_graduate", "wrong_type", "yes"),
    ({"fresh_graduate": 1}, "fresh_graduate", "wrong_type", 1),
    ({"fresh_graduate": "true"}, "fresh_graduate", "wrong_type", "true"),
    ({"name": 5}, "name", "wrong_type", 5),
    ({"permit": []}, "permit", "wrong_type", "[]"),
    ({"permit": "x"}, "permit", "wrong_type", "x"),
    ({"education": {"level": "master"}}, "education", "wrong_type", "{level}"),
    ({"education": ["master"]}, "education[0]", "wrong_type", "master"),
    ({"education": [None]}, "education[0]", "empty_entry", None),
    ({"conduct": {"crimes": [None]}}, "conduct.crimes[0]", "empty_entry", None),
    ({"conduct": {"crimes": ["2024-01-05", "5 Jan"]}}, "conduct.crimes[1]", "not_a_date", "5 Jan"),
    ({"permit": {"issued": "2019-3-1"}}, "permit.issued", "not_a_date", "2019-3-1"),
    ({"permit": {"issued": "2019-03-01T00:00:00"}}, "permit.issued", "not_a_date", "2019-03-01T00:00:00"),
    ({"permit": {"issued": datetime(2019, 3, 1)}}, "permit.issued", "not_a_date", "2019-03-01T00:00:00"),  # noqa: DTZ001
    ({"permit": {"issued": 20190301}}, "permit.issued", "not_a_date", 20190301),
    ({"permit": {"issued": "２０１９-03-01"}}, "permit.issued", "not_a_date", "２０１９-03-01"),
    ({"permit": {"issued": "2019-02-30"}}, "permit.issued", "no_such_day", "2019-02-30"),
    ({"permit": {"issued": "2019-13-01"}}, "permit.issued", "no_such_day", "2019-13-01"),
    ({"permit": {"issued": "1019-03-01"}}, "permit.issued", "year_out_of_range", "1019-03-01"),
    ({"permit": {"issued": date(2999, 1, 1)}}, "permit.issued", "year_out_of_range", "2999-01-01"),
    ({"remote_area": [{"from": "2020-13"}]}, "remote_area[0].from", "no_such_month", "2020-13"),
    ({"remote_area": [{"from": "2020-1"}]}, "remote_area[0].from", "not_a_month", "2020-1"),
    ({"remote_area": [{"from": "2020-01-01"}]}, "remote_area[0].from", "not_a_month", "2020-01-01"),
    ({"remote_area": [{"from": 202001}]}, "remote_area[0].from", "not_a_month", 202001),
    ({"remote_area": [{"from": "9999-01"}]}, "remote_area[0].from", "year_out_of_range", "9999-01"),
    ({"business": {"share": 1.5}}, "business.share", "too_large", 1.5),
    ({"business": {"share": -1}}, "business.share", "too_small", -1),
    ({"business": {"share": "50%"}}, "business.share", "not_a_number", "50%"),
    ({"business": {"taxes": {"23": 1}}}, "business.taxes.23", "not_a_year", "23"),
    ({"business": {"taxes": {True: 1}}}, "business.taxes.1", "not_a_year", True),
    ({"business": {"taxes": {1066: 1}}}, "business.taxes.1066", "year_out_of_range", 1066),
    ({"business": {"taxes": {2023: -1}}}, "business.taxes.2023", "too_small", -1),
    ({"business": {"taxes": {2023: 1, "2023": 2}}}, "business.taxes", "duplicate_year", "2023"),
    ({"business": {"local_hires": {"2023": 1.5}}}, "business.local_hires.2023", "not_whole", 1.5),
    ({"business": {"local_hires": {"2023": "x"}}}, "business.local_hires.2023", "not_a_number", "x"),
    ({"business": {"taxes": []}}, "business.taxes", "wrong_type", "[]"),
    ({"name": "x" * 201}, "name", "text_too_long", "x" * 59 + "…"),
    ({"name": "a\nb"}, "name", "text_bad_character", "a�b"),
    ({"name": "a\u202eb"}, "name", "text_bad_character", "a�b"),
    ({"name": "a\ud800"}, "name", "text_bad_character", "a�"),
    ({"children": [{"birth_date": "2020-01-01"}] * 2001}, "children", "too_many_entries", "[… 2001]"),
]


@pytest.mark.parametrize(("sections", "at", "code", "found"), CASES, ids=lambda case: str(case)[:40])
def test_one_problem(sections: dict[Any, Any], at: str, code: str, found: object):
    (only,) = problems({"birth_date": "1990-06-15", **sections})
    assert (only.at, only.code, only.found) == (at, code, found)
    assert only.message("zh") != only.message("en")


@pytest.mark.parametrize(
    ("base", "code", "found"),
    [
        (-1, "too_small", -1),
        (Decimal("-0.01"), "too_small", -0.01),
        (10**13, "too_large", 10**13),
        (10**5000, "too_large", "≈10^5000"),
        (Decimal("1e999999"), "too_large", "1E+999999"),
        (Decimal("1e-999999"), "too_precise", "1E-999999"),
        (Decimal("0.33333333333333333333"), "too_precise", "0.33333333333333333333"),
        (float("nan"), "not_finite", "nan"),
        (float("-inf"), "not_finite", "-inf"),
        (Decimal("sNaN"), "not_finite", "sNaN"),
        ("9000", "not_a_number", "9000"),
        (True, "not_a_number", True),
        ([], "not_a_number", "[]"),
        (2 + 1j, "not_a_number", "complex"),
    ],
    ids=lambda value: None if isinstance(value, str) else type(value).__name__,
)
def test_a_base_that_is_none(base: object, code: str, found: object):
    wrong = run(base=base)
    assert (wrong.at, wrong.code, wrong.found) == ("social_insurance[1].base", code, found)


def test_a_run_that_ends_before_it_begins():
    wrong = run(to="2022-06")
    assert (wrong.at, wrong.code, wrong.found) == ("social_insurance[1].to", "ends_before_begins", "2022-06")
    assert (
        wrong.message("en") == "to is '2022-06', before from, which is 2022-07. Check both; are they swapped?"
    )


@pytest.mark.parametrize(
    ("sections", "at"),
    [
        ({"permit": {"issued": "2020-01-02", "valid_until": "2020-01-01"}}, "permit.valid_until"),
        (
            {"employment": {"contract_from": "2020-01-02", "contract_until": "2020-01-01"}},
            "employment.contract_until",
        ),
        (
            {"education": [{"level": "master", "enrolled": "2010-07-01", "graduated": "2006-09-01"}]},
            "education[0].graduated",
        ),
        ({"public_service": [{"from": "2020-02", "to": "2020-01"}]}, "public_service[0].to"),
        ({"remote_area": [{"from": "2020-02", "to": "2020-01"}]}, "remote_area[0].to"),
        ({"resume": [{"from": "2020-02", "to": "2020-01"}]}, "resume[0].to"),
    ],
)
def test_other_dates_in_the_wrong_order(sections: dict[str, Any], at: str):
    wrong = problem(**sections)
    assert (wrong.at, wrong.code) == (at, "ends_before_begins")


def test_the_same_day_or_month_is_in_order():
    same = {"issued": "2020-01-01", "valid_until": "2020-01-01"}
    parse(changed(permit=same, social_insurance=[{**RUN, "to": "2022-07"}]))


def test_both_base_and_ratio():
    wrong = run(ratio=1)
    assert (wrong.at, wrong.code) == ("social_insurance[1]", "base_and_ratio")


def test_neither_base_nor_ratio():
    wrong = run(base=None)
    assert (wrong.at, wrong.code) == ("social_insurance[1]", "no_base_no_ratio")


def test_a_birth_after_the_documents_own_date():
    wrong = problem(on="1990-06-14")
    assert (wrong.at, wrong.code, wrong.found) == ("birth_date", "born_in_future", "1990-06-15")
    assert "1990-06-14" in wrong.message("zh")
    parse(changed(on="1990-06-15"))


def test_a_birth_after_the_callers_date():
    profile = parse(changed(children=[{"birth_date": "2014-03-09"}, {"birth_date": "2020-01-01"}]))
    assert [wrong.at for wrong in check_dates(profile, date(1990, 6, 14))] == ["birth_date"]


def test_a_family_may_look_back_to_before_a_child_was_born():
    profile = parse(changed(children=[{"birth_date": "2020-01-01"}]))
    assert check_dates(profile, date(2019, 12, 31)) == ()


@pytest.mark.parametrize(
    ("sections", "nearest"),
    [
        ({"educations": []}, "education"),
        ({"socialinsurance": []}, "social_insurance"),
        ({"Birth-Date": "x"}, "birth_date"),
        ({"zzz": 1}, None),
        ({"education": [{"level": "master", "Degree": True}]}, "degree"),
        ({"education": [{"level": "batchelor"}]}, "bachelor"),
        ({"education": [{"level": "Junior College"}]}, "junior_college"),
        ({"education": [{"level": "x"}]}, None),
    ],
)
def test_the_nearest_word_is_suggested(sections: dict[str, Any], nearest: str | None):
    wrong = problem(**sections)
    assert wrong.params["nearest"] == nearest
    assert (f"Did you mean '{nearest}'?" in wrong.message("en")) is (nearest is not None)


def test_what_is_allowed_is_named():
    assert "Allowed here: issued, valid_until, endorsed." in problem(permit={"from": "2020-01-01"}).message(
        "en"
    )
    assert "municipal_special、municipal_general、provincial" in problem(awards=[{"level": "x"}]).message(
        "zh"
    )


def test_all_problems_at_once_in_the_documents_order():
    document = {
        "children": [{"birth_date": "2030-01-01"}],
        "resume": [{"to": "2020-01", "plce": "x"}],
        "social_insurance": [
            {"to": "2022-06", "from": "2022-07", "base": -5},
            {"from": "2022-07", "base": "x"},
        ],
        "business": {"taxes": {"x": 1, 2023: 1, "2023": 2}},
        "birth_date": "2031-01-01",
        "on": "2026-11-22",
    }
    assert [(wrong.at, wrong.code) for wrong in problems(document)] == [
        ("children[0].birth_date", "born_in_future"),
        ("resume[0].plce", "unknown_key"),
        ("resume[0].from", "missing_key"),
        ("social_insurance[0].to", "ends_before_begins"),
        ("social_insurance[0].base", "too_small"),
        ("social_insurance[1].base", "not_a_number"),
        ("business.taxes", "duplicate_year"),
        ("business.taxes.x", "not_a_year"),
        ("birth_date", "born_in_future"),
    ]


def test_a_wrong_value_raises_no_second_complaint():
    assert [
        wrong.at for wrong in problems(changed(social_insurance=[{**RUN, "base": "x", "to": "2020"}]))
    ] == [
        "social_insurance[0].base",
        "social_insurance[0].to",
    ]


def test_many_problems_are_counted():
    found = problems(changed(children=[{"birth_date": "x"}] * 150))
    assert len(found) == 101
    assert (found[-1].code, found[-1].params["count"]) == ("more_problems", 50)


@pytest.mark.parametrize("document", [None, 5, "text", [], [1], True])
def test_what_is_no_object(document: Any):
    (wrong,) = problems(document)
    assert (wrong.at, wrong.code) == ("", "not_an_object")


def test_an_empty_object_lacks_a_birth_date():
    (wrong,) = problems({})
    assert (wrong.at, wrong.code) == ("birth_date", "missing_key")


def test_an_overlong_key_is_shortened():
    (wrong,) = problems({"birth_date": "1990-06-15", "k\x00" * 5000: 1})
    assert len(wrong.at) == 60
    assert wrong.at.isprintable()


def test_each_value_of_the_example_is_checked():
    """No leaf of the document takes a value of another kind."""
    for place in _leaves(example()):
        document: Any = example()
        *path, last = place
        container = document
        for part in path:
            container = container[part]
        container[last] = {"neither": "here nor there"}
        assert [wrong.at.replace("[", ".[").split(".")[0] for wrong in problems(document)][:1] == [
            str(place[0])
        ]


def _leaves(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [leaf for key, item in inner for leaf in _leaves(item, (*place, key))]
    return found if isinstance(value, dict | list) else [place]
