"""Every transition × every role × every state: allowed exactly where the process says, refused elsewhere."""

import pytest
from django.db import transaction
from tests.jifen_service.casework.world import (
    START,
    World,
    advance,
    make_user,
    member,
    new_case,
    person,
    see_all,
    take,
)

from jifen_service.accounts.models import Membership
from jifen_service.accounts.roles import Role
from jifen_service.casework import guards, service
from jifen_service.casework.models import Case, Event, OutboxMessage
from jifen_service.casework.states import CLOSED, Kind, State
from jifen_service.casework.transitions import TRANSITIONS, possible

# Written from the description of the process, not from the code: who may, in which states, for which kinds.
EVERY = "new renewal change appeal cancellation"
OPEN = "draft employer_review confirmed filed refused verifying supplement proposed"
PROCESS = {
    "submit": ("holder", "draft refused", "new renewal change"),
    "file_directly": ("holder", "draft refused", "appeal cancellation"),
    "renew_unchanged": ("holder", "draft", "renewal"),
    "propose_unchanged": ("system", "verifying", "renewal"),
    "return_to_applicant": ("agent", "employer_review confirmed", EVERY),
    "confirm": ("agent", "employer_review", EVERY),
    "deliver": ("agent", "confirmed", EVERY),
    "accept": ("window lead", "filed", "new renewal change appeal"),
    "refuse": ("window lead", "filed", EVERY),
    "cancel": ("window lead", "filed", "cancellation"),
    "ask_supplement": ("window reviewer lead", "verifying", EVERY),
    "supplement": ("window reviewer lead", "supplement", EVERY),
    "propose": ("reviewer", "verifying", EVERY),
    "send_back": ("approver", "proposed", EVERY),
    "decide_passed": ("approver", "proposed", EVERY),
    "decide_below": ("approver", "proposed", EVERY),
    "decide_rejected": ("approver", "proposed", EVERY),
    "print_notice": ("holder agent window", "passed", EVERY),
    "withdraw": ("holder", OPEN, EVERY),
    "lapse": ("system", "draft employer_review confirmed refused", EVERY),
    "correct": ("approver", "passed passed_printed below rejected", EVERY),
    "revoke": ("approver lead", "passed passed_printed", EVERY),
    # Only after a cancellation that follows it, so never here.
    "end_points": ("", "passed passed_printed", EVERY),
}
CONCERNED = ("holder", "agent", "window", "reviewer", "approver", "lead", "city_admin", "system")
STRANGERS = ("stranger", "other_agent", "window_elsewhere")


class UndoError(Exception):
    """Takes back what an attempt did."""


def attempt(world: World, case: Case, name: str, who: str) -> str:
    """What comes of it: done, not_ready, refused, not_concerned; nothing of it stays."""
    version = case.version
    try:
        with transaction.atomic():
            service.apply(
                case.pk,
                name,
                world.people[who],
                expected_version=version,
                at=START,
                reasons=["other"],
                data={"outcome": "passed"},
            )
            raise UndoError
    except UndoError:
        return "done"
    except service.NotReady:
        return "not_ready"
    except service.NotAllowed:
        return "refused"
    except service.NotConcerned:
        return "not_concerned"


def test_the_process_is_all_there():
    assert set(PROCESS) == set(TRANSITIONS)
    for name, (_who, _states, kinds) in PROCESS.items():
        assert TRANSITIONS[name].kinds == {Kind(kind) for kind in kinds.split()}, name


@pytest.mark.parametrize("name", sorted(PROCESS))
def test_each_role_in_each_state(world, name):
    allowed_to, in_states, kinds = (words.split() for words in PROCESS[name])
    case = new_case(world, filled=False)
    wrong = []
    for state in State:
        Case.objects.filter(pk=case.pk).update(
            state=state, kind=kinds[0], submitted_at=START, filed_at=START, proposer=world.reviewer.user.pk
        )
        for who in (*CONCERNED, *STRANGERS):
            found = attempt(world, case, name, who)
            may = who in allowed_to and state in in_states
            expected = (
                {"not_concerned"} if who in STRANGERS else {"done", "not_ready"} if may else {"refused"}
            )
            if found not in expected:
                wrong.append((state.value, who, found))
    assert wrong == []
    assert Case.objects.get(pk=case.pk).version == 0, "an attempt left something"


@pytest.mark.parametrize("name", sorted(PROCESS))
def test_kinds_that_have_no_such_step(world, name):
    allowed_to, in_states, kinds = (words.split() for words in PROCESS[name])
    case = new_case(world, filled=False)
    for kind in set(Kind) - set(kinds):
        Case.objects.filter(pk=case.pk).update(
            state=in_states[0], kind=kind, submitted_at=START, filed_at=START
        )
        for who in allowed_to:
            assert attempt(world, case, name, who) == "refused"


def test_closed_cases_offer_nothing_but_corrections():
    every_role = frozenset(Role)
    for state in CLOSED:
        for kind in Kind:
            names = {step.name for step in possible(state, kind, every_role)}
            assert names <= {"correct", "revoke", "print_notice", "end_points"}


