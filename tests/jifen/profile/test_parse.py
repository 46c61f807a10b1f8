"""A sound document becomes a profile: every value, every default, nothing else."""

import pickle
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from pydantic import ValidationError
from tests.jifen.profile.examples import TEXT, changed, example
from tests.strategies import documents

from jifen.profile import Profile, load, parse
from jifen.profile.fields import exact_decimal
from jifen.profile.months import parse_month


def test_the_contracts_example():
    profile = parse(example())
    assert profile.birth_date == date(1988, 5, 14)
    assert profile.on == date(2026, 11, 22)
    assert profile.employment.position == "软件工程师"
    assert profile.social_insurance[0].from_ == parse_month("2016-07")
    assert profile.social_insurance[0].to == parse_month("2022-06")
    assert profile.social_insurance[1].to is None
    assert profile.social_insurance[1].base == Decimal(13000)
    assert profile.business.share == Decimal("0.5")
    assert profile.business.taxes == {2023: Decimal(300000), 2024: Decimal(320000), 2025: Decimal(410000)}
    assert profile.business.local_hires == {2023: 12, 2025: 14}
    assert profile.conduct.crimes == (date(2024, 1, 5),)
    assert profile.resume[1].employer == "旧公司"


def test_what_absence_means():
    profile = parse(changed(education=[{"level": "bachelor"}], credentials=[{"level": "senior"}]))
    education, credential = profile.education[0], profile.credentials[0]
    assert (profile.format, profile.on, profile.name) == (1, None, None)
    assert (education.degree, education.study_mode, education.graduated) == (False, "full_time", None)
    assert education.verified_online
    assert education.prior_level_completed
    assert education.study_place_matches
    assert education.major_matches_job
    assert not education.shortage_major
    assert credential.in_catalogue
    assert credential.matches_job
    assert credential.in_shanghai
    assert not any((credential.rechecked, credential.registration_required, credential.registered))


def test_absent_sections_are_empty():
    profile = parse(changed())
    assert profile.permit.valid_until is None
    assert profile.employment.employed is False
    assert profile.employment.employer_registered_in_shanghai is True
    assert profile.business.share == 1
    assert profile.business.taxes == {}
    assert (profile.education, profile.social_insurance, profile.conduct.crimes) == ((), (), ())


def test_a_run_may_begin_after_the_evaluation_date():
    parse(changed(on="2026-11-22", social_insurance=[{"from": "2027-01", "base": 9000}]))


def test_null_is_the_same_as_absent():
    with_nulls = changed(
        name=None,
        permit=None,
        education=[{"level": "bachelor", "degree": None, "verified_online": None}],
        social_insurance=[{"from": "2022-07", "to": None, "base": 13000, "ratio": None}],
        business={"taxes": {2023: None, "2024": 5}},
        awards=None,
    )
    without = changed(
        education=[{"level": "bachelor"}],
        social_insurance=[{"from": "2022-07", "base": 13000}],
        business={"taxes": {"2024": 5}},
    )
    before = deepcopy(with_nulls)
    profile = parse(with_nulls)
    assert profile == parse(without)
    assert "degree" not in profile.education[0].model_fields_set
    assert "permit" not in profile.model_fields_set
    assert with_nulls == before


@pytest.mark.parametrize(
    ("given_number", "kept"),
    [
        (13000, "13000"),
        (Decimal("10061.60"), "10061.60"),
        (10061.6, "10061.6"),
        (0.1 + 0.2, "0.30000000000000004"),
        (Decimal("999999999999.99"), "999999999999.99"),
        (Decimal("0.8" + "0" * 60), "0.8"),
        (-0.0, "0.0"),
        (1e3, "1000.0"),
    ],
)
def test_money_is_kept_exactly(given_number: object, kept: str):
    run = parse(changed(social_insurance=[{"from": "2022-07", "base": given_number}])).social_insurance[0]
    assert str(run.base) == kept


@pytest.mark.parametrize(
    "value", [Decimal("sNaN"), Decimal("NaN"), float("inf"), "1", None, True, Decimal("1e-300")]
)
def test_what_is_no_exact_number_is_refused(value: object):
    with pytest.raises(ValueError, match=r"not a number|too many digits"):
        exact_decimal(value)


def test_python_callers_may_give_dates():
    assert parse({"birth_date": date(1990, 6, 15)}) == parse(changed())


def test_any_mapping_will_do():
    frozen: Mapping[str, object] = MappingProxyType(
        {"birth_date": "1990-06-15", "permit": MappingProxyType({"issued": "2019-03-01"})}
    )
    assert parse(frozen).permit.issued == date(2019, 3, 1)


def test_years_may_be_numbers_or_texts():
    as_numbers = parse(changed(business={"taxes": {2023: 1}, "local_hires": {2023: 1}}))
    assert parse(changed(business={"taxes": {"2023": 1}, "local_hires": {"2023": 1}})) == as_numbers


def test_a_profile_is_frozen():
    profile = parse(example())
    with pytest.raises(ValidationError):
        profile.birth_date = date(2000, 1, 1)  # type: ignore[misc]
    with pytest.raises(ValidationError):
        profile.permit.issued = None  # type: ignore[misc]


def test_a_profile_can_be_hashed_copied_and_sent_to_another_process():
    profile = parse(example())
    assert hash(profile) == hash(parse(example()))
    assert pickle.loads(pickle.dumps(profile)) == profile
    assert deepcopy(profile) == profile


def test_keys_follow_the_contracts_order():
    keys = list(load(TEXT))
    assert keys == [*Profile.model_fields][: len(keys)], "what was added to the format comes after"


@given(documents())
def test_every_invented_document_is_sound(document: dict[str, object]):
    before = deepcopy(document)
    assert isinstance(parse(document), Profile)
    assert document == before
