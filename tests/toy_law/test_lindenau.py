"""A fictional town's law, with its own sections, choice, veto, wages: the engine knows no city."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from tests.strategies import documents, evaluation_dates

from jifen.errors import PolicyDateError, WageError
from jifen.explain import result
from jifen.law import differences, load_lawbook
from jifen.profile import parse
from jifen.scoring import Engine

ENGINE = Engine(load_lawbook(Path(__file__).parent / "lindenau"))
BORN = "1975-06-01"


def shown(on: str, lang: str = "en", **profile: Any) -> dict[str, Any]:
    document = {"birth_date": BORN, **profile}
    return result(ENGINE.score(parse(document), date.fromisoformat(on)), lang)


def points(on: str, **profile: Any) -> dict[str, int]:
    """Points that are not 0, youth left out."""
    found = {item["id"]: item["points"] for item in shown(on, **profile)["indicators"]}
    return {name: value for name, value in found.items() if value and name != "youth"}


def because(name: str, on: str, lang: str = "en", **profile: Any) -> str:
    return next(item["because"] for item in shown(on, lang, **profile)["indicators"] if item["id"] == name)


def paid(first: str, last: str | None = None, base: float = 10, **more: Any) -> dict[str, Any]:
    return {"from": first, "base": base, **({"to": last} if last else {}), **more}


def test_indicators_are_the_towns_own():
    found = shown("2003-05-05")
    assert [item["id"] for item in found["indicators"]] == list(ENGINE.book.indicators)
    assert found["policy"] == {"id": "lindenau-charter", "effective_from": "2001-03-01"}
    assert [check["id"] for check in found["eligibility"]] == ["gate_pass"]


@pytest.mark.parametrize(
    ("born", "winters"),
    [("1970-01-01", 9), ("1968-05-06", 9), ("1968-05-05", 7), ("1966-05-05", 1), ("1964-05-05", 1)],
)
def test_steps(born: str, winters: int):
    item = shown("2003-05-05", birth_date=born)["indicators"][0]
    assert item["points"] == winters


def test_steps_end_after_the_oldest():
    item = shown("2003-05-05", birth_date="1963-05-05")["indicators"][0]
    assert (item["points"], item["because"]) == (0, "40 winters are too many")


def test_tiers_compare_with_the_towns_wage():
    three = [paid("2003-03", "2003-05", 5)]
    assert points("2003-05-05", social_insurance=three) == {"contributions": 4}
    assert points("2003-05-05", social_insurance=[paid("2003-03", "2003-05", 4.99)]) == {}
    assert points("2003-05-05", social_insurance=[paid("2003-01", "2003-05", 12.5)]) == {"contributions": 11}
    # From 2005 on the wage is 12.5, and 12.5 no longer 1.25 times as much.
    assert points("2005-05-05", social_insurance=[paid("2005-01", "2005-05", 12.5)]) == {"contributions": 4}


def test_disputed_wage_is_said_only_where_used():
    used = shown("2005-05-05", social_insurance=[paid("2005-05")])
    unused = shown("2004-05-05", social_insurance=[paid("2004-05")])
    assert [warning["id"] for warning in used["warnings"]] == ["coin_disputed"]
    assert unused["warnings"] == []


def test_wage_before_the_first():
    with pytest.raises(WageError) as caught:
        points("2001-05-05", social_insurance=[paid("2000-12")])
    assert caught.value.problems[0].at == "social_insurance[0].base"


def test_months_make_seasons_from_the_second_on():
    assert points("2003-12-01", public_service=[{"from": "2003-06"}]) == {}
    assert points("2003-12-01", public_service=[{"from": "2003-05"}]) == {"brigade": 4}
    assert points("2003-12-01", public_service=[{"from": "2003-01"}]) == {"brigade": 6}


def test_craft_needs_decent_months_of_late():
    craft = [{"level": "senior"}]
    assert points("2003-05-05", credentials=craft, social_insurance=[paid("2003-04", base=15)]) == {
        "crafts": 16
    }
    unpaid = {"credentials": craft, "social_insurance": [paid("2003-05", base=15)]}
    assert points("2003-05-05", **unpaid) == {}
    assert because("crafts", "2003-05-05", **unpaid).endswith("craft 1: only 1 decent months of the last 3")
    item = next(item for item in shown("2003-05-05", **unpaid)["indicators"] if item["id"] == "crafts")
    assert item["next"] == "1 months until 2003-06"


def test_of_equal_entries_the_first_is_named():
    craft = [{"level": "skill_1"}, {"level": "junior"}, {"level": "junior"}]
    assessment = ENGINE.score(parse({"birth_date": BORN, "credentials": craft}), date(2003, 5, 5))
    item = next(item for item in assessment.indicators if item.id == "crafts")
    assert item.trace.detail["entry"] == 1
    assert [entry.entry for entry in item.trace.detail["rejected"]] == [0]


def test_choice_counts_the_first_named_on_a_tie():
    found = shown("2003-05-05", credentials=[{"level": "junior"}], education=[{"level": "high_school"}])
    counted = {item["id"]: item["counted"] for item in found["indicators"]}
    assert (counted["crafts"], counted["schooling"]) == (True, False)
    assert found["total"] == 9 + 4
    reformed = shown("2010-05-05", credentials=[{"level": "junior"}], education=[{"level": "high_school"}])
    assert {item["id"]: item["points"] for item in reformed["indicators"]}["crafts"] == 5


def test_patronage_averages_two_years_exactly():
    assert points("2003-05-05", business={"taxes": {2001: 50, 2002: 49.99}}) == {}
    assert points("2003-05-05", business={"taxes": {2001: 50, 2002: 50}}) == {"patronage": 2}
    hands = {"share": 0.5, "local_hires": {2001: 100, 2002: 20}}
    assert points("2003-05-05", business=hands) == {"patronage": 7}


def test_the_last_step_before_a_cap_is_short():
    assessment = ENGINE.score(
        parse({"birth_date": BORN, "business": {"local_hires": {2001: 9, 2002: 10}}}), date(2003, 5, 5)
    )
    item = next(item for item in assessment.indicators if item.id == "patronage")
    step = item.indicator.points.next_step(assessment.facts, item.trace, 0)
    assert step is not None
    assert (item.points, step.points, step.gain) == (6, 7, 1)


def test_all_of_and_any_entry():
    assert points("2003-05-05", fresh_graduate=True, education=[{"level": "master"}]) == {"choir": 3}
    assert points("2003-05-05", fresh_graduate=True) == {}


def test_deduction_ends_after_two_years():
    late = {"conduct": {"detentions": ["2002-05-06", "2001-05-05"]}}
    assert points("2003-05-05", **late) == {"late_fees": -7}
    item = next(item for item in shown("2003-05-05", **late)["indicators"] if item["id"] == "late_fees")
    assert item["next"] == "+7 from 2004-05-06"


def test_veto_ends_with_the_reform():
    banished = {"conduct": {"serious_crime": True}}
    before, after = shown("2009-12-31", **banished), shown("2010-01-01", **banished)
    assert (before["vetoed"], after["vetoed"]) == (True, False)
    assert [veto["id"] for veto in before["vetoes"]] == ["banished"]
    assert after["vetoes"] == []
    assert [warning["id"] for warning in after["warnings"]] == ["policy_reading"]


def test_pass_mark_is_the_towns_and_dated():
    rich = {
        "credentials": [{"level": "senior"}],
        "social_insurance": [paid("2009-01", base=30)],
        "birth_date": "1980-01-01",
    }
    before, after = shown("2009-12-31", **rich), shown("2010-01-01", **rich)
    assert (before["total"], before["pass_mark"], before["passes"]) == (36, 33, True)
    assert (after["total"], after["pass_mark"], after["passes"]) == (36, 41, False)


def test_eligibility_is_the_gate_alone():
    assert shown("2003-05-05", permit={"valid_until": "2003-05-05"})["eligible"]
    assert not shown("2003-05-06", permit={"valid_until": "2003-05-05"})["eligible"]


def test_warnings_use_the_towns_ceiling():
    found = shown("2003-05-05", social_insurance=[paid("2003-04", base=71), paid("2003-05", base=1)])
    assert [(warning["id"], warning["text"]) for warning in found["warnings"]] == [
        ("rich", "too rich in 2003-04–2003-05"),
        ("purses", "two purses in 2003-05"),
    ]


@pytest.mark.parametrize("day", ["2001-02-28", "2032-01-01"])
def test_no_charter_before_the_first_and_after_the_last(day: str):
    with pytest.raises(PolicyDateError):
        points(day)


def test_differences_of_two_dates():
    changes = {change.key for change in differences(ENGINE.book, date(2009, 12, 31), date(2010, 1, 1))}
    assert changes == {"pass_mark.pass_mark", "crafts.worth", "banishment.in_force"}


@given(documents(), evaluation_dates())
@settings(max_examples=50)
def test_anybody_may_come_to_lindenau(document: dict[str, Any], on: date):
    assessment = ENGINE.score(parse(document), on)
    zh, en = (result(assessment, lang) for lang in ("zh", "en"))
    assert zh["total"] == en["total"] == sum(item["points"] for item in zh["indicators"] if item["counted"])
    assert not any("{" in item["because"] for item in zh["indicators"])


def test_both_languages_speak():
    zh, en = (because("youth", "2003-05-05", lang) for lang in ("zh", "en"))
    assert (zh, en) == ("27 冬, 满分 9", "27 winters: the full 9")
