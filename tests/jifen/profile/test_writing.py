"""A profile goes back to a document and nothing is lost."""

import json
from decimal import Decimal
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.jifen.profile.examples import TEXT, changed, example
from tests.strategies import documents, texts

from jifen.profile import assumptions, dump, load, parse, read, to_document
from jifen.profile.fields import exact_decimal


@given(documents())
def test_round_trips(document: dict[str, Any]):
    profile = parse(document)
    written = to_document(profile)
    for again in (
        parse(written),
        parse(json.loads(json.dumps(written))),
        read(json.dumps(written, ensure_ascii=False)),
        read(orjson.dumps(written)),
        read(dump(profile)),
    ):
        assert again == profile
        assert again.model_fields_set == profile.model_fields_set
        assert assumptions(again) == assumptions(profile)


def acceptable(number: Decimal) -> bool:
    try:
        exact_decimal(number)
    except ValueError:
        return False
    return True


@given(
    st.decimals(0, 10**12, allow_nan=False).filter(acceptable)
    | st.floats(0, 10**12).map(lambda x: round(x, 9))
)
def test_every_accepted_number_comes_back_exactly(number: Decimal | float):
    profile = parse(changed(social_insurance=[{"from": "2020-01", "base": number}]))
    base = profile.social_insurance[0].base
    assert base == (number if isinstance(number, Decimal) else Decimal(repr(number)))
    assert parse(to_document(profile)) == profile
    assert f"{read(dump(profile)).social_insurance[0].base:f}" == f"{base:f}"


@given(texts)
def test_every_accepted_text_comes_back(text: str):
    assert read(dump(parse(changed(name=text)))).name == text


@pytest.mark.parametrize(
    "text",
    ["on", "true", "~", "1e5", "09", ".5", "12", "2026-11-22", " a ", "", "- a", "# a", "a: b", "&a", "!a"],
)
def test_texts_that_look_like_something_else_come_back(text: str):
    assert read(dump(parse(changed(name=text)))).name == text


def test_only_what_was_set_in_the_contracts_order():
    profile = parse(
        {"spouse": {}, "birth_date": "1990-06-15", "education": [{"degree": True, "level": "bachelor"}]}
    )
    assert to_document(profile) == {
        "birth_date": "1990-06-15",
        "education": [{"level": "bachelor", "degree": True}],
        "spouse": {},
    }
    assert list(to_document(profile)) == ["birth_date", "education", "spouse"]
    assert list(to_document(parse(example()))) == list(load(TEXT))


def test_json_values():
    written = to_document(parse(example()))
    assert written["business"] == {
        "share": 0.5,
        "taxes": {"2023": 300000, "2024": 320000, "2025": 410000},
        "local_hires": {"2023": 12, "2025": 14},
    }
    assert written["on"] == "2026-11-22"


def test_yaml_is_readable():
    run = {"from": "2022-07", "base": Decimal("10061.60"), "employer": "某某科技有限公司"}
    document = changed(
        on="2026-11-22", name="㛃𫍯䶮", social_insurance=[run], business={"taxes": {"2023": 300000}}
    )
    assert dump(parse(document)) == (
        "name: 㛃𫍯䶮\n"
        "birth_date: 1990-06-15\n"
        "'on': 2026-11-22\n"
        "social_insurance:\n"
        "- from: 2022-07\n"
        "  base: 10061.60\n"
        "  employer: 某某科技有限公司\n"
        "business:\n"
        "  taxes:\n"
        "    2023: 300000\n"
    )


def test_the_same_value_twice_makes_no_anchor():
    runs = [{"from": "2022-07", "base": 1}] * 2
    assert "&" not in dump(parse(changed(social_insurance=runs)))


def test_what_a_copy_sets_to_nothing_is_not_written():
    profile = parse(changed(name="x"))
    assert to_document(profile.model_copy(update={"name": None})) == changed()
