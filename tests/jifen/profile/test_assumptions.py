"""What is assumed when absent is listed; what is not asked is not."""

from typing import Any

import pytest
from tests.jifen.profile.examples import changed, example

from jifen.profile import assumptions, parse

EDUCATION = ["study_mode", "graduated", "verified_online", "prior_level_completed"]


def listed(**sections: Any) -> tuple[str, ...]:
    return assumptions(parse(changed(**sections)))


def education(**keys: Any) -> list[str]:
    places = listed(education=[{"level": "master"}, {"level": "bachelor", **keys}])
    return [place.removeprefix("education[1].") for place in places if place.startswith("education[1].")]


def test_nothing_is_assumed_of_absent_sections():
    assert listed() == ()


def test_education():
    assert education() == EDUCATION


@pytest.mark.parametrize("key", EDUCATION)
def test_what_is_said_is_not_assumed(key: str):
    value = {"study_mode": "full_time", "graduated": "2010-07-01"}.get(key, False)
    assert education(**{key: value}) == [other for other in EDUCATION if other != key]


def test_the_place_of_study_is_asked_of_part_time_study_only():
    assert education(study_mode="part_time") == [*EDUCATION[1:], "study_place_matches"]
    assert education(study_mode="part_time", study_place_matches=False) == EDUCATION[1:]


def test_the_job_is_asked_of_a_shortage_major_only():
    assert education(shortage_major=True) == [*EDUCATION, "major_matches_job"]
    assert education(shortage_major=False) == EDUCATION
    assert education(shortage_major=True, major_matches_job=True) == EDUCATION


def test_credentials():
    assert listed(credentials=[{"level": "senior", "matches_job": True}]) == (
        "credentials[0].obtained",
        "credentials[0].in_catalogue",
        "credentials[0].in_shanghai",
    )


def test_insurance_is_asked_of_each_run():
    runs = [{"from": "2020-01", "base": 1, "tax_consistent": False}, {"from": "2020-01", "ratio": 1}]
    assert listed(social_insurance=runs) == (
        "social_insurance[0].matches_contract",
        "social_insurance[1].matches_contract",
        "social_insurance[1].tax_consistent",
    )


def test_the_employer_is_asked_of_the_employed_only():
    assert listed(employment={"employed": True}) == ("employment.employer_registered_in_shanghai",)
    assert listed(employment={"employed": False}) == ()
    assert listed(employment={"employer": "某厂"}) == ()
    assert listed(employment={"employed": True, "employer_registered_in_shanghai": False}) == ()


def test_awards():
    assert listed(awards=[{"level": "provincial"}, {"level": "provincial", "date": "2020-01-01"}]) == (
        "awards[0].date",
    )


def test_null_is_assumed_like_absent():
    assert listed(awards=[{"level": "provincial", "date": None}]) == ("awards[0].date",)


def test_the_contracts_example_leaves_little_to_assume():
    assert assumptions(parse(example())) == (
        "social_insurance[0].matches_contract",
        "social_insurance[0].tax_consistent",
    )


def test_a_changed_copy_has_its_own_assumptions():
    profile = parse(changed(employment={"employed": True}))
    assert assumptions(profile)
    assert assumptions(profile.model_copy(update={"employment": parse(changed()).employment})) == ()
