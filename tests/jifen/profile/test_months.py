"""Months and years: arithmetic at its edges."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen.profile.months import (
    MONTHS,
    add_months,
    add_years,
    completed_years,
    format_month,
    month_of,
    parse_month,
)

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def test_a_month_counts_from_year_zero():
    assert parse_month("2026-11") == 2026 * 12 + 10
    assert month_of(date(2026, 11, 22)) == parse_month("2026-11")


@given(st.sampled_from(sorted(MONTHS)))
def test_months_go_to_text_and_back(text: str):
    assert format_month(parse_month(text)) == text


def test_months_follow_one_another():
    assert format_month(parse_month("2026-12") + 1) == "2027-01"
    assert parse_month("2027-01") - parse_month("2026-11") == 2


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "2026-1", "1899-12", "2200-01", "2026-11-01", "", "٢٠٢٦-11"]
)
def test_what_is_no_month_is_refused(text: str):
    with pytest.raises(ValueError, match="YYYY-MM"):
        parse_month(text)


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        (date(1982, 11, 22), 44, date(2026, 11, 22)),
        (date(2020, 2, 29), 1, date(2021, 3, 1)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2020, 2, 29), -1, date(2019, 3, 1)),
        (date(2020, 2, 29), -4, date(2016, 2, 29)),
        (date(2021, 2, 28), -1, date(2020, 2, 28)),
        (date(2021, 3, 1), -1, date(2020, 3, 1)),
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
    ],
)
def test_add_years(day: date, years: int, later: date):
    assert add_years(day, years) == later


@pytest.mark.parametrize(
    ("day", "months", "other"),
    [
        (date(2026, 11, 30), -3, date(2026, 8, 30)),
        (date(2026, 5, 31), -3, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
    ],
)
def test_add_months(day: date, months: int, other: date):
    assert add_months(day, months) == other


@pytest.mark.parametrize(
    ("start", "on", "years"),
    [
        (date(1982, 11, 22), date(2026, 11, 21), 43),
        (date(1982, 11, 22), date(2026, 11, 22), 44),
        (date(2000, 2, 29), date(2021, 2, 28), 20),
        (date(2000, 2, 29), date(2021, 3, 1), 21),
        (date(2000, 2, 29), date(2024, 2, 28), 23),
        (date(2000, 2, 29), date(2024, 2, 29), 24),
        (date(2026, 11, 22), date(2026, 11, 22), 0),
        (date(2026, 11, 22), date(2026, 11, 21), -1),
        (date(2026, 11, 22), date(2025, 11, 22), -1),
        (date(2026, 11, 22), date(2025, 11, 21), -2),
    ],
)
def test_completed_years(start: date, on: date, years: int):
    assert completed_years(start, on) == years


@given(days, st.integers(-90, 90))
def test_a_year_completes_exactly_on_its_anniversary(start: date, years: int):
    anniversary = add_years(start, years)
    assert completed_years(start, anniversary) == years
    assert completed_years(start, anniversary - timedelta(days=1)) == years - 1


@given(days, days)
def test_completed_years_is_the_largest_that_fits(start: date, on: date):
    years = completed_years(start, on)
    assert add_years(start, years) <= on < add_years(start, years + 1)


def test_adding_beyond_the_calendar_is_refused():
    with pytest.raises(ValueError, match="year"):
        add_years(date(2020, 1, 1), 9000)
