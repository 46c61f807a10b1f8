"""Plans reach the mark in time and keep it, or are marked; nothing useless or forbidden is proposed."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from benchmarks import people

import jifen
from jifen.errors import QuestionError
from jifen.profile import load, parse, to_document
from jifen.profile.months import month_of

ON = date(2026, 11, 22)
GOLDEN = Path(__file__).parents[2] / "golden" / "cases"
BOOK = jifen.default_engine().book
EFFORT = BOOK.law_on(ON).value("actions.effort")
FORTY_THREE = {"birth_date": "1983-03-15", "education": [{"level": "bachelor", "degree": True}]}
COLLEGE = {"level": "junior_college", "graduated": "2012-07-01"}


def paying(ratio: float, first: str = "2026-12") -> dict[str, Any]:
    return {"from": first, "ratio": ratio}


#: golden case → what is taken away from it, the last element put back from next month on, and its effort
LAST_ELEMENT: dict[str, tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]] = {
    "s3-01-bachelor-degree": (
        {"education": [COLLEGE]},
        {"education": [COLLEGE, {"level": "bachelor", "degree": True, "graduated": "2029-12-01"}]},
        ("bachelor_degree",),
    ),
    "s3-02-bachelor-ten-years": ({"social_insurance": []}, {"social_insurance": [paying(0.6)]}, ("pay",)),
    "s3-03-bachelor-1x": ({"social_insurance": []}, {"social_insurance": [paying(1)]}, ("standard",)),
    "s3-04-bachelor-08x": ({"social_insurance": []}, {"social_insurance": [paying(0.8)]}, ("basic",)),
    "s3-05-college-fourteen-years": (
        {"social_insurance": [{"from": "2012-12", "to": "2025-11", "ratio": 0.6}]},
        {"social_insurance": [{"from": "2012-12", "to": "2025-11", "ratio": 0.6}, paying(0.6)]},
        ("pay",),
    ),
    "s3-06-college-1x": ({"social_insurance": []}, {"social_insurance": [paying(1)]}, ("standard",)),
    "s3-07-college-08x-five-years": (
        {"social_insurance": [{"from": "2023-12", "to": "2026-11", "ratio": 0.8}]},
        {"social_insurance": [paying(0.8, "2023-12")]},
        ("basic",),
    ),
    "s3-08-college-shortage": ({"social_insurance": []}, {"social_insurance": [paying(0.6)]}, ("pay",)),
    "s3-09-2x-three-years": ({"social_insurance": []}, {"social_insurance": [paying(2)]}, ("double",)),
    "s3-10-3x-two-years": ({"social_insurance": []}, {"social_insurance": [paying(3)]}, ("ceiling",)),
    "s3-11-senior": ({"credentials": []}, {"social_insurance": [paying(3)]}, ("ceiling",)),
    "s3-12-intermediate": (
        {"credentials": []},
        {
            "social_insurance": [paying(1, "2026-06")],
            "credentials": [{"level": "intermediate", "obtained": "2028-06-01"}],
        },
        ("standard", "intermediate"),
    ),
    "s3-13-skill3-1x": ({"social_insurance": []}, {"social_insurance": [paying(1)]}, ("standard",)),
    "s3-14-skill3-08x": ({"social_insurance": []}, {"social_insurance": [paying(0.8)]}, ("basic",)),
    "s3-15-skill4-1x-four-years": (
        {"social_insurance": [{"from": "2023-12", "to": "2026-11", "ratio": 1}]},
        {"social_insurance": [paying(1, "2023-12")]},
        ("standard",),
    ),
}


def test_every_route_has_its_last_element():
    assert set(LAST_ELEMENT) == {path.stem for path in GOLDEN.glob("s3-*.yaml")}


@pytest.mark.parametrize("name", LAST_ELEMENT)
def test_the_last_element_of_a_route_is_found_or_a_better_one(name: str):
    """By the day on which the element itself would bring the mark, for a year: no more effort, no later."""
    without, element, actions = LAST_ELEMENT[name]
    profile = {**load((GOLDEN / f"{name}.yaml").read_bytes())["profile"], **without}
    curve = jifen.forecast({**profile, **element}, on=ON, until=date(2050, 1, 1))["months"]
    passing = [point["passes"] for point in curve]
    reached = next(place for place in range(len(curve)) if all(passing[place : place + 13]))
    by, until = (date.fromisoformat(curve[reached + months]["on"]) for months in (0, 12))
    found = jifen.plan(profile, by=by, until=until, on=ON)
    effort = sum(EFFORT[action] for action in actions)
    assert any(plan["effort"] <= effort and plan["reached"] <= by.isoformat() for plan in found["plans"])


def test_forty_three_needs_only_to_pay_in_time():
    found = jifen.plan(FORTY_THREE, by=date(2027, 12, 1), until=date(2032, 6, 30), on=ON)
    assert [plan["id"] for plan in found["plans"]] == ["pay"]
    assert found["plans"][0]["reached"] == "2027-11-01"
    running = {**FORTY_THREE, "social_insurance": [paying(0.6, "2025-12")]}
    nothing_to_do = jifen.plan(running, by=date(2027, 12, 1), until=date(2032, 6, 30), on=ON)["plans"]
    assert [(plan["steps"], plan["reached"]) for plan in nothing_to_do] == [([], "2026-11-22")]


def test_points_that_hold_at_the_registration_and_fall_before_the_exam_are_marked():
    found = jifen.plan(FORTY_THREE, by=date(2027, 1, 10), until=date(2027, 6, 30), on=ON, lang="en")
    assert not found["reached"]
    falling = found["falling"][0]
    assert (falling["id"], falling["falls"], falling["reached"]) == ("as_is", "2027-03-15", None)
    assert falling["note"] == "falls below the mark in 2027-03, before the last exam"
    assert found["earliest"]["reached"] == "2027-11-01"
    lasting = jifen.plan(FORTY_THREE, by=date(2027, 12, 1), until=date(2028, 6, 30), on=ON)
    assert all(plan["falls"] is None for plan in lasting["plans"])


def test_when_nothing_works_the_nearest_and_the_earliest_are_shown():
    found = jifen.plan({"birth_date": "1968-06-15"}, by=date(2027, 6, 1), on=ON)
    assert (found["reached"], found["plans"]) == (False, [])
    assert found["nearest"]["least_over"] < 0
    earliest = found["earliest"]
    assert earliest["slack_months"] < 0
    assert "才达到" in earliest["note"]
    reached = date.fromisoformat(earliest["reached"])
    assert jifen.score(earliest["profile"], on=reached)["passes"]


def test_a_plan_says_all_that_is_promised():
    profile = {
        "birth_date": "1990-06-15",
        "education": [COLLEGE],
        "social_insurance": [paying(0.6, "2022-01")],
        "children": [{"birth_date": "2016-09-01"}],
    }
    found = jifen.plan(profile, by=date(2029, 10, 1), until=date(2031, 6, 30), on=ON)
    assert [(each["milestone"], each["by"], each["until"]) for each in found["deadlines"][1:]] == [
        ("zhongkao", "2031-10-01", "2032-06-30"),
        ("gaokao", "2034-10-01", "2035-06-30"),
    ]
    plan = found["plans"][0]
    assert plan["id"] == "raise_base.standard+intermediate"
    assert (plan["effort_class"], plan["reached"], plan["slack_months"], plan["tight"]) == (
        "heavy",
        "2028-06-01",
        16,
        False,
    )
    assert [(step["start"], step["finish"]) for step in plan["steps"]] == [
        ("2026-12", plan["keep"]["until"]),
        ("2026-12", "2028-06"),
    ]
    assert all(step["pitfalls"] and step["sources"] for step in plan["steps"])
    assert {rule["id"] for rule in plan["rules"]} == {"age", "credential", "si_years"}
    assert all(rule["because"] and rule["sources"] for rule in plan["rules"])
    shorter = [
        *plan["profile"]["social_insurance"][:-1],
        {**plan["profile"]["social_insurance"][-1], "to": plan["keep"]["until"]},
    ]
    assert holds(plan["profile"] | {"social_insurance": shorter}, found)
    # Paying may end before the last day: 36 of the last 48 months are enough.
    for words in ("2031-06-30", "最近 48 个月内有 36 个月", "满 36 个月"):
        assert words in plan["keep"]["after"]
    shorter[-1]["to"] = f"{int(plan['keep']['until'][:4]) - 1}{plan['keep']['until'][4:]}"
    assert not holds(plan["profile"] | {"social_insurance": shorter}, found)


def holds(document: dict[str, Any], found: dict[str, Any]) -> bool:
    """Whether a document passes on every month's end and every change of the time needed, by forecast."""
    by, until = date.fromisoformat(found["by"]), date.fromisoformat(found["until"])
    answer = jifen.forecast(document, on=by, until=until)
    told = [event["total"] for event in answer["events"] if event["on"] <= found["until"]]
    return all(total >= answer["pass_mark"] for total in (answer["today"]["total"], *told))


