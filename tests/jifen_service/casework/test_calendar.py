"""Working days across the holidays of 2026 as the State Council announced them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen_service.casework.calendar import (
    Colour,
    add_working_days,
    announced_years,
    colour,
    due_after_acceptance,
    due_after_pause,
    is_working_day,
    working_days_between,
)

DAYS = st.dates(date(2015, 1, 1), date(2031, 12, 31))


@pytest.mark.parametrize(
    ("accepted", "due"),
    [
        # An ordinary month: four weeks.
        (date(2026, 7, 17), date(2026, 8, 14)),
        # Across Mid-Autumn (25–27 September) and National Day (1–7 October): Sunday 20 September and Saturday
        # 10 October are worked instead.
        (date(2026, 9, 18), date(2026, 10, 22)),
        # Accepted on the last day before National Day.
        (date(2026, 9, 30), date(2026, 11, 3)),
        # Across Spring Festival (15–23 February): the Saturdays of 14 and 28 February are worked.
        (date(2026, 2, 6), date(2026, 3, 12)),
        # Accepted on a Saturday that is no working day: the count begins on Monday all the same.
        (date(2026, 7, 18), date(2026, 8, 14)),
    ],
)
def test_twenty_working_days(accepted, due):
    assert due_after_acceptance(accepted).on == due
    assert due_after_acceptance(accepted).certain


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 9, 20), True),
        (date(2026, 10, 10), True),
        (date(2026, 9, 25), False),
        (date(2026, 10, 1), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 11), False),
    ],
)
def test_shifted_weekends(day, works):
    assert is_working_day(day) is works


def test_beyond_what_is_announced_weeks_are_plain_and_it_is_said():
    _first, last = announced_years()
    monday = date(last + 1, 1, 1)
    while monday.weekday():
        monday += timedelta(days=1)
    assert [is_working_day(monday + timedelta(days=step)) for step in range(7)] == [True] * 5 + [False] * 2
    assert not add_working_days(monday, 3).certain
    assert not due_after_acceptance(date(last, 12, 25)).certain


def test_a_pause_keeps_the_days_that_were_left():
    accepted = date(2026, 9, 18)
    due = due_after_acceptance(accepted).on
    # Two days were used (20 and 21 September), eighteen are left after the pause that ends on 9 October.
    assert due_after_pause(due, date(2026, 9, 21), date(2026, 10, 9)).on == date(2026, 11, 3)


@given(DAYS, st.integers(0, 40))
def test_adding_and_counting_agree(start, count):
    assert working_days_between(start, add_working_days(start, count).on) == count


@given(DAYS, st.integers(0, 800))
def test_counting_is_what_counting_day_by_day_gives(start, days):
    end = start + timedelta(days=days)
    one_by_one = sum(is_working_day(start + timedelta(days=step)) for step in range(1, days + 1))
    assert working_days_between(start, end) == one_by_one
    assert working_days_between(end, start) == -one_by_one


@given(DAYS, st.integers(0, 30))
def test_a_pause_within_one_day_changes_nothing(accepted, later):
    due = due_after_acceptance(accepted).on
    paused = accepted + timedelta(days=later)
    assert due_after_pause(due, paused, paused).on == due


@given(DAYS, st.integers(0, 25), st.integers(0, 60))
def test_a_pause_never_shortens_the_time(accepted, later, pause):
    due = due_after_acceptance(accepted).on
    paused = accepted + timedelta(days=later)
    assert due_after_pause(due, paused, paused + timedelta(days=pause)).on >= due


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 8, 6), Colour.OK),
        (date(2026, 8, 7), Colour.SOON),
        (date(2026, 8, 14), Colour.SOON),
        (date(2026, 8, 15), Colour.LATE),
    ],
)
def test_colours(today, expected):
    due = date(2026, 8, 14)
    assert colour(due, today) == expected
    assert colour(due, today, paused=True) == Colour.PAUSED
    assert colour(None, today) == Colour.NONE
