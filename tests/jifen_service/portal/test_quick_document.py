"""From answers to a profile document: what each answer means, what is assumed, what contradicts."""

from datetime import date

import pytest
from django.http import QueryDict

import jifen
from jifen.profile import parse
from jifen_service.portal.quick.answers import Answers, missing, read
from jifen_service.portal.quick.document import Composed, compose, contradictions
from jifen_service.portal.quick.questions import fields, questions

ON = date(2026, 11, 22)
LAW = jifen.default_engine().book.law_on(ON)
ASKED = fields(questions(LAW, "zh"))
BORN = {"birth_date_year": "1990", "birth_date_month": "6", "birth_date_day": "15"}


def form(**given: object) -> QueryDict:
    posted = QueryDict(mutable=True)
    for name, value in (BORN | given).items():
        posted.setlist(name, value if isinstance(value, list) else [str(value)])
    return posted


def answers(on: date = ON, **given: object) -> Answers:
    return read(form(**given), ASKED, on)


def composed(on: date = ON, **given: object) -> Composed:
    result = compose(answers(on, **given), ASKED, LAW, on)
    parse(result.document)
    return result


def document(**given: object) -> dict[str, object]:
    return composed(**given).document


def points(on: date = ON, **given: object) -> dict[str, int]:
    result = jifen.score(composed(on, **given).document, on=on)
    return {item["id"]: item["points"] for item in result["indicators"] if item["points"]}


def test_only_the_birth_date() -> None:
    assert composed() == Composed({"format": 1, "birth_date": "1990-06-15"}, ())


@pytest.mark.parametrize(("level", "entry"), [
    ("junior_college", {"level": "junior_college"}),
    ("bachelor", {"level": "bachelor"}),
    ("bachelor_degree", {"level": "bachelor", "degree": True}),
    ("master", {"level": "master", "degree": True}),
    ("doctorate", {"level": "doctorate", "degree": True}),
])  # fmt: skip
def test_education(level: str, entry: dict[str, object]) -> None:
    assert document(education=level)["education"] == [entry]
    assert points(education=level)["education"] == LAW.value("education.points_by_level")[level]


def test_no_education_leaves_none_even_with_a_way_of_studying() -> None:
    assert "education" not in document(education="none", study="full_time", extras=["shortage_major"])


@pytest.mark.parametrize(
    ("study", "scored"), [("full_time", 90), ("part_time_here", 90), ("part_time_elsewhere", 0)]
)
def test_where_part_time_study_was_done_decides(study: str, scored: int) -> None:
    assert points(education="bachelor_degree", study=study).get("education", 0) == scored


@pytest.mark.parametrize("level", sorted(LAW.value("credential.points_by_level")))
def test_every_credential_scores_what_the_law_says(level: str) -> None:
    scored = points(
        credential=level, education="junior_college", base="standard", since_year=2026, since_month=1
    )
    assert scored.get("credential", 0) == LAW.value("credential.points_by_level")[level]


def test_the_scenario_of_the_issue() -> None:
    given = {"education": "bachelor_degree", "study": "full_time", "years": "5", "base": "standard"}
    given |= {"since_year": "2021", "since_month": "12", "standing": ["permit", "employed"]}
    assert points(**given) == {"age": 30, "education": 90, "si_years": 15, "si_base": 50}
    assert jifen.score(document(**given), on=ON)["eligible"] is True


def test_what_was_paid_before_the_present_step_counts_as_years_only() -> None:
    result = composed(years="8", base="standard", since_year=2023, since_month=12)
    assert result.document["social_insurance"] == [
        {"from": "2018-12", "to": "2023-11", "ratio": 0.6},
        {"from": "2023-12", "ratio": 1},
    ]
    assert result.assumptions == ("quick.earlier_base", "quick.without_gap")
    assert points(years="8", base="standard", since_year=2023, since_month=12) == {
        "age": 30, "si_years": 24, "si_base": 50,
    }  # fmt: skip


def test_a_since_that_says_more_than_about_so_many_years_is_taken() -> None:
    runs = document(years="5", base="standard", since_year=2021, since_month=6)["social_insurance"]
    assert runs == [{"from": "2021-06", "ratio": 1}]


def test_a_step_without_since_counts_from_this_month_and_says_so() -> None:
    result = composed(years="5", base="double")
    assert result.document["social_insurance"][-1] == {"from": "2026-11", "ratio": 2}
    assert "quick.base_since" in result.assumptions
    assert "si_base" not in points(years="5", base="double")


def test_not_paying_now_ends_last_month() -> None:
    result = composed(years="2", base="not_paying")
    assert result.document["social_insurance"] == [{"from": "2024-11", "to": "2026-10", "ratio": 0.6}]
    assert "quick.until_last_month" in result.assumptions


def test_years_without_a_base_count_at_the_lowest_and_say_so() -> None:
    result = composed(years="2.5")
    assert result.document["social_insurance"] == [{"from": "2024-06", "ratio": 0.6}]
    assert "quick.lower_base" in result.assumptions
    assert "quick.lower_base" not in composed(years="2.5", base="below").assumptions