@pytest.mark.parametrize("number", range(0, 60, 5))
def test_no_step_is_useless_or_forbidden(number: int):
    document = to_document(parse(people.invented(60, seed=21)[number]))
    found = jifen.plan(document, by=date(2031, 10, 1), until=date(2034, 6, 30), on=ON)
    assert found["plans"] or found["nearest"]
    for plan in found["plans"]:
        profile = plan["profile"]
        changed = {key for key in {*profile, *document} if profile.get(key) != document.get(key)}
        assert changed <= {"education", "credentials", "social_insurance"}
        assert holds(profile, found)
        reached = date.fromisoformat(plan["reached"])
        for key in changed:
            rest = {**profile, key: document.get(key, [])}
            assert not holds(rest, {**found, "by": plan["reached"]}), f"{key} changes nothing"
        the_base_is_below_the_ceiling(profile)
        study_follows_study(profile)
        titles_have_their_months(profile, reached)


def the_base_is_below_the_ceiling(profile: dict[str, Any]) -> None:
    wages = BOOK.law_on(ON).value("average_wage.wage")
    for run in profile.get("social_insurance", []):
        if run["from"] > "2026-11" and "ratio" in run:
            assert Decimal(str(run["ratio"])) * wages["wage"] <= wages["ceiling"]


