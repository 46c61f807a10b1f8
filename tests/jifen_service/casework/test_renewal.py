"""A renewal with nothing changed: two clicks of the holder, one of an officer, and who may not; a change."""

import pytest
from tests.jifen_service.casework import world as w

from jifen_service.casework import queries, service
from jifen_service.casework.errors import NotAllowed, NotConcerned, NotReady
from jifen_service.casework.models import Case

LATER = w.datetime(2027, 6, 20, 9, 0, tzinfo=w.SHANGHAI)


@pytest.fixture
def passed(world) -> Case:
    return w.advance(world, w.new_case(world), "print_notice")


@pytest.fixture
def renewed(world, passed) -> Case:
    return service.renew_unchanged(passed.pk, world.holder, at=LATER)


def now(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def find(case: Case, topic: str, status: str = "agrees", who=service.SYSTEM) -> None:
    version = case.checks.get(topic=topic).version
    service.finish_check(case.pk, who, topic, status, expected_version=version, at=LATER)


def find_all(case: Case) -> Case:
    for topic in case.checks.values_list("topic", flat=True):
        find(case, topic)
    return now(case)


def step(case: Case, name: str, who, **more):
    return service.apply(case.pk, name, who, expected_version=now(case).version, at=LATER, **more)


def test_it_is_with_the_centre_at_once_without_paper_and_what_lasts_is_not_asked_again(renewed):
    case = now(renewed)
    assert (case.state, case.materials.count(), case.due_on is not None) == ("verifying", 0, True)
    assert set(case.checks.values_list("topic", flat=True)) == {
        "insurance",
        "tax",
        "conduct",
        "residence_permit",
    }


def test_the_platform_proposes_and_one_officer_passes_it(world, renewed):
    case = find_all(renewed)
    assert (case.state, case.proposer, case.proposal) == ("proposed", None, "passed")
    assert queries.is_unchanged_proposal(case)
    step(case, "decide_passed", world.approver)
    decision = queries.decision(now(case))
    assert (decision.outcome, decision.proposer, decision.approver) == ("passed", None, world.approver.user)
    assert decision.on == LATER.date()


@pytest.mark.parametrize("name", ["decide_below", "decide_rejected"])
def test_alone_an_officer_may_pass_it_and_nothing_else(world, renewed, name):
    case = find_all(renewed)
    with pytest.raises(NotAllowed) as refused:
        step(case, name, world.approver, reasons=("education_unverified",))
    assert refused.value.why == "four_eyes"
    with pytest.raises(NotAllowed):
        step(case, "decide_passed", world.reviewer)


def test_a_check_that_differs_leaves_it_to_two_officers(world, renewed):
    for topic, status in (("insurance", "agrees"), ("tax", "agrees"), ("conduct", "agrees")):
        find(renewed, topic, status)
    find(renewed, "residence_permit", "differs", world.reviewer)
    assert now(renewed).state == "verifying"
    step(renewed, "propose", world.reviewer, data={"outcome": "passed"})
    step(renewed, "decide_passed", world.approver)
    assert queries.decision(now(renewed)).proposer == world.reviewer.user


def test_an_amended_fact_is_a_change(world, renewed):
    case = now(renewed)
    told = {"reason": "查到的基数", "expected_version": case.version, "at": LATER}
    service.amend_fact(case.pk, world.reviewer, "social_insurance[0].base", 12000, **told)
    assert find_all(renewed).state == "verifying"


def test_sent_back_it_is_peoples_to_propose(world, renewed):
    find_all(renewed)
    step(renewed, "send_back", world.approver, reasons=("education_unverified",))
    find(renewed, "tax", "open", world.reviewer)
    find(renewed, "tax")
    assert now(renewed).state == "verifying"


def test_a_form_in_which_something_changed_goes_the_ordinary_way(world, passed):
    draft = service.create("renewal", world.holder, at=LATER, previous_id=passed.pk)
    moved = {"personal": {"residence_address": "上海市浦东新区别处路3号"}}
    service.save_section(draft.pk, world.holder, "household", moved, at=LATER)
    with pytest.raises(NotReady) as refused:
        service.renew_unchanged(passed.pk, world.holder, at=LATER)
    assert [lack.code for lack in refused.value.lacks] == ["something_changed"]
    assert now(draft).state == "draft"


def test_what_is_being_corrected_is_nothing_to_renew(world, passed):
    draft = service.create("renewal", world.holder, at=LATER, previous_id=passed.pk)
    step(passed, "correct", world.approver, reasons=("new_facts",))
    with pytest.raises(NotReady):
        step(draft, "renew_unchanged", world.holder)


def test_pressed_twice_it_is_renewed_once(world, passed, renewed):
    assert service.renew_unchanged(passed.pk, world.holder, at=LATER) == renewed
    with pytest.raises(NotConcerned):
        service.renew_unchanged(passed.pk, world.stranger, at=LATER)
    assert passed.following.count() == 1


def test_of_a_change_only_what_changed_is_asked_and_proved(world, passed):
    case = service.create("change", world.holder, at=LATER, previous_id=passed.pk)
    everything = {task.section.key for task in queries.tasks(case)}
    with pytest.raises(NotReady):
        service.choose_changes(case.pk, world.holder, ["nonsense"], at=LATER)
    service.choose_changes(case.pk, world.holder, ["education"], at=LATER)
    case = now(case)
    assert {task.section.key for task in queries.tasks(case)} == {"education", "materials"} < everything
    asked = set(case.materials.values_list("code", flat=True))
    assert "diploma" in asked
    assert "application_form" in asked
    assert not asked & {"labour_contract", "household_register", "tax_certificate"}
    with pytest.raises(NotConcerned):
        service.save_section(case.pk, world.holder, "household", {}, at=LATER)
