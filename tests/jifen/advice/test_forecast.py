"""The forecast says of every month what the engine says of it, and of every change why."""

import random
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from benchmarks import people
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import documents, evaluation_dates

import jifen
from jifen.advice import forecast
from jifen.advice.wages import assuming
from jifen.errors import QuestionError, WageError
from jifen.law import load_lawbook
from jifen.profile import Profile, parse
from jifen.scoring import Course, Engine, at, follow

ON = date(2026, 11, 22)
TOWN = Engine(load_lawbook(Path(__file__).parents[2] / "toy_law" / "lindenau"))
#: 43 on the evaluation date, 44 in the spring after
FORTY_THREE = {"birth_date": "1983-03-15", "education": [{"level": "bachelor", "degree": True}]}


def months_are_scores(engine: Engine, profile: Profile, answer: dict[str, Any], days: list[date]) -> None:
    """Hold months of a forecast against the engine's own scores of these days."""
    said = {point["on"]: point for point in (answer["today"], *answer["months"])}
    for day in days:
        scored = engine.score(profile, day)
        point = said[day.isoformat()]
        counted = {item.id: item.points for item in scored.indicators if item.counted and item.points}
        assert point["points"] == counted, day
        assert (point["total"], point["passes"], point["eligible"]) == (
            scored.total,
            scored.passes,
            scored.eligible,
        ), day


def test_month_k_is_the_score_as_of_month_k():
    """500 invented people: today, the last month, and months between, most of them near a change."""
    chance = random.Random(5)
    engine = jifen.default_engine()
    for document in people.invented(500, seed=7):
        profile = parse(document)
        answer = forecast(engine, profile, ON, until=date(2044, 3, 1))
        days = [date.fromisoformat(point["on"]) for point in answer["months"]]
        turns = {event["month"] for event in (*answer["events"], *answer["conditions"])}
        near = [day for day, later in pairwise(days) if later.isoformat()[:7] in turns]
        asked = {ON, days[-1], *chance.sample(days, 8), *chance.sample(near, min(len(near), 10))}
        months_are_scores(engine, profile, answer, sorted(asked))


def values(course: Course, day: date) -> dict[str, int]:
    """What every rule yields on a day of a course."""
    lines = {**course.indicators, **course.conditions, **course.vetoes}
    return {name: at(line, day).value for name, line in lines.items()}


def scored_values(engine: Engine, profile: Profile, day: date) -> dict[str, int]:
    """What every rule yields on a day by itself; a veto that is not in force does not hold."""
    scored = engine.score(profile, day)
    return {
        **{item.id: item.points for item in scored.indicators},
        **{item.id: item.met for item in scored.conditions},
        **{item.id: item.met and item.in_force for item in scored.vetoes},
    }


@given(documents(), evaluation_dates(), st.integers(0, 3000))
@settings(max_examples=150)
def test_every_rule_on_every_day_is_as_if_scored_then(document: dict[str, Any], on: date, ahead: int):
    """Whatever a document may hold, planned runs and records of the future included, to the day."""
    engine, profile = jifen.default_engine(), parse(document)
    course = follow(engine, profile, on, on + timedelta(days=3000))
    turns = [standing.day for standing in course.standings()][1:]
    for day in {on + timedelta(days=ahead), *turns[:3], *(turn - timedelta(days=1) for turn in turns[-3:])}:
        assert values(course, day) == scored_values(engine, profile, day), day


@given(documents(), st.dates(date(2003, 1, 1), date(2012, 12, 31)))
@settings(max_examples=60)
def test_a_fictional_towns_law_is_followed_too(document: dict[str, Any], on: date):
    """Its law changes on the way, so the course is walked through several laws."""
    profile = parse({**document, "birth_date": "1975-06-01"})
    course = follow(TOWN, profile, on, on + timedelta(days=1500))
    for standing in course.standings():
        for day in (standing.day, max(on, standing.day - timedelta(days=1))):
            assert values(course, day) == scored_values(TOWN, profile, day), day
        scored = TOWN.score(profile, standing.day)
        assert (standing.total, standing.vetoed, standing.eligible) == (
            scored.total,
            scored.vetoed,
            scored.eligible,
        )


def test_what_is_planned_begins_and_ends_on_its_day():
    document = {
        "birth_date": "1990-06-15",
        "permit": {"issued": "2026-12-05", "valid_until": "2030-12-04"},
        "social_insurance": [{"from": "2025-01", "to": "2027-03", "ratio": 1}],
        "spouse": {"shanghai_household": True, "married": "2027-02-10"},
    }
    answer = jifen.forecast(document, on=ON)
    held = [(event["on"], event["id"], event["met"]) for event in answer["conditions"]]
    assert held == [
        ("2026-12-05", "permit_valid", True),
        ("2027-04-01", "insurance_paying", False),
        ("2027-11-01", "insurance_months", False),
        ("2030-12-05", "permit_valid", False),
    ]
    assert ("2028-02-10", "结婚满 1 年", 4) in [turn[:3] for turn in turns(answer)]


def test_a_change_has_its_event_and_the_events_add_up():
    for document in people.invented(60, seed=3):
        answer = jifen.forecast(document, on=ON, until=date(2046, 11, 1))
        changes = {
            later["month"]
            for earlier, later in pairwise([answer["today"], *answer["months"]])
            if earlier["points"] != later["points"]
        }
        assert changes <= {event["month"] for event in answer["events"]}
        gains = sum(event["points"] for event in answer["events"])
        assert gains == answer["months"][-1]["total"] - answer["today"]["total"]
        for event in answer["events"]:
            assert event["text"]
            assert event["sources"]


