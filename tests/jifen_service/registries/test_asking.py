"""A register that answers, contradicts, is slow, down, talks nonsense or comes late: nothing is lost."""

from datetime import timedelta

import pytest
from tests.jifen_service.casework import world as w
from tests.jifen_service.registries.conftest import DAY, ask, begin, cool_down, waiting_tasks

from jifen_service.casefile.facts import Reader
from jifen_service.casework import service as casework
from jifen_service.casework.models import Case, Check
from jifen_service.centres.compare import with_answer
from jifen_service.demo.sandbox.answering import Fault
from jifen_service.registries import asking, service
from jifen_service.registries.models import Circuit, Lookup
from jifen_service.registries.queries import asked
from jifen_service.registries.words import reason_in_words

S = Lookup.Status
NO_DATE = {"permit": {"issued": "soon"}}


def check(case: Case, topic: str) -> Check:
    return case.checks.get(topic=topic)


def test_an_acceptance_leaves_the_asking_to_the_worker(accepted):
    assert waiting_tasks("begin") == 1
    assert begin(accepted).keys() == set(accepted.checks.values_list("topic", flat=True))
    assert waiting_tasks("put") == 5
    # Pressed or delivered twice, it asks once.
    assert asking.begin(accepted.pk, DAY) == ()


def test_what_agrees_is_settled_by_the_platform_and_can_be_opened_again(world, accepted):
    begin(accepted)
    for topic in ("education", "insurance", "residence_permit", "conduct", "tax"):
        lookup = ask(accepted, topic)
        assert (lookup.status, lookup.agrees, lookup.calls) == (S.ANSWERED, True, 1), topic
        assert (check(accepted, topic).status, check(accepted, topic).by) == ("agrees", None)
    version = check(accepted, "tax").version
    casework.finish_check(accepted.pk, world.reviewer, "tax", "open", expected_version=version, at=DAY)
    assert check(accepted, "tax").status == "open"


def test_a_contradiction_shows_both_facts_and_leaves_the_check_to_the_officer(accepted, sandbox):
    other = {"education": [{"graduated": "2011-07-01"}]}
    sandbox.faults.append(Fault("contradicting", "education", profile=other))
    begin(accepted)
    lookup = ask(accepted, "education")
    assert (lookup.agrees, check(accepted, "education").status) == (False, "open")
    differing = [line for line in asking.lines_of(lookup) if line.sign != "same"]
    assert [(line.place, line.claimed, line.found) for line in differing] == [
        ("education[0].graduated", "2010-07-01", "2011-07-01")
    ]


def test_taxes_are_compared_field_by_field_with_what_was_stated(world, sandbox):
    stated = {"from": "2016-07", "income": 13000, "declarer": "示例科技"}
    sandbox.known[w.ID_NUMBER].profile["income_tax"] = [{**stated, "income": 9000}]
    case = w.new_case(world, DAY)
    case.profile = {**case.profile, "income_tax": [stated]}
    case.save()
    begin(w.advance(world, case, "accept", at=DAY))
    lookup = ask(case, "tax")
    assert (lookup.agrees, check(case, "tax").status) == (False, "open")
    signs = {line.place: str(line.sign) for line in asking.lines_of(lookup)}
    assert signs == {
        "income_tax[0].from": "same", "income_tax[0].income": "differs", "income_tax[0].declarer": "same"
    }  # fmt: skip


def test_what_nobody_had_to_state_contradicts_nobody_but_is_shown(accepted, sandbox):
    declared = [{"from": "2016-07", "income": 13000, "declarer": "示例科技"}]
    sandbox.known[w.ID_NUMBER].profile["income_tax"] = declared
    begin(accepted)
    lookup = ask(accepted, "tax")
    assert (lookup.agrees, check(accepted, "tax").status) == (True, "agrees")
    (newest,) = asked(accepted, "zh")["tax"]
    lines = with_answer((), newest, Reader.of(accepted, "zh", DAY.date()))
    assert {(line.found, line.state, line.take) for line in lines} >= {("13000", "unstated", "income_tax[0]")}


def test_somebody_nobody_knows_is_no_agreement(accepted, sandbox):
    sandbox.known.clear()
    begin(accepted)
    lookup = ask(accepted, "tax")
    assert (lookup.status, lookup.agrees, check(accepted, "tax").status) == (S.ANSWERED, False, "open")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault("slow", "tax", seconds=0.6), "等了 0.4 秒没有答复"),
        (Fault("down", "tax"), "登记机关暂时不能办理 (HTTP 503)"),
        (Fault("nonsense", "tax"), "答复不是约定的格式, 读不懂"),
        (Fault("contradicting", "residence_permit", profile=NO_DATE), "答复里的“permit.issued”读不懂"),
    ],
    ids=["slow", "down", "nonsense", "no date"],
)  # fmt: skip
def test_what_does_not_answer_waits_and_then_answers(accepted, sandbox, fault, words):
    sandbox.faults.append(fault)
    begin(accepted)
    waiting = ask(accepted, fault.topic)
    assert (waiting.status, waiting.next_at) == (S.WAITING, DAY + timedelta(minutes=1))
    assert reason_in_words(waiting.reason, waiting.params) == words
    assert check(accepted, fault.topic).status == "open"
    # Not before it is due, and once only.
    assert asking.put_question(waiting.pk, DAY) is None
    sandbox.faults.clear()
    assert ask(accepted, fault.topic, minutes=2).status == S.ANSWERED
    assert check(accepted, fault.topic).status == "agrees"


