"""What must hold for everybody: on invented profiles of every kind, on every date."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.jifen.profile.examples import example
from tests.jifen.scoring.records import Record, dated_records, runs_near
from tests.law_cases.cases import engine
from tests.strategies import days, documents, evaluation_dates

from jifen.errors import PolicyDateError
from jifen.mechanisms import NextStep
from jifen.profile import parse
from jifen.profile.months import format_month, month_of
from jifen.scoring import Assessment, IndicatorResult

ENGINE = engine()
LISTS = (
    "education",
    "credentials",
    "social_insurance",
    "public_service",
    "remote_area",
    "awards",
    "children",
)
EVENTS = {"false_materials": "false_materials", "detentions": "detention", "crimes": "crime"}
Document = dict[str, Any]


def assess(document: Document, on: date) -> Assessment:
    return ENGINE.score(parse(document), on)


def item(assessment: Assessment, name: str) -> IndicatorResult:
    return next(result for result in assessment.indicators if result.id == name)


def step_of(assessment: Assessment, name: str, above: int = 0) -> NextStep | None:
    """The next step up of an indicator, as facts."""
    found = item(assessment, name)
    return found.indicator.points.next_step(assessment.facts, found.trace, above)


@given(documents(), evaluation_dates())
def test_total_is_the_sum_of_what_counts(document: Document, on: date):
    found = assess(document, on)
    assert found.total == sum(result.points for result in found.indicators if result.counted)
    assert found.passes == (found.total >= found.pass_mark and not found.vetoed)
    assert found.eligible == (all(condition.met for condition in found.conditions) and not found.vetoed)


@given(documents(), evaluation_dates())
def test_of_education_and_credential_the_higher_counts(document: Document, on: date):
    education, credential = (item(assess(document, on), name) for name in ("education", "credential"))
    assert education.counted != credential.counted
    assert education.counted == (education.points >= credential.points)


@given(documents(), evaluation_dates())
def test_points_stay_within_their_limits(document: Document, on: date):
    for result in assess(document, on).indicators:
        low = 0 if result.indicator.section.group != "deduction" else None
        high = result.indicator.maximum
        assert low is None or result.points >= low
        assert high is None or result.points <= high


@given(documents(), evaluation_dates(), st.data())
def test_order_of_entries_does_not_matter(document: Document, on: date, data: st.DataObject):
    shuffled = {
        key: data.draw(st.permutations(value)) if key in LISTS else value for key, value in document.items()
    }
    before, after = assess(document, on), assess(shuffled, on)
    assert after.points() == before.points()
    assert (after.total, after.passes, after.eligible) == (before.total, before.passes, before.eligible)
    assert sorted(warning.id for warning in after.warnings) == sorted(
        warning.id for warning in before.warnings
    )


@given(dated_records(), st.data())
def test_more_valid_months_never_fewer_points(case: tuple[date, Record], data: st.DataObject):
    on, record = case
    run = data.draw(runs_near(month_of(on)))
    before, after = (
        assess({"birth_date": "1985-06-15", "social_insurance": runs}, on).points()
        for runs in (record, [*record, run])
    )
    assert after["si_years"] >= before["si_years"]
    assert after["si_base"] >= before["si_base"]


@given(documents(), evaluation_dates(), st.sampled_from(sorted(EVENTS)), days(date(2012, 1, 1)))
def test_a_further_record_never_raises(document: Document, on: date, kind: str, day: str):
    conduct = document.get("conduct", {})
    worse = {**document, "conduct": {**conduct, kind: [*conduct.get(kind, []), day]}}
    before, after = assess(document, on), assess(worse, on)
    assert after.total <= before.total
    assert after.points()[EVENTS[kind]] <= before.points()[EVENTS[kind]]


@given(documents(), evaluation_dates())
def test_a_veto_changes_no_points(document: Document, on: date):
    vetoed = {**document, "conduct": {**document.get("conduct", {}), "serious_crime": True}}
    before, after = assess(document, on), assess(vetoed, on)
    assert after.total == before.total
    assert (after.vetoed, after.passes, after.eligible) == (True, False, False)


@given(documents(), evaluation_dates())
def test_every_figure_has_its_citations(document: Document, on: date):
    found = assess(document, on)
    for traces in (value for value in found.trace().values() if isinstance(value, dict)):
        assert traces
        for trace in traces.values():
            _check_trace(trace)


def _check_trace(trace: dict[str, Any]) -> None:
    for parameter in trace["parameters"]:
        assert parameter["sources"], parameter
        assert parameter["certainty"], parameter
        assert date.fromisoformat(parameter["from"]), parameter
    for child in trace["children"]:
        _check_trace(child)


def test_the_trace_of_a_base_cites_every_wage_it_was_measured_by():
    document = {"birth_date": "1990-06-15", "social_insurance": [{"from": "2022-12", "base": 13000}]}
    trace = assess(document, date(2026, 11, 22)).trace()["indicators"]["si_base"]["children"][0]
    wages = {read["from"] for read in trace["parameters"] if read["key"] == "average_wage.wage"}
    assert wages == {"2022-07-01", "2023-07-01", "2024-07-01", "2025-07-01", "2026-07-01"}


BOUNDARIES = [day + timedelta(days=shift) for day in ENGINE.book.change_dates for shift in (-1, 0, 1)]


@pytest.mark.parametrize("on", BOUNDARIES, ids=str)
def test_every_boundary_of_the_law_evaluates(on: date):
    # Records by ratio need no wage, so that they can be scored on the first dates too.
    document = {key: value for key, value in example().items() if key != "children"}
    document["social_insurance"] = [{"from": "2010-07", "ratio": 1, "employer": "某公司"}]
    if on < ENGINE.book.policies[0].effective_from:
        with pytest.raises(PolicyDateError):
            assess(document, on)
        return
    found = assess(document, on)
    assert found.policy is ENGINE.book.policy_on(on)
    assert len(found.indicators) == len(ENGINE.book.indicators)


@given(documents(), st.sampled_from([day for day in BOUNDARIES if day >= date(2019, 5, 1)]))
def test_anybody_evaluates_at_every_later_boundary(document: Document, on: date):
    assert assess(document, on).on == on


@given(dated_records(planned=False))
@settings(max_examples=200)
def test_the_next_tier_comes_when_promised(case: tuple[date, Record]):
    on, record = case
    document = {"birth_date": "1985-06-15", "social_insurance": record}
    step = step_of(assess(document, on), "si_base")
    if step is None:
        return
    going_on = {"from": format_month(month_of(on) + 1), "ratio": step.detail["ratio"]}
    kept_up = {**document, "social_insurance": [*record, going_on]}
    promised = _first_of(step.detail["earliest"])
    assert assess(kept_up, promised).points()["si_base"] == step.points
    assert assess(kept_up, promised - timedelta(days=1)).points()["si_base"] < step.points
    assert month_of(promised) - month_of(on) == step.detail["missing"]


@given(dated_records(planned=False))
def test_the_next_year_comes_when_promised(case: tuple[date, Record]):
    on, record = case
    document = {"birth_date": "1985-06-15", "social_insurance": record}
    step = step_of(assess(document, on), "si_years")
    assert step is not None
    going_on = {"from": format_month(month_of(on) + 1), "ratio": 1}
    kept_up = {**document, "social_insurance": [*record, going_on]}
    promised = _first_of(step.detail["earliest"])
    assert assess(kept_up, promised).points()["si_years"] == step.points
    assert assess(kept_up, promised - timedelta(days=1)).points()["si_years"] < step.points


@given(dated_records(planned=False), st.sampled_from(["senior", "skill_2", "intermediate"]))
def test_a_title_counts_when_promised(case: tuple[date, Record], level: str):
    on, record = case
    document = {
        "birth_date": "1985-06-15",
        "social_insurance": record,
        "credentials": [{"level": level}],
        "education": [{"level": "junior_college"}],
    }
    found = assess(document, on)
    step = step_of(found, "credential", found.points()["education"])
    if step is None or step.says != "months":
        assert found.points()["credential"] > 0
        return
    going_on = {"from": format_month(month_of(on) + 1), "ratio": 1}
    kept_up = {**document, "social_insurance": [*record, going_on]}
    promised = _first_of(step.detail["earliest"])
    assert assess(kept_up, promised).points()["credential"] == step.points
    assert assess(kept_up, promised - timedelta(days=1)).points()["credential"] == 0


def _first_of(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


@given(
    st.sampled_from(sorted(EVENTS)),
    st.lists(days(date(2014, 1, 1), date(2029, 12, 31)), min_size=1, max_size=4),
    evaluation_dates() | st.sampled_from([date(2020, 2, 29), date(2024, 2, 28), date(2024, 2, 29)]),
)
@settings(max_examples=200)
def test_a_record_expires_when_promised(kind: str, events: list[str], on: date):
    past = [day for day in events if date.fromisoformat(day) <= on]
    document = {"birth_date": "1985-06-15", "conduct": {kind: past}}
    name = EVENTS[kind]
    found = assess(document, on)
    step = step_of(found, name)
    assert (step is None) == (found.points()[name] == 0)
    if step is not None:
        promised = date.fromisoformat(step.detail["earliest"])
        assert assess(document, promised).points()[name] == step.points == found.points()[name] + step.gain
        assert assess(document, promised - timedelta(days=1)).points()[name] == found.points()[name]


@given(days(date(2000, 1, 1), date(2027, 12, 31)), evaluation_dates())
def test_a_wedding_day_brings_what_was_promised(married: str, on: date):
    document = {"birth_date": "1975-06-15", "spouse": {"shanghai_household": True, "married": married}}
    found = assess(document, on)
    step = step_of(found, "spouse")
    if step is not None:
        promised = date.fromisoformat(step.detail["earliest"])
        assert assess(document, promised).points()["spouse"] == step.points
        assert assess(document, promised - timedelta(days=1)).points()["spouse"] == found.points()["spouse"]