def turns(answer: dict[str, Any]) -> list[tuple[str, str, int, int]]:
    return [(event["on"], event["text"], event["points"], event["total"]) for event in answer["events"]]


def test_forty_three_without_insurance_falls_to_119_on_the_44th_birthday():
    answer = jifen.forecast(FORTY_THREE, on=ON)
    assert answer["today"]["total"] == 120
    assert turns(answer)[0] == ("2027-03-15", "44 周岁", -1, 119)
    assert (answer["passes_from"], answer["below_from"]) == ("2026-11-22", "2027-03-15")


def test_forty_three_with_running_insurance_does_not_fall():
    running = {**FORTY_THREE, "social_insurance": [{"from": "2025-12", "ratio": 0.6}]}
    answer = jifen.forecast(running, on=ON)
    assert turns(answer)[:2] == [
        ("2027-03-15", "44 周岁", -1, 122),
        ("2027-11-01", "累计缴费满 2 年", 3, 125),
    ]
    assert answer["today"]["total"] == 123
    assert answer["below_from"] is None
    assert all(point["passes"] for point in answer["months"])


def test_a_base_kept_for_three_years_and_given_up_is_explained():
    document = {
        "birth_date": "1990-06-15",
        "social_insurance": [{"from": "2025-11", "to": "2028-10", "ratio": 1}],
    }
    found = [turn[:3] for turn in turns(jifen.forecast(document, on=ON)) if abs(turn[2]) > 3]
    assert found == [
        ("2028-10-01", "36 个月满 1 倍", 50),
        ("2029-11-01", "最近 48 个月内达到 1 倍的不足 36 个月", -50),
    ]


def test_a_deduction_ends_and_a_choice_turns():
    document = {
        "birth_date": "1990-06-15",
        "education": [
            {"level": "bachelor", "degree": True},
            {"level": "master", "degree": True, "graduated": "2028-07-01"},
        ],
        "credentials": [{"level": "skill_2", "obtained": "2027-11-20"}],
        "social_insurance": [{"from": "2026-01", "to": "2028-12", "ratio": 1}],
        "conduct": {"detentions": ["2022-05-08"]},
    }
    answer = jifen.forecast(document, on=ON, lang="en")
    found = {event["on"]: (event["indicator"], event["points"], event["other"]) for event in answer["events"]}
    assert found["2027-05-08"] == ("detention", 50, None)
    assert found["2027-11-20"] == ("credential", 10, "education")
    assert found["2028-07-01"] == ("education", 0, "credential")
    assert "counts instead of" in next(e["text"] for e in answer["events"] if e["on"] == "2027-11-20")


def test_wages_that_grow_take_a_base_out_of_its_tier():
    paid = {"birth_date": "1990-06-15", "social_insurance": [{"from": "2024-01", "base": 12600}]}
    stays = jifen.forecast(paid, on=ON, until=date(2034, 1, 1))
    grows = jifen.forecast(paid, on=ON, until=date(2034, 1, 1), wage_growth=Decimal(4))
    assert stays["months"][-1]["points"]["si_base"] == 50
    assert grows["months"][-1]["points"].get("si_base") is None
    assert any("4%" in text for text in grows["assumptions"])
    engine = assuming(jifen.default_engine(), Decimal(4))
    months_are_scores(
        engine, parse(paid), grows, [date.fromisoformat(point["on"]) for point in grows["months"][::7]]
    )


#: sentences that only people with something in store say: an event, a degree, an award to come
IN_STORE = {
    "birth_date": "1992-01-31",
    "education": [{"level": "bachelor", "graduated": "2029-01-15", "shortage_major": True}],
    "credentials": [{"level": "intermediate", "obtained": "2027-06-01"}],
    "social_insurance": [{"from": "2026-01", "to": "2029-12", "ratio": 1}],
    "business": {"taxes": {"2024": 500000, "2025": 500000, "2026": 900000}},
    "awards": [{"level": "provincial", "date": "2028-02-29"}],
    "conduct": {kind: ["2026-10-01", "2027-10-01"] for kind in ("false_materials", "detentions", "crimes")},
}


def test_every_sentence_of_a_change_is_said_by_somebody():
    wanted = {
        (section.id, key)
        for section in jifen.default_engine().book.sections.values()
        for key in section.change
    }
    said = set()
    for document in [IN_STORE, *people.invented(120, seed=11)]:
        for event in jifen.forecast(document, on=ON, until=date(2046, 11, 1))["events"]:
            said.add((event["indicator"], "more" if event["points"] > 0 else "less"))
            said |= {("choice", "instead")} if event["other"] else set()
    assert wanted - said == set()


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ({"until": date(2026, 10, 31)}, "until"),
        ({"until": date(2057, 1, 1)}, "until"),
        ({"wage_growth": Decimal(13)}, "wage_growth"),
        ({"wage_growth": Decimal(-6)}, "wage_growth"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked: dict[str, Any], place: str):
    with pytest.raises(QuestionError) as refused:
        jifen.forecast(FORTY_THREE, on=ON, **asked)
    assert [problem.at for problem in refused.value.problems] == [place]


def test_it_refuses_what_a_score_refuses():
    with pytest.raises(WageError):
        jifen.forecast(
            {
                "birth_date": "1990-06-15",
                "social_insurance": [{"from": "2014-01", "to": "2015-03", "base": 5000}],
            },
            on=date(2015, 8, 1),
        )
