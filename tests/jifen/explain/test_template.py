"""Sentences are filled from what was found; numbers, money, months and kinds as people write them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from jifen.explain.template import fill, in_words, names_in

LABELS = {"master": {"zh": "硕士", "en": "master"}}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (-150, "−150"),
        (1234567, "1,234,567"),
        (Decimal("0.8"), "0.8"),
        (Decimal("1.50"), "1.5"),
        (Decimal("10061.60"), "10,061.6"),
        (Decimal(100), "100"),
        (Fraction(100000), "100,000"),
        (Fraction(200, 3), "66.66"),
        (Fraction(29999999, 300), "99,999.99"),
        (date(2026, 11, 22), "2026-11-22"),
        ("2027-02", "2027-02"),
        ("master", "master"),
        (None, "—"),
    ],
)
def test_in_words(value: Any, words: str):
    assert in_words(value, LABELS, "en") == words


def test_kinds_have_labels():
    assert in_words("master", LABELS, "zh") == "硕士"


def test_fill_looks_up_only_what_is_used():
    asked = []

    def find(name: str) -> int:
        asked.append(name)
        return 3

    assert fill("{a} of {a}, {b}", find, {}, "en") == "3 of 3, 3"
    assert asked == ["a", "a", "b"]
    assert fill("nothing", find, {}, "en") == "nothing"
    assert len(asked) == 3


@pytest.mark.parametrize(("count", "words"), [(0, "0 months"), (1, "1 month"), (2, "2 months")])
def test_a_number_takes_the_word_that_fits(count: int, words: str):
    assert fill("{n:month|months}", {"n": count}.__getitem__, {}, "en") == words


def test_names_in():
    assert names_in("{a} and {b:one|two}, {{c}}") == {"a", "b"}