def test_every_state_can_be_reached_and_every_guard_exists():
    targets = {step.target for step in TRANSITIONS.values()} | {State.DRAFT}
    assert targets == set(State)
    named = {name for step in TRANSITIONS.values() for name in step.guards}
    assert named == guards.WHO.keys() | guards.WHAT.keys()
    assert not guards.WHO.keys() & guards.WHAT.keys()
    assert guards.PARTS.keys() <= named


def test_who_proposed_does_not_decide(world):
    both = member("both", Role.REVIEWER, centre=world.centre)
    Membership.objects.create(user=both.user, role=Role.APPROVER, centre=world.centre, since=START.date())
    world.people["both"] = person(both.user, both.acting)
    case = new_case(world)
    advance(world, case, "accept")
    take(world, case, "propose", "both")
    for step in ("decide_passed", "decide_rejected", "send_back"):
        with pytest.raises(service.NotAllowed) as refused:
            take(world, case, step, "both", reasons=["other"])
        assert refused.value.why == "four_eyes"
        assert "核定" in refused.value.message("zh")
    take(world, case, "decide_passed", "approver")


def test_nobody_handles_their_own_case(world):
    officer = member("officer", Role.WINDOW, centre=world.centre)
    world.people["officer"] = officer
    world.people["officer_as_holder"] = person(officer.user)
    case = new_case(world, who="officer_as_holder")
    advance(world, case, "deliver", who="officer_as_holder")
    with pytest.raises(service.NotConcerned):
        take(world, case, "refuse", "officer", reasons=["other"])
    take(world, case, "refuse", "window", reasons=["other"])


def test_a_stale_tab_is_told_who_did_what_when(world):
    case = new_case(world)
    advance(world, case, "deliver")
    seen_at = Case.objects.get(pk=case.pk).version
    see_all(case, world.window)
    take(world, case, "refuse", "lead", reasons=["form_wrong"])
    with pytest.raises(service.StaleCase) as stale:
        service.apply(case.pk, "accept", world.window, expected_version=seen_at, at=START)
    assert [event.transition for event in stale.value.happened] == ["refuse"]
    assert not stale.value.done_already
    told = stale.value.message("zh")
    assert "lead某" in told
    assert "2026-07-04 09:00" in told
    assert "不予受理" in told


def test_a_double_click_is_one_event_and_knows_it(world):
    case = new_case(world)
    version = case.version
    service.apply(case.pk, "submit", world.holder, expected_version=version, at=START)
    with pytest.raises(service.StaleCase) as again:
        service.apply(case.pk, "submit", world.holder, expected_version=version, at=START)
    assert again.value.done_already
    assert Event.objects.filter(case=case, transition="submit").count() == 1
    assert OutboxMessage.objects.filter(event__case=case).count() == 1


def test_what_is_not_ready_says_everything_and_changes_nothing(world):
    case = new_case(world, filled=False)
    with pytest.raises(service.NotReady) as refused:
        service.apply(case.pk, "submit", world.holder, expected_version=0, at=START)
    places = {lack.at for lack in refused.value.lacks}
    assert {"personal.id_number", "profile.birth_date", "profile.social_insurance"} <= places
    for lack in refused.value.lacks:
        assert lack.message("zh")
        assert lack.message("en")
    assert Case.objects.get(pk=case.pk).version == 0
    assert [lack.at for lack in service.blockers(case, "submit", world.holder, at=START)] == [
        lack.at for lack in refused.value.lacks
    ]


def test_reasons_are_asked_and_known(world):
    case = new_case(world)
    advance(world, case, "deliver")
    for reasons, code in (([], "reasons_missing"), (["weather"], "reason_unknown")):
        with pytest.raises(service.NotReady) as refused:
            take(world, case, "refuse", "window", reasons=reasons)
        assert [lack.code for lack in refused.value.lacks] == [code]


def test_buttons_are_what_may_be_done(world):
    case = new_case(world)
    advance(world, case, "propose")
    case = Case.objects.get(pk=case.pk)
    names = {
        who: {step.name for step in service.possible(case, world.people[who], at=START)} for who in CONCERNED
    }
    decisions = {"send_back", "decide_passed", "decide_below", "decide_rejected"}
    assert names["approver"] == decisions
    assert names["holder"] == {"withdraw"}
    assert names["reviewer"] == names["window"] == names["agent"] == names["city_admin"] == set()


def test_the_score_decides_which_decision_is_possible(world):
    case = new_case(world)
    advance(world, case, "propose")
    with pytest.raises(service.NotReady) as refused:
        take(world, case, "decide_below", "approver")
    assert [lack.code for lack in refused.value.lacks] == ["score_passing"]


def test_messages_go_to_whom_it_concerns(world):
    case = new_case(world)
    advance(world, case, "deliver")
    delivered = Event.objects.get(case=case, transition="deliver")
    # The agent took the step and needs no message about it.
    assert {m.recipient.username for m in delivered.messages.all()} == {"holder", "window"}
    make_user("nobody")
    advance_from = take(world, case, "accept", "lead")
    assert {m.recipient.username for m in advance_from.messages.all()} == {"holder", "agent"}
    proposed = take(world, case, "propose", "reviewer")
    assert {m.recipient.username for m in proposed.messages.all()} == {"approver", "approver2"}