@pytest.mark.parametrize("tier", sorted(LAW.value("si_base.tiers")))
def test_each_step_scores_its_tier_once_its_months_are_full(tier: str) -> None:
    terms = LAW.value("si_base.tiers")[tier]
    first = ON.year * 12 + ON.month - terms["months"]
    since = {"since_year": first // 12, "since_month": first % 12 + 1}
    assert points(base=tier, **since)["si_base"] == terms["points"]
    later = {"since_year": (first + 1) // 12, "since_month": (first + 1) % 12 + 1}
    assert points(base=tier, **later).get("si_base", 0) < terms["points"]


def test_spouse_needs_the_household_and_years() -> None:
    assert points(spouse="yes", married_years="3")["spouse"] == 3 * LAW.value("spouse.points_per_year")
    assert "spouse" not in document(spouse="no", married_years="3")
    assert document(spouse="yes")["spouse"] == {"shanghai_household": True}


@pytest.mark.parametrize("on", [date(2027, 12, 31), date(2027, 3, 1), date(2028, 2, 29), date(2028, 2, 28)])
def test_full_years_of_marriage_on_any_day(on: date) -> None:
    assert points(on, spouse="yes", married_years="3")["spouse"] == 3 * LAW.value("spouse.points_per_year")


def test_more() -> None:
    scored = points(
        education="bachelor",
        extras=["shortage_major", "fresh_graduate", "entrepreneur", "intermediary"],
        award="provincial", public_service_years="6", remote_area_years="5",
    )  # fmt: skip
    assert scored == {
        "age": 30, "education": 60, "shortage_major": 30, "fresh_graduate": 10, "entrepreneur": 120,
        "intermediary": 120, "award": 110, "public_service": 24, "remote_area": 10,
    }  # fmt: skip


def test_years_of_service_below_the_least_count_nothing_yet() -> None:
    assert "public_service" not in points(public_service_years="4")


def test_conduct() -> None:
    assert points(conduct=["false_materials", "detentions", "crimes"]) == {
        "age": 30, "false_materials": -150, "detention": -50, "crime": -150,
    }  # fmt: skip
    assert jifen.score(document(conduct=["serious_crime"]), on=ON)["vetoed"] is True
    warned = jifen.score(document(conduct=["family_planning_violation"]), on=ON)
    assert warned["vetoed"] is False
    assert warned["warnings"]


def test_permit_and_employment_are_claimed_for_this_day_only() -> None:
    result = composed(standing=["permit", "employed"])
    assert result.document["permit"] == {"valid_until": "2026-11-22"}
    assert result.document["employment"] == {"employed": True, "employer_registered_in_shanghai": True}
    assert "quick.permit_today" in result.assumptions


@pytest.mark.parametrize(("given", "name"), [
    ({"birth_date_month": ""}, "birth_date"),
    ({"birth_date_month": "13"}, "birth_date"),
    ({"birth_date_day": "31"}, "birth_date"),
    ({"birth_date_year": "90"}, "birth_date"),
    ({"birth_date_year": "2027"}, "birth_date"),
    ({"birth_date_year": "abcd"}, "birth_date"),
    ({"birth_date_year": "９９９９９９"}, "birth_date"),
    ({"years": "many"}, "years"),
    ({"years": "-1"}, "years"),
    ({"years": "1e3"}, "years"),
    ({"years": "99"}, "years"),
    ({"since_year": "2026", "since_month": "12"}, "since"),
    ({"since_year": "2026", "since_month": "0"}, "since"),
    ({"since_year": "2026"}, "since"),
    ({"education": "professor"}, "education"),
    ({"award": "nobel"}, "award"),
    ({"conduct": ["serious_crime", "theft"]}, "conduct"),
    ({"married_years": "2.5", "spouse": "yes"}, "married_years"),
])  # fmt: skip
def test_what_cannot_be_read_is_named_and_left_out(given: dict[str, object], name: str) -> None:
    found = answers(**given)
    assert set(found.errors) == {name}
    assert name not in found.values
    assert found.errors[name]


@pytest.mark.parametrize(
    ("given", "value"), [({"years": "５．５"}, 5.5), ({"years": " 5 年"}, 5), ({"years": "5,5"}, 5.5)]
)
def test_what_people_type_is_understood(given: dict[str, object], value: float) -> None:
    assert float(answers(**given)["years"]) == value


def test_what_is_half_typed_is_known_as_such() -> None:
    assert answers(birth_date_month="", since_year="2020").begun == {"birth_date", "since"}
    assert answers(birth_date_month="13").begun == frozenset()


def test_the_birth_date_is_the_only_answer_that_must_be_given() -> None:
    assert set(missing(read(QueryDict(), ASKED, ON), ASKED)) == {"birth_date"}
    assert missing(answers(), ASKED) == {}
    unreadable = answers(birth_date_day="x")
    assert missing(unreadable, ASKED) == {}


def test_contradictions_are_named() -> None:
    assert set(contradictions(answers(years="3", since_year=2015, since_month=1), ON)) == {"since"}
    assert contradictions(answers(years="3", since_year=2023, since_month=1), ON) == {}
    assert set(contradictions(answers(spouse="yes", married_years="40"), ON)) == {"married_years"}
