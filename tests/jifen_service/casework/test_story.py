"""The story of the public page, day by day, up to the decision."""

from datetime import date, datetime

import pytest
from tests.jifen_service.casework.world import (
    SHANGHAI,
    fill,
    hand_in_quickly,
    new_case,
    take,
)

from jifen_service.casework import queries, service
from jifen_service.casework.models import Case
from jifen_service.casework.states import status_line


def at(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=SHANGHAI)


def test_from_draft_to_decision_with_a_refusal(world):
    case = new_case(world, at(7, 4))
    take(world, case, "submit", "holder", at=at(7, 4))
    take(world, case, "confirm", "agent", at=at(7, 4, 15))
    take(world, case, "deliver", "agent", at=at(7, 6))
    refused = take(
        world, case, "refuse", "window", at=at(7, 6, 14), reasons=["form_wrong"], note="地址漏一字"
    )
    assert Case.objects.get(pk=case.pk).state == "refused"
    assert {m.recipient.username for m in refused.messages.all()} == {"holder", "agent"}

    fill(case, world.holder, at(7, 10))
    take(world, case, "submit", "holder", at=at(7, 10))
    take(world, case, "confirm", "agent", at=at(7, 10, 15))
    take(world, case, "deliver", "agent", at=at(7, 17))
    take(world, case, "accept", "window", at=at(7, 17, 14))
    accepted = Case.objects.get(pk=case.pk)
    assert status_line(accepted.kind, accepted.state) == "(新办)受理通过,等待审批"
    assert accepted.due_on == date(2026, 8, 14)

    take(world, case, "propose", "reviewer", at=at(7, 24))
    take(world, case, "decide_passed", "approver", at=at(7, 25))
    passed = Case.objects.get(pk=case.pk)
    assert (
        status_line(passed.kind, passed.state)
        == "(新办)通过(积分通知书未打印,请及时去受理网点打印或在线打印)"
    )
    decision = queries.decision(passed)
    assert (decision.outcome, decision.on, decision.policy) == ("passed", date(2026, 7, 25), "shanghai-2023")
    assert decision.total == decision.result["zh"]["total"] >= decision.result["zh"]["pass_mark"]
    assert decision.trace["indicators"]["age"]
    assert decision.approver.username == "approver"
    assert decision.proposer.username == "reviewer"
    lines = [str(entry.label) for entry in queries.timeline(passed)]
    assert lines[0] == "开始填写"
    assert lines[-1] == "核定通过"
    assert passed.version == len(lines) - 1


def test_a_supplement_stops_the_clock(world):
    case = new_case(world, at(7, 4))
    for name, actor in (("submit", "holder"), ("confirm", "agent"), ("deliver", "agent")):
        take(world, case, name, actor, at=at(7, 6))
    take(world, case, "accept", "window", at=at(7, 17))
    take(world, case, "ask_supplement", "reviewer", at=at(7, 24), reasons=["archive"])
    paused = Case.objects.get(pk=case.pk)
    assert queries.clock(paused, date(2026, 12, 1)).colour == "paused"
    take(world, case, "supplement", "window", at=at(8, 7))
    resumed = Case.objects.get(pk=case.pk)
    # Fifteen working days were left on 24 July; they begin again after 7 August.
    assert resumed.due_on == date(2026, 8, 28)
    assert resumed.paused_at is None


def test_an_appeal_is_decided_by_somebody_else_and_supersedes(world):
    case = new_case(world, at(7, 4))
    for name, actor in (
        ("submit", "holder"),
        ("confirm", "agent"),
        ("deliver", "agent"),
        ("accept", "window"),
    ):
        take(world, case, name, actor, at=at(7, 6))
    take(world, case, "propose", "reviewer", at=at(7, 7), data={"outcome": "rejected"})
    take(world, case, "decide_rejected", "approver", at=at(7, 8), reasons=["veto"])
    first = queries.decision(case)

    appeal = service.create("appeal", world.holder, at=at(8, 1), previous_id=case.pk)
    assert appeal.profile == first.profile
    service.save_section(
        appeal.pk, world.holder, "request", {"personal": {"request": "记录有误"}}, at=at(8, 1)
    )
    hand_in_quickly(appeal, world.holder)
    take(world, appeal, "file_directly", "holder", at=at(8, 1))
    take(world, appeal, "accept", "window", at=at(8, 3))
    take(world, appeal, "propose", "reviewer", at=at(8, 4))
    with pytest.raises(service.NotAllowed) as refused:
        take(world, appeal, "decide_passed", "approver", at=at(8, 5))
    assert refused.value.why == "someone_else"
    take(world, appeal, "decide_passed", "approver2", at=at(8, 5))
    second = queries.decision(appeal)
    assert second.supersedes == first
    assert second.outcome == "passed"


