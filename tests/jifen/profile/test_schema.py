"""The JSON schema says what the reader takes."""

import json
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from tests.jifen.profile.examples import changed, example
from tests.jifen.profile.test_problems import CASES
from tests.strategies import documents

from jifen.profile import Profile, json_schema, parse, to_document

VALIDATOR = jsonschema_rs.validator_for(json_schema())
RUN = {"from": "2020-01"}
# What a schema cannot say, or what is no JSON.
BEYOND = {"duplicate_year", "no_such_day"}


@given(documents())
def test_sound_documents_are_valid(document: dict[str, Any]):
    VALIDATOR.validate(json.loads(json.dumps(document)))
    VALIDATOR.validate(json.loads(json.dumps(to_document(parse(document)))))


@pytest.mark.parametrize(("sections", "at", "code", "found"), CASES, ids=lambda case: str(case)[:40])
def test_wrong_documents_are_not(sections: dict[Any, Any], at: str, code: str, found: object):
    try:
        document = json.loads(json.dumps(changed() | sections))
    except TypeError:
        pytest.skip("no JSON")
    if code in BEYOND or "\ud800" in str(sections.get("name")):
        pytest.skip("beyond a schema")
    assert not VALIDATOR.is_valid(document)


@pytest.mark.parametrize(
    ("run", "valid"),
    [
        ({"base": 1}, True),
        ({"ratio": 1}, True),
        ({"base": 1, "ratio": None}, True),
        ({"base": None, "ratio": 1}, True),
        ({"base": 1, "ratio": 1}, False),
        ({}, False),
        ({"base": None}, False),
    ],
)
def test_base_or_ratio(run: dict[str, Any], valid: bool):
    assert VALIDATOR.is_valid(changed(social_insurance=[RUN | run])) is valid


def test_null_is_allowed_where_a_key_may_be_absent():
    nothing = dict.fromkeys(example())
    assert VALIDATOR.is_valid(nothing | {"birth_date": "1990-06-15"})
    assert not VALIDATOR.is_valid(nothing)


def test_every_key_is_described_in_both_languages():
    assert list(json_schema()["properties"]) == list(Profile.model_fields)
    for key, described in json_schema()["properties"].items():
        assert " · " in described["description"], key


def test_it_stands_alone_and_each_caller_has_a_copy():
    assert "$ref" not in json.dumps(json_schema())
    json_schema()["properties"].clear()
    assert json_schema()["properties"]


def test_defaults_are_values_of_the_document():
    assert json_schema()["properties"]["format"]["default"] == 1
    business = json_schema()["properties"]["business"]["anyOf"][0]["properties"]
    assert business["share"]["default"] == 1
