"""The engine's sets of months against the month-by-month reference, on records that try the edges."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from tests.jifen.scoring import naive
from tests.jifen.scoring.records import Record, dated_records
from tests.law_cases.cases import engine

from jifen.profile import parse
from jifen.scoring import Assessment


def assess(on: date, record: Record, **more: Any) -> Assessment:
    document = {"birth_date": "1985-06-15", "social_insurance": record, **more}
    return engine().score(parse(document), on)


def measured(assessment: Assessment, indicator: str, measure: str) -> Any:
    """What a measure of an indicator came to."""
    found = next(item for item in assessment.indicators if item.id == indicator)
    return found.indicator.measures[measure].of(assessment.facts).value


@given(dated_records())
@settings(max_examples=400)
def test_years_and_base(case: tuple[date, Record]):
    on, record = case
    found = assess(on, record)
    assert measured(found, "si_years", "valid_months") == len(naive.valid_months(record, on))
    counted = measured(found, "si_base", "months_by_tier")
    expected = [naive.months_reaching(record, on, ratio, window) for ratio, _, window, _ in naive.TIERS]
    assert list(counted.values()) == expected
    points = found.points()
    assert points["si_years"] == naive.si_years(record, on)
    assert points["si_base"] == naive.si_base(record, on)


@given(dated_records())
@settings(max_examples=200)
def test_six_months_of_a_credential(case: tuple[date, Record]):
    on, record = case
    found = assess(on, record, credentials=[{"level": "senior"}])
    months = measured(found, "credential", "recent_base_months")
    assert months == naive.months_reaching(record, on, "1", 12)
    assert found.points()["credential"] == (140 if naive.has_six_months_at_average(record, on) else 0)


@given(dated_records())
@settings(max_examples=200)
def test_eligibility(case: tuple[date, Record]):
    on, record = case
    found = assess(on, record, permit={"valid_until": "2199-12-31"}, employment={"employed": True})
    met = {condition.id: condition.met for condition in found.conditions}
    paying, before = naive.pays_now(record, on), naive.months_before_now(record, on, 12)
    assert met == {
        "permit_valid": True,
        "employed": True,
        "insurance_paying": paying,
        "insurance_months": before >= 6,
    }
    assert found.eligible == (paying and before >= 6)
    other = next(condition.check.other for condition in found.conditions if condition.check.other)
    assert other.measure.of(found.facts).value == (naive.months_before_now(record, on, 6) == 6)


@given(dated_records())
@settings(max_examples=150)
def test_warning_of_two_payers(case: tuple[date, Record]):
    on, record = case
    warned = [warning for warning in assess(on, record).warnings if warning.id == "duplicate_payment"]
    assert bool(warned) == bool(naive.months_paid_twice(record, on))
    if warned:
        assert warned[0].result.trace.value == len(naive.months_paid_twice(record, on))


def test_the_records_reach_every_tier_and_both_sides():
    """A property is worth little if its examples are all alike."""
    seen: Counter[Any] = Counter()

    @given(dated_records())
    @settings(max_examples=300)
    def look(case: tuple[date, Record]) -> None:
        on, record = case
        seen["base", naive.si_base(record, on)] += 1
        seen["six", naive.has_six_months_at_average(record, on)] += 1
        seen["eligible", naive.pays_now(record, on) and naive.months_before_now(record, on, 12) >= 6] += 1
        seen["twice", bool(naive.months_paid_twice(record, on))] += 1

    look()
    expected = [("base", points) for points in (0, 25, 50, 100, 120)]
    expected += [(name, side) for name in ("six", "eligible", "twice") for side in (True, False)]
    assert [case for case in expected if not seen[case]] == []


@pytest.mark.parametrize("month", ["2015-04", "2016-04", "2019-04", "2019-11", "2020-07", "2026-07"])
def test_the_references_own_wages_are_those_of_the_law(month: str):
    law = engine().book.parameters["average_wage.wage"]
    by_month = {dated.from_.isoformat()[:7]: dated.value["wage"] for dated in law.values}
    assert by_month == naive.WAGES
    assert naive.wage_of(month) == by_month[month]