def study_follows_study(profile: dict[str, Any]) -> None:
    added = [entry for entry in profile.get("education", []) if entry.get("enrolled", "") > "2026-11"]
    assert all(earlier["graduated"] < later["enrolled"] for earlier, later in pairwise(added))
    assert all(entry["study_mode"] == "part_time" for entry in added)
    before = [entry for entry in profile.get("education", []) if entry not in added]
    for entry in added[:1]:
        assert all(
            entry["enrolled"] > held.get("graduated", "") for held in before if held["level"] != "high_school"
        )


def titles_have_their_months(profile: dict[str, Any], reached: date) -> None:
    added = [entry for entry in profile.get("credentials", []) if entry.get("obtained", "") > "2026-11-22"]
    counted = {item["id"] for item in jifen.score(profile, on=reached)["indicators"] if item["counted"]}
    if "credential" in counted and any(entry["level"] == "intermediate" for entry in added):
        paid = [
            run for run in profile["social_insurance"] if run.get("ratio", 0) >= 1 and run["from"] > "2026-11"
        ]
        assert any(month_of(reached) - month_of(date.fromisoformat(run["from"] + "-01")) >= 5 for run in paid)


def test_own_estimates_and_wages_change_the_plan():
    document = {
        "birth_date": "1990-06-15",
        "education": [COLLEGE],
        "social_insurance": [paying(1, "2026-01")],
    }
    asked = {"by": date(2028, 3, 1), "on": ON}
    assert not jifen.plan(document, **asked)["reached"]
    quick = jifen.plan(document, **asked, months={"intermediate": 9})
    assert [plan["reached"] for plan in quick["plans"]] == ["2027-09-01"]
    based = {
        "birth_date": "1990-06-15",
        "education": [COLLEGE],
        "social_insurance": [{"from": "2024-01", "base": 12600}],
    }
    asked = {"by": date(2027, 1, 1), "until": date(2031, 6, 30), "on": ON}
    assert [plan["id"] for plan in jifen.plan(based, **asked)["plans"]] == ["as_is"]
    growing = jifen.plan(based, **asked, wage_growth=Decimal(5))
    assert "as_is" not in [plan["id"] for plan in growing["plans"]]


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ({"by": date(2026, 11, 21)}, "by"),
        ({"by": date(2057, 1, 1)}, "by"),
        ({"by": date(2028, 1, 1), "until": date(2027, 12, 31)}, "until"),
        ({"by": date(2028, 1, 1), "until": date(2057, 1, 1)}, "until"),
        ({"by": date(2028, 1, 1), "months": {"intermediate": 0}}, "months.intermediate"),
        ({"by": date(2028, 1, 1), "months": {"marry": 6}}, "months.marry"),
        ({"by": date(2028, 1, 1), "wage_growth": Decimal(13)}, "wage_growth"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked: dict[str, Any], place: str):
    with pytest.raises(QuestionError) as refused:
        jifen.plan(FORTY_THREE, on=ON, **asked)
    assert [problem.at for problem in refused.value.problems] == [place]
