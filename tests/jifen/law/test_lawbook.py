"""The law of a day: versions, values with their dates, what changes when."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from jifen.errors import LawError, PolicyDateError
from jifen.law import differences, load_lawbook

BOOK = load_lawbook()
ONE_DAY = timedelta(days=1)


def test_policies_follow_one_another():
    assert [policy.id for policy in BOOK.policies] == ["shanghai-2015", "shanghai-2018", "shanghai-2023"]
    assert BOOK.policies[-1].effective_to is None
    assert BOOK.policy("shanghai-2018") is BOOK.policies[1]
    with pytest.raises(KeyError):
        BOOK.policy("shanghai-2013")


@pytest.mark.parametrize(
    ("day", "policy"),
    [
        ("2015-07-01", "shanghai-2015"),
        ("2017-12-31", "shanghai-2015"),
        ("2018-01-01", "shanghai-2018"),
        ("2022-12-31", "shanghai-2018"),
        ("2023-01-01", "shanghai-2023"),
        ("2199-12-31", "shanghai-2023"),
    ],
)
def test_policy_of_a_day(day: str, policy: str):
    assert BOOK.law_on(date.fromisoformat(day)).policy.id == policy
    assert BOOK.policy(policy).covers(date.fromisoformat(day))


def test_no_policy_before_the_first():
    with pytest.raises(PolicyDateError) as caught:
        BOOK.law_on(date(2015, 6, 30))
    problem = caught.value.problems[0]
    assert (problem.at, problem.code, problem.found) == ("on", "no_policy", "2015-06-30")
    assert "2015-07-01" in problem.message("zh")


def test_seventeen_indicators_in_the_order_of_the_rules():
    assert len(BOOK.indicators) == 17
    law = BOOK.law_on(date(2026, 11, 22))
    assert [section.id for section in law.in_order()][:17] == list(BOOK.indicators)
    assert {section.id for section in law.of_kind("indicator")} == set(BOOK.indicators)


def test_values_know_their_dates_and_citations():
    law = BOOK.law_on(date(2017, 12, 31))
    cap = law.dated("investment.cap")
    assert (cap.value, cap.from_, cap.to) == (100, date(2015, 7, 1), date(2017, 12, 31))
    assert [source.tag for source in cap.sources] == ["GUIDE"]
    assert BOOK.law_on(date(2018, 1, 1)).value("investment.cap") == 120


def test_numbers_are_exact():
    ratio = BOOK.law_on(date(2026, 11, 22)).value("si_base.tiers")["basic"]["ratio"]
    assert (type(ratio), ratio) == (Decimal, Decimal("0.8"))


def test_laws_of_one_period_are_one():
    assert BOOK.law_on(date(2026, 7, 1)) is BOOK.law_on(date(2027, 6, 30))
    assert BOOK.law_on(date(2026, 6, 30)).since == date(2025, 7, 1)


def test_every_change_is_a_boundary():
    for day in BOOK.change_dates[1:]:
        assert BOOK.law_on(day - ONE_DAY).since < BOOK.law_on(day).since == day
    assert BOOK.change_dates[0] == date(2015, 7, 1)
    assert BOOK.last_change_of(BOOK.policy("shanghai-2015")) == date(2017, 4, 1)


def test_differences_name_what_changed():
    changed = {change.key for change in differences(BOOK, date(2017, 12, 31), date(2018, 1, 1))}
    assert changed == {"investment.cap"}
    changed = {change.key for change in differences(BOOK, date(2022, 12, 31), date(2023, 1, 1))}
    assert changed == {"veto.family_planning_vetoes"}
    assert list(differences(BOOK, date(2026, 7, 1), date(2027, 6, 30))) == []
    wage = next(differences(BOOK, date(2026, 6, 30), date(2026, 7, 1)))
    assert (wage.before.value["wage"], wage.after.value["wage"]) == (12434, 12577)


def test_unknown_names_are_refused():
    law = BOOK.law_on(date(2026, 11, 22))
    with pytest.raises(LawError, match=r"age\.caps"):
        law.value("age.caps")
    with pytest.raises(LawError, match="luck"):
        law.section("luck")


def test_a_series_says_where_it_ends():
    cap = BOOK.parameters["investment.cap"]
    with pytest.raises(LawError, match=r"investment\.cap.*2015-06-30"):
        cap.on(date(2015, 6, 30))
    wages = BOOK.parameters["average_wage.wage"]
    assert wages.carries_on
    assert wages.on(date(2040, 1, 1)) is wages.values[-1]


def test_wages_are_those_of_the_domain():
    wages = BOOK.parameters["average_wage.wage"].values
    assert [dated.value["wage"] for dated in wages][:2] == [5451, 5939]
    assert len(wages) == 13
    for dated in wages[1:]:
        # The ceiling is three times the wage, to the yuan; the floor about three fifths of it.
        assert dated.value["ceiling"] == 3 * dated.value["wage"]
        assert dated.value["floor"] < dated.value["wage"] < dated.value["ceiling"]
