"""Whatever comes in: a profile, or a ProfileError that can be shown and sent."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import documents

from jifen.errors import ProfileError
from jifen.messages import LANGUAGES, MESSAGES
from jifen.profile import Profile, assumptions, dump, load, parse, read, to_document
from jifen.profile.structure import SECTIONS, keys_of

known_keys = st.sampled_from(
    sorted({*keys_of(Profile), *(key for section in SECTIONS for key in keys_of(section.model)), "2023"})
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["2020-01", "2020-02-30", "master", "\ud800", "1", "x" * 300])
    | st.sampled_from([400, 4299, 5000]).map(lambda digits: 10**digits)
)
odd = (
    st.binary(max_size=5)
    | st.decimals()
    | st.dates()
    | st.datetimes()
    | st.complex_numbers()
    | st.sampled_from([date.max, Decimal("sNaN"), Decimal("1e999999"), object(), {1, 2}])
)
keys = known_keys | st.text(max_size=8)
odd_keys = keys | st.integers() | st.none() | st.booleans() | st.floats() | st.tuples(st.integers())


def nested(leaves: st.SearchStrategy[Any], names: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=6),
        max_leaves=20,
    )


def shown_well(error: ProfileError) -> None:
    assert error.problems
    for problem in error.problems:
        assert problem.code in MESSAGES
        for lang in LANGUAGES:
            orjson.dumps(problem.as_dict(lang))
            problem.message(lang).encode()
    assert error.text("en").encode()


def parsed(document: Any) -> None:
    try:
        profile = parse(document)
    except ProfileError as error:
        shown_well(error)
    else:
        assert parse(to_document(profile)) == profile
        assumptions(profile)


@given(nested(scalars, keys))
def test_json_like_values(value: Any):
    parsed(value)


@given(st.dictionaries(odd_keys, nested(scalars | odd, odd_keys), max_size=6))
def test_values_of_any_type(document: Any):
    parsed(document)


@given(documents(), known_keys, nested(scalars | odd, odd_keys), st.data())
def test_one_value_of_a_sound_document_replaced(document: Any, key: str, value: Any, data: st.DataObject):
    sections = [document, *(held for held in document.values() if isinstance(held, dict))]
    sections += [entry for held in document.values() if isinstance(held, list) for entry in held]
    chosen = data.draw(st.sampled_from([section for section in sections if isinstance(section, dict)]))
    chosen[key] = value
    parsed(document)


@given(
    st.text() | st.text(st.sampled_from("a:{}[],\"'&*!#|>-? \n\t1.~%@`")) | st.binary(),
    st.sampled_from(["auto", "yaml", "json"]),
)
def test_texts(text: str | bytes, syntax: Any):
    try:
        assert isinstance(load(text, syntax=syntax), dict)
    except ProfileError as error:
        shown_well(error)


@given(documents(), st.data())
def test_a_sound_text_with_one_character_changed(document: Any, data: st.DataObject):
    text = data.draw(st.sampled_from([json.dumps(document), dump(parse(document))]))
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from(list("a1:-,{}[]\"'\n \x00é\\")))
    try:
        read(text[:place] + letter + text[place + 1 :])
    except ProfileError as error:
        shown_well(error)


@given(
    nested(
        st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text(max_size=9), st.text(max_size=5)
    )
)
def test_json_means_what_the_standard_library_says(value: Any):
    text = json.dumps({"a": value})
    assert load(text, syntax="json") == json.loads(text)
