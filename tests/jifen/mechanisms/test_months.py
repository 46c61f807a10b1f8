"""Sets of months as bits: windows, how long until enough, how they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen.mechanisms.month_sets import EVER, in_words, months_until, window_of
from jifen.profile.months import parse_month

NOW = parse_month("2026-11")


def test_window_ends_with_this_month_or_the_one_before():
    assert window_of(3) == 0b111
    assert window_of(3, "previous") == 0b1110


@pytest.mark.parametrize(
    ("months", "window", "needed", "ahead"),
    [
        (0b0, 0b1111, 2, 2),
        (0b11, 0b1111, 2, 0),
        (0b1000, 0b1111, 2, 2),  # the old month slides out before the second new one comes
        (0b0100, 0b1111, 2, 1),
        (0b0, 0b1111, 5, None),
        (0b1 << 200, EVER, 2, 1),
    ],
)
def test_months_until(months: int, window: int, needed: int, ahead: int | None):
    assert months_until(months, window, needed) == ahead


@given(st.sets(st.integers(0, 60)), st.integers(1, 48), st.integers(1, 48))
def test_months_until_as_a_calendar_would_say(held: set[int], length: int, needed: int):
    found = months_until(sum(1 << month for month in held), window_of(length), needed)
    if needed > length:
        assert found is None
        return
    # Months ago grow by one with each month that passes; the new ones are 0, 1, … months ago.
    after = [{month + ahead for month in held} | set(range(ahead)) for ahead in range(needed + 1)]
    enough = [len({month for month in months if month < length}) >= needed for months in after]
    assert found == enough.index(True)


@given(st.sets(st.integers(0, 40), min_size=1))
def test_months_in_words(ago: set[int]):
    words = in_words(sum(1 << month for month in ago), NOW)
    written = set()
    stretches = [part.split("–") for part in words.split(", ")]
    for stretch in stretches:
        first, last = parse_month(stretch[0]), parse_month(stretch[-1])
        written |= set(range(first, last + 1))
    assert written == {NOW - month for month in ago}
    firsts = [stretch[0] for stretch in stretches]
    assert firsts == sorted(firsts)
    assert len(stretches) == len([month for month in ago if month + 1 not in ago])
