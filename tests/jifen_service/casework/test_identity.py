"""Check digits, on generated numbers only."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen_service.accounts.credit_codes import CODE_ALPHABET, code_check_character
from jifen_service.casework import identity
from jifen_service.casework.numbering import is_number, new_number

BIRTHS = st.dates(date(1930, 1, 1), date(2020, 12, 31))


@st.composite
def id_numbers(draw) -> str:
    head = f"{draw(st.integers(110000, 659999))}{draw(BIRTHS):%Y%m%d}{draw(st.integers(0, 999)):03}"
    return head + identity.id_check_character(head)


@st.composite
def credit_codes(draw) -> str:
    tail = "".join(draw(st.lists(st.sampled_from(CODE_ALPHABET), min_size=9, max_size=9)))
    head = f"91{draw(st.integers(110000, 659999))}{tail}"
    return head + code_check_character(head)


@given(id_numbers())
def test_sound_id_numbers_are_sound_however_they_are_written(number):
    assert identity.id_number_fault(number) is None
    assert identity.id_number_fault(f" {number[:6]} {number[6:14]}-{number[14:].lower()}") is None
    assert identity.birth_date_of(number) == date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


@given(id_numbers(), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_found(number, place, shift):
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert identity.id_number_fault(wrong) in {"form", "date", "check_digit"}


@given(id_numbers(), st.integers(0, 15))
def test_two_swapped_digits_are_found(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or identity.id_number_fault(swapped) is not None


@pytest.mark.parametrize("text", ["", "123", "31010119880230001X", "３１０", "a" * 18, "0" * 18])
def test_what_is_no_id_number(text):
    assert identity.id_number_fault(text) in {"form", "date", "check_digit"}


@given(credit_codes(), st.integers(0, 16), st.integers(1, 30))
def test_credit_codes_and_their_wrong_characters(code, place, shift):
    assert identity.credit_code_fault(code) is None
    wrong_character = CODE_ALPHABET[(CODE_ALPHABET.index(code[place]) + shift) % 31]
    assert identity.credit_code_fault(code[:place] + wrong_character + code[place + 1 :]) is not None


def test_a_code_seen_in_the_standard_itself():
    # The example that GB 32100 prints in its annex.
    assert identity.credit_code_fault("91350100M000100Y43") is None


@given(st.integers(0, 10), st.integers(1, 9))
def test_case_numbers_find_typing_errors(place, shift):
    number = new_number(date(2026, 7, 4))
    assert is_number(number)
    assert is_number(f" {number.lower()} ")
    digits = [index for index, character in enumerate(number) if character.isdigit()]
    at = digits[place]
    assert not is_number(number[:at] + str((int(number[at]) + shift) % 10) + number[at + 1 :])


def test_case_numbers_are_not_in_a_row():
    assert len({new_number(date(2026, 7, 4)) for _ in range(50)}) == 50