def test_after_the_last_round_an_officer_goes_on_by_hand(world, accepted, sandbox):
    sandbox.configure(again=[1, 5], fail_max=99)
    sandbox.faults.append(Fault("down"))
    begin(accepted)
    assert [ask(accepted, "tax", minutes).status for minutes in (0, 2, 9)] == [
        S.WAITING,
        S.WAITING,
        S.BY_HAND,
    ]
    lookup = accepted.lookups.get(topic="tax")
    assert (lookup.calls, reason_in_words(lookup.reason, lookup.params)) == (
        6,
        "试了 3 轮没有答复, 请人工核查",
    )
    told = {"expected_version": check(accepted, "tax").version, "note": "窗口电话核实"}
    casework.finish_check(accepted.pk, world.reviewer, "tax", "by_hand", at=DAY, **told)
    assert check(accepted, "tax").status == "by_hand"


def test_a_topic_that_no_register_serves_goes_by_hand_at_once(world, sandbox, settings):
    settings.REGISTRIES = ""
    case = w.advance(world, w.new_case(world, DAY), "accept", at=DAY)
    found = begin(case)
    assert {(lookup.status, lookup.reason) for lookup in found.values()} == {(S.BY_HAND, "no_registry")}
    assert waiting_tasks("put") == 0


def test_the_circuit_opens_and_closes_again(accepted, sandbox):
    sandbox.faults.append(Fault("down"))
    begin(accepted)
    ask(accepted, "tax")
    assert ask(accepted, "tax", minutes=2).reason == "unavailable"
    assert (Circuit.objects.get(pk="tax").state, accepted.lookups.get(topic="tax").calls) == ("open", 3)
    # Open, the register is not called at all; another register is none the worse for it.
    assert (ask(accepted, "tax", minutes=9).reason, accepted.lookups.get(topic="tax").calls) == (
        "circuit_open",
        3,
    )
    sandbox.faults.clear()
    assert ask(accepted, "insurance").status == S.ANSWERED
    # After its time one call is let through: in vain it stays open, answered it closes.
    sandbox.faults.append(Fault("down"))
    cool_down("tax")
    assert (ask(accepted, "tax", minutes=60).calls, Circuit.objects.get(pk="tax").state) == (4, "open")
    sandbox.faults.clear()
    cool_down("tax")
    assert ask(accepted, "tax", minutes=300).status == S.ANSWERED
    assert Circuit.objects.get(pk="tax").state == "closed"


def test_an_answer_after_the_case_moved_on_is_kept_and_changes_nothing(world, accepted, sandbox):
    sandbox.faults.append(Fault("late", "conduct", times=1))
    begin(accepted)
    assert (ask(accepted, "conduct").status, accepted.lookups.get(topic="conduct").reason) == (
        S.WAITING,
        "later",
    )
    w.take(world, accepted, "propose", "reviewer", at=DAY)
    finished = check(accepted, "conduct")
    late = ask(accepted, "conduct", minutes=2)
    assert (late.status, late.late, late.agrees, late.answer["found"]) == (S.ANSWERED, True, True, True)
    assert (check(accepted, "conduct").by, check(accepted, "conduct").at) == (finished.by, finished.at)
    # What nobody has taken yet is not asked any more.
    assert ask(accepted, "tax").status == S.DROPPED


def test_asked_again_the_older_question_gives_way_and_its_answer_is_late(world, accepted):
    older = begin(accepted)["tax"]
    service.ask_again(accepted.pk, world.reviewer, "tax", at=DAY + timedelta(seconds=1))
    older.refresh_from_db()
    assert (older.status, older.reason) == (S.DROPPED, "asked_again")
    assert asking.put_question(older.pk, DAY) is None
    assert ask(accepted, "tax", minutes=1).status == S.ANSWERED


def test_what_a_worker_left_behind_is_asked_again(accepted):
    lookup = begin(accepted)["tax"]
    Lookup.objects.filter(pk=lookup.pk).update(status=S.ASKING, changed_at=DAY)
    assert service.resume(DAY + timedelta(minutes=5)) == 0
    before = waiting_tasks("put")
    assert service.resume(DAY + timedelta(minutes=20)) == 5
    assert waiting_tasks("put") == before + 5
    assert ask(accepted, "tax", minutes=20).status == S.ANSWERED


def test_nobody_elsewhere_may_ask(world, accepted):
    elsewhere = w.member("reviewer_elsewhere", "reviewer", centre=world.elsewhere)
    with pytest.raises(casework.NotConcerned):
        service.ask_again(accepted.pk, elsewhere, "tax", at=DAY)
    with pytest.raises(casework.NotAllowed):
        service.ask_again(accepted.pk, world.approver, "tax", at=DAY)