@pytest.mark.parametrize(("day", "in_time"), [(at(9, 6), True), (at(9, 7), False)])
def test_an_appeal_is_possible_for_sixty_days(world, day, in_time):
    case = new_case(world, at(7, 4))
    for name, actor in (
        ("submit", "holder"),
        ("confirm", "agent"),
        ("deliver", "agent"),
        ("accept", "window"),
    ):
        take(world, case, name, actor, at=at(7, 6))
    take(world, case, "propose", "reviewer", at=at(7, 7))
    take(world, case, "decide_rejected", "approver", at=at(7, 8), reasons=["veto"])
    appeal = service.create("appeal", world.holder, at=at(8, 1), previous_id=case.pk)
    service.save_section(appeal.pk, world.holder, "request", {"personal": {"request": "x"}}, at=at(8, 1))
    hand_in_quickly(appeal, world.holder)
    if in_time:
        take(world, appeal, "file_directly", "holder", at=day)
    else:
        with pytest.raises(service.NotReady) as late:
            take(world, appeal, "file_directly", "holder", at=day)
        assert [lack.code for lack in late.value.lacks] == ["appeal_late"]


def test_a_correction_decides_anew_and_keeps_the_first_decision(world):
    case = new_case(world, at(7, 4))
    for name, actor in (
        ("submit", "holder"),
        ("confirm", "agent"),
        ("deliver", "agent"),
        ("accept", "window"),
    ):
        take(world, case, name, actor, at=at(7, 6))
    take(world, case, "propose", "reviewer", at=at(7, 7))
    take(world, case, "decide_passed", "approver", at=at(7, 8))
    first = queries.decision(case)
    take(world, case, "correct", "approver", at=at(7, 20), reasons=["new_facts"])
    take(world, case, "propose", "reviewer", at=at(7, 21))
    take(world, case, "decide_rejected", "approver", at=at(7, 22), reasons=["veto"])
    second = queries.decision(case)
    assert second.supersedes == first
    first.refresh_from_db()
    assert first.outcome == "passed"
    assert Case.objects.get(pk=case.pk).state == "rejected"


def test_a_revocation_records_the_false_materials(world):
    case = new_case(world, at(7, 4))
    for name, actor in (
        ("submit", "holder"),
        ("confirm", "agent"),
        ("deliver", "agent"),
        ("accept", "window"),
    ):
        take(world, case, name, actor, at=at(7, 6))
    take(world, case, "propose", "reviewer", at=at(7, 7))
    take(world, case, "decide_passed", "approver", at=at(7, 8))
    before = queries.decision(case).total
    with pytest.raises(service.NotReady):
        take(world, case, "revoke", "lead", at=at(9, 1), reasons=["permit"])
    take(world, case, "revoke", "lead", at=at(9, 1), reasons=["false_materials"])
    revoked = queries.decision(case)
    assert (revoked.outcome, revoked.passes) == ("revoked", False)
    assert revoked.profile["conduct"]["false_materials"] == ["2026-09-01"]
    assert revoked.total < before


def test_a_cancellation_ends_the_points_of_the_case_it_follows(world):
    case = new_case(world, at(7, 4))
    for name, actor in (
        ("submit", "holder"),
        ("confirm", "agent"),
        ("deliver", "agent"),
        ("accept", "window"),
    ):
        take(world, case, name, actor, at=at(7, 6))
    take(world, case, "propose", "reviewer", at=at(7, 7))
    take(world, case, "decide_passed", "approver", at=at(7, 8))
    request = service.create("cancellation", world.holder, at=at(9, 1), previous_id=case.pk)
    service.save_section(request.pk, world.holder, "request", {"personal": {"request": "离沪"}}, at=at(9, 1))
    hand_in_quickly(request, world.holder)
    take(world, request, "file_directly", "holder", at=at(9, 1))
    take(world, request, "cancel", "window", at=at(9, 2))
    assert Case.objects.get(pk=request.pk).state == "cancelled"
    assert Case.objects.get(pk=case.pk).state == "cancelled"
    assert queries.timeline(case)[-1].role == "system"


def test_points_below_the_mark_are_confirmed_and_stated(world):
    case = new_case(world, at(7, 4))
    lower = {
        "profile": {
            "education": [{**case.profile["education"][0], "level": "junior_college", "degree": False}]
        }
    }
    service.save_section(case.pk, world.holder, "education", lower, at=at(7, 4))
    late = {"profile": {"social_insurance": [{"from": "2026-01", "base": 8000, "employer": "示例科技"}]}}
    service.save_section(case.pk, world.holder, "insurance", late, at=at(7, 4))
    for name, actor in (
        ("submit", "holder"),
        ("confirm", "agent"),
        ("deliver", "agent"),
        ("accept", "window"),
    ):
        take(world, case, name, actor, at=at(7, 6))
    take(world, case, "propose", "reviewer", at=at(7, 7), data={"outcome": "below"})
    with pytest.raises(service.NotReady) as refused:
        take(world, case, "decide_passed", "approver", at=at(7, 8))
    assert [lack.code for lack in refused.value.lacks] == ["score_not_passing"]
    take(world, case, "decide_below", "approver", at=at(7, 8))
    decision = queries.decision(case)
    assert (decision.outcome, decision.passes) == ("below", False)
    assert decision.total < decision.result["en"]["pass_mark"]
    assert queries.decided_score(decision, "en")["total"] == decision.total
