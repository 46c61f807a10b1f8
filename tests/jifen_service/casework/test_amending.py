"""A fact confirmed otherwise than it was claimed: side by side, scored, frozen, on record."""

from datetime import timedelta

import pytest
from tests.jifen_service.casework.world import SECTIONS, START, advance, new_case, take

from jifen_service.audit.models import AuditEvent
from jifen_service.casework import queries, service
from jifen_service.casework.confirmed import put, standing
from jifen_service.casework.models import Case, OutboxMessage
from jifen_service.telling.models import Message
from jifen_service.telling.spreading import spread

TODAY = START.date()
LEVEL = "education[0].level"


@pytest.fixture
def case(world) -> Case:
    return advance(world, new_case(world), "accept")


def amend(case: Case, who, place: str, value, *, version: int | None = None, reason: str = "学信网查得"):
    seen = Case.objects.get(pk=case.pk).version if version is None else version
    return service.amend_fact(case.pk, who, place, value, reason=reason, expected_version=seen, at=START)


def test_what_was_claimed_stays_and_what_was_confirmed_counts(world, case):
    before = queries.live_score(case, TODAY, "zh").total
    amend(case, world.reviewer, LEVEL, "junior_college")
    now = queries.case_for(world.reviewer, case.pk)
    assert now.profile["education"] == SECTIONS["education"]["profile"]["education"]
    assert now.facts["education"][0]["level"] == "junior_college"
    assert queries.live_score(now, TODAY, "zh").total < before
    (amended,) = queries.amendments(now)
    assert (amended.before, amended.value, amended.who) == ("bachelor", "junior_college", "reviewer某")
    entry = queries.timeline(now)[-1]
    assert (entry.transition, entry.note, entry.target) == ("amend_fact", "学信网查得", "verifying")
    assert AuditEvent.objects.get(action="amend_fact").detail["place"] == LEVEL


def test_the_decision_freezes_the_confirmed_facts_and_the_next_case_begins_with_them(world, case):
    amend(case, world.reviewer, "conduct.detentions[0]", "2025-03-02")
    amend(case, world.reviewer, LEVEL, "junior_college")
    amend(case, world.reviewer, "education[0].degree", None)
    take(world, case, "propose", "reviewer")
    decided = take(world, case, "decide_below", "approver").decision
    assert decided.profile["conduct"]["detentions"] == ["2025-03-02"]
    assert "degree" not in Case.objects.get(pk=case.pk).facts["education"][0]
    assert decided.total == queries.live_score(Case.objects.get(pk=case.pk), TODAY, "zh").total
    appeal = service.create("appeal", world.holder, at=START, previous_id=case.pk)
    assert appeal.profile == decided.profile
    assert appeal.confirmed is None


def test_an_entry_that_was_left_out_is_added_and_counts(world, case):
    run = {"from": "2012-01", "to": "2012-12", "employer": "示例科技", "base": 9000}
    place = f"social_insurance[{len(case.profile['social_insurance'])}]"
    before = queries.live_score(case, TODAY, "zh").total
    with pytest.raises(service.NotReady):
        amend(case, world.reviewer, place, {"from": "2019-13"})
    added = amend(case, world.reviewer, place, run, reason="社保中心查得")
    now = Case.objects.get(pk=case.pk)
    assert now.facts["social_insurance"] == [*case.profile["social_insurance"], run]
    assert (added.before, now.profile) == (None, case.profile)
    assert queries.live_score(now, TODAY, "zh").total > before


def test_the_holder_is_told_once_a_day_and_nothing_personal(world, case):
    amend(case, world.reviewer, LEVEL, "junior_college")
    amend(case, world.reviewer, "education[0].school", "另一大学")
    (row,) = OutboxMessage.objects.filter(template="amend_fact")
    assert row.recipient == world.holder.user
    version = Case.objects.get(pk=case.pk).version
    service.amend_fact(
        case.pk,
        world.lead,
        LEVEL,
        "master",
        reason="次日",
        expected_version=version,
        at=START + timedelta(days=1),
    )
    assert OutboxMessage.objects.filter(template="amend_fact").count() == 2
    spread(START, 100)
    told = Message.objects.filter(event="amend_fact").first()
    assert case.number in told.text
    assert not any(word in told.text for word in ("另一大学", "大专", case.personal["name"]))


def test_of_two_who_amend_at_once_one_is_told(world, case):
    amend(case, world.reviewer, LEVEL, "junior_college", version=case.version)
    with pytest.raises(service.StaleCase) as stale:
        amend(case, world.lead, LEVEL, "master", version=case.version)
    assert "reviewer某" in stale.value.message("zh")
    with pytest.raises(service.StaleCase):
        service.apply(
            case.pk, "ask_supplement", world.lead, expected_version=case.version, at=START, reasons=["permit"]
        )
    assert Case.objects.get(pk=case.pk).facts["education"][0]["level"] == "junior_college"


@pytest.mark.parametrize(
    ("place", "value", "reason", "lack"),
    [
        (LEVEL, "wizard", "x", "profile.education[0].level"),
        ("birth_date", None, "x", "profile.birth_date"),
        (LEVEL, "master", "  ", "reason"),
        (LEVEL, "bachelor", "x", f"profile.{LEVEL}"),
        ("education[1]", None, "x", "profile.education[1]"),
    ],
)
def test_what_is_refused_changes_nothing(world, case, place, value, reason, lack):
    with pytest.raises(service.NotReady) as refused:
        amend(case, world.reviewer, place, value, reason=reason)
    assert lack in [found.at for found in refused.value.lacks]
    now = Case.objects.get(pk=case.pk)
    assert (now.confirmed, now.version) == (None, case.version)


def test_who_may_and_when(world, case):
    for who in ("holder", "agent", "window", "approver", "city_admin"):
        with pytest.raises(service.NotAllowed):
            amend(case, world.people[who], LEVEL, "master")
    for place in ("personal.phone", "education[4].level", "", "x.y"):
        with pytest.raises(service.NotConcerned):
            amend(case, world.reviewer, place, "master")
    take(world, case, "propose", "reviewer")
    with pytest.raises(service.NotAllowed):
        amend(case, world.reviewer, LEVEL, "master")


def test_a_struck_entry_keeps_the_places_of_the_others():
    claimed = {"education": [{"level": "master"}, {"level": "bachelor"}]}
    struck = put(claimed, ("education", 0), None)
    assert standing(struck) == {"education": [{"level": "bachelor"}]}
    amended = put(struck, ("education", 1, "level"), "junior_college")
    assert standing(amended) == {"education": [{"level": "junior_college"}]}
    assert claimed == {"education": [{"level": "master"}, {"level": "bachelor"}]}
    with pytest.raises(LookupError):
        put(claimed, ("education", 3), {})


def test_a_garbled_version_is_told_like_a_stale_one(world, case):
    with pytest.raises(service.StaleCase) as stale:
        service.apply(case.pk, "ask_supplement", world.lead, expected_version=-1, at=START)
    assert "开始填写" in stale.value.message("zh")
    assert not OutboxMessage.objects.filter(template="ask_supplement").exists()
