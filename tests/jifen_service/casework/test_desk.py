"""The desk: claiming, assigning, verdicts, checks, looks; the queue with its filters, search and pages."""

import base64
from datetime import date, timedelta
from uuid import UUID

import orjson
import pytest
from django.core.exceptions import FieldError
from tests.jifen_service.casework.world import (
    ID_NUMBER,
    NAME,
    PHONE,
    START,
    advance,
    fill,
    hand_in_quickly,
    make_user,
    new_case,
    person,
    take,
)

from jifen_service.audit.models import AuditEvent
from jifen_service.audit.service import looks_at
from jifen_service.casework import queries, service
from jifen_service.casework.figures import figures
from jifen_service.casework.models import Case

TODAY = START.date()


@pytest.fixture
def filed(world):
    case = new_case(world)
    return advance(world, case, "deliver")


def many(world, number: int) -> list[Case]:
    cases = []
    for index in range(number):
        name = f"holder{index}"
        world.people[name] = person(make_user(name))
        case = service.create("new", world.people[name], at=START, employer_id=world.employer.pk)
        Case.objects.filter(pk=case.pk).update(
            state="filed",
            submitted_at=START,
            filed_at=START + timedelta(hours=index),
            personal={"name": f"张{index}"},
        )
        cases.append(case)
    return cases


def show(world, who="window", page="", size=25, **filters):
    return queries.queue(world.people[who], queries.Filters(TODAY, **filters), page, size)


def test_one_claims_and_the_other_is_told(world, filed):
    service.claim(filed.pk, world.window, at=START)
    service.claim(filed.pk, world.window, at=START)
    with pytest.raises(service.Taken) as taken:
        service.claim(filed.pk, world.lead, at=START)
    assert "window某" in taken.value.message("zh")
    assert AuditEvent.objects.filter(action="claim").count() == 1
    with pytest.raises(service.NotAllowed):
        service.release(filed.pk, world.reviewer, at=START)
    service.release(filed.pk, world.lead, at=START)
    assert Case.objects.get(pk=filed.pk).assignee is None


def test_the_lead_assigns_many_to_an_officer_of_the_centre(world):
    cases = many(world, 3)
    ids = [case.pk for case in cases]
    assert service.assign(ids, world.lead, world.window.user.pk, at=START) == 3
    assert len(show(world, mine=True).rows) == 3
    with pytest.raises(service.NotConcerned):
        service.assign(ids, world.lead, world.window_elsewhere.user.pk, at=START)
    with pytest.raises(service.NotAllowed):
        service.assign(ids, world.window, world.window.user.pk, at=START)
    assert service.assign(ids, world.lead, None, at=START) == 3


def test_a_faulty_item_needs_a_reason_and_keeps_the_case_from_acceptance(world, filed):
    with pytest.raises(service.NotReady):
        service.judge_material(filed.pk, world.window, "permit", "faulty", expected_version=0, at=START)
    service.judge_material(
        filed.pk, world.window, "permit", "faulty", expected_version=0, at=START, reason="permit", note="过期"
    )
    rows = {row.code: row for row in queries.materials(filed)}
    assert rows["permit"].reason.section == "household"
    with pytest.raises(service.NotReady) as refused:
        service.apply(filed.pk, "accept", world.window, expected_version=3, at=START)
    assert "materials.permit" in [lack.at for lack in refused.value.lacks]
    for who in ("holder", "agent", "approver", "city_admin"):
        with pytest.raises(service.NotAllowed):
            service.judge_material(
                filed.pk, world.people[who], "permit", "seen", expected_version=0, at=START
            )


def test_checks_must_be_finished_before_a_proposal(world, filed):
    take(world, filed, "accept", "window")
    case = Case.objects.get(pk=filed.pk)
    with pytest.raises(service.NotReady) as refused:
        service.apply(
            case.pk, "propose", world.reviewer, expected_version=4, at=START, data={"outcome": "passed"}
        )
    assert {lack.at for lack in refused.value.lacks} == {
        f"checks.{check.topic}" for _topic, check in queries.checks(case)
    }
    with pytest.raises(service.NotAllowed):
        service.finish_check(case.pk, world.window, "tax", "agrees", expected_version=0, at=START)
    check = service.finish_check(
        case.pk, world.reviewer, "tax", "differs", expected_version=0, at=START, note="两个月未申报"
    )
    assert check.finding["note"] == "两个月未申报"
    with pytest.raises(service.NotReady) as no_outcome:
        take(world, case, "propose", "reviewer", data={"outcome": "perhaps"})
    assert [lack.code for lack in no_outcome.value.lacks] == ["outcome_missing"]


def test_looks_are_recorded_and_particulars_masked(world, filed):
    case = queries.case_for(world.window, filed.pk)
    shown = service.masked(case)
    assert shown["name"] == "张**"
    assert NAME not in str(shown)
    assert ID_NUMBER not in str(shown)
    assert PHONE not in str(shown)
    service.look(case, world.window, at=START, ip="192.0.2.7")
    assert service.unmask(case, world.window, "id_number", at=START, ip="192.0.2.7") == ID_NUMBER
    with pytest.raises(service.NotConcerned):
        service.unmask(case, world.window, "name", at=START)
    looks = list(looks_at("case", case.pk))
    assert [look.action for look in looks] == ["look_unmasked", "look"]
    assert ID_NUMBER not in str([look.detail for look in looks])


def test_sensitive_columns_cannot_be_searched(world):
    with pytest.raises(FieldError):
        Case.objects.filter(personal__contains=NAME).exists()


@pytest.mark.parametrize("who", ["window", "agent", "city_admin"])
@pytest.mark.parametrize("text", ["number", NAME, ID_NUMBER, f" {ID_NUMBER.lower()} ", "示例科技"])
def test_search_finds_by_number_name_id_number_and_employer(world, filed, who, text):
    other = service.create("new", world.stranger, at=START)
    Case.objects.filter(pk=other.pk).update(state="filed", submitted_at=START, filed_at=START)
    found = show(world, who, q=filed.number if text == "number" else text)
    assert [row.number for row in found.rows] == [filed.number]
    assert found.rows[0].name == "张**"


def test_search_never_reaches_beyond_what_concerns_one(world, filed):
    for who in ("stranger", "other_agent", "window_elsewhere"):
        for text in (filed.number, NAME, ID_NUMBER, "示例科技"):
            assert show(world, who, q=text).rows == ()
        with pytest.raises(service.NotConcerned):
            queries.case_for(world.people[who], filed.pk)


@pytest.mark.parametrize("order", ["due", "filed", "changed"])
def test_pages_show_each_case_once(world, order):
    cases = many(world, 23)
    # Some have a due day, some share one, some have none.
    for index, case in enumerate(cases):
        due = None if index % 3 == 0 else TODAY + timedelta(days=index // 4)
        Case.objects.filter(pk=case.pk).update(state="verifying", due_on=due)
    seen, page = [], ""
    while True:
        shown = show(world, page=page, size=5, order=order)
        seen += [row.id for row in shown.rows]
        page = shown.next
        if not page:
            break
    assert len(seen) == len(cases)
    assert set(seen) == {case.pk for case in cases}
    everything = [row.id for row in show(world, size=100, order=order).rows]
    assert seen == everything
    # The same backwards, from the last page, which is as short as it falls out.
    back, page, first = [], show(world, size=5, order=order).last, []
    while page:
        shown = show(world, page=page, size=5, order=order)
        back, first = [row.id for row in shown.rows] + back, [shown.first, shown.final, *first]
        assert shown.total == len(cases)
        page = shown.previous
    assert back == everything
    assert first == [1, 5, 6, 10, 11, 15, 16, 20, 21, 23]


def test_a_token_that_nobody_gave_out_shows_the_first_page(world):
    many(world, 3)
    for page in ("garbage", "W10", "!!!", "WzEsMl0", "bnVsbA"):
        assert len(show(world, page=page).rows) == 3
    beyond = orjson.dumps(["after", "0001-01-01T00:00:00+14:00", str(UUID(int=1)), 1])
    assert len(show(world, page=base64.urlsafe_b64encode(beyond).decode(), order="filed").rows) == 3


def test_colours_filter_and_count(world):
    cases = many(world, 4)
    days = (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=60), TODAY)
    states = ("verifying", "proposed", "verifying", "supplement")
    for case, due, state in zip(cases, days, states, strict=True):
        Case.objects.filter(pk=case.pk).update(state=state, due_on=due)
    for wanted, case in zip(("late", "soon", "ok", "paused"), cases, strict=True):
        found = show(world, colour=wanted)
        assert [row.id for row in found.rows] == [case.pk]
        assert found.rows[0].colour == wanted
    assert show(world).counts == {"verifying": 2, "proposed": 1, "supplement": 1}
    assert len(show(world, state="open").rows) == 4
    assert len(show(world, colour="purple").rows) == 4


def test_the_number_of_queries_does_not_grow(world, django_assert_num_queries):
    # Who somebody is was asked when they came in.
    assert all((world.window.roles, world.reviewer.roles, world.lead.roles))
    for number in (2, 12):
        Case.objects.all().update(state="filed")
        many_more = many_named(world, number)
        with django_assert_num_queries(2):
            assert len(show(world, state="open", size=100).rows) >= len(many_more)
        with django_assert_num_queries(4):
            show(world, q="示例科技")
        with django_assert_num_queries(2):
            queries.queue(world.window, queries.Filters(TODAY, state="open"), size=100, scores_in="zh")
    case = new_case(world)
    advance(world, case, "propose")
    with django_assert_num_queries(6):
        found = queries.case_for(world.reviewer, case.pk)
        rows = queries.materials(found)
        queries.timeline(found)
        queries.tasks(found, rows)
        queries.checks(found)
        queries.decision(found)
    with django_assert_num_queries(5):
        figures(world.lead, date(2026, 1, 1), date(2026, 12, 31), TODAY)


def many_named(world, number: int) -> list[Case]:
    made = []
    for index in range(number):
        name = f"more{number}-{index}"
        world.people[name] = person(make_user(name))
        case = service.create("new", world.people[name], at=START, employer_id=world.employer.pk)
        Case.objects.filter(pk=case.pk).update(state="filed", submitted_at=START, filed_at=START)
        made.append(case)
    return made


def test_the_task_list_says_where_one_stands(world):
    case = service.create("new", world.holder, at=START, employer_id=world.employer.pk)
    states = {task.section.key: task.state for task in queries.tasks(case)}
    assert set(states.values()) == {"todo"}
    fill(case, world.holder)
    case = queries.case_for(world.holder, case.pk)
    states = {task.section.key: task.state for task in queries.tasks(case)}
    assert states.pop("materials") == "todo"
    assert set(states.values()) == {"done"}
    hand_in_quickly(case, world.holder)
    assert {task.state for task in queries.tasks(case)} == {"done"}


def test_the_live_score_or_what_keeps_it(world):
    case = new_case(world)
    score = queries.live_score(case, TODAY, "en")
    assert score.total == score.result["total"]
    empty = queries.live_score(Case(profile={}), TODAY, "zh")
    assert empty.total is None
    assert empty.lacks[0].at == "profile.birth_date"


def test_rows_show_the_score_as_it_stands_and_as_it_was_decided(world):
    case = new_case(world)
    filed = advance(world, case, "deliver")

    def row():
        return queries.queue(world.lead, queries.Filters(TODAY), scores_in="zh").rows[0]

    assert row().result["total"] == queries.live_score(filed, TODAY, "zh").total
    for name, who in (("accept", "window"), ("propose", "reviewer"), ("decide_passed", "approver")):
        take(world, case, name, who)
    Case.objects.filter(pk=case.pk).update(profile={})
    assert row().result["total"] == queries.decision(case).total


def test_figures_count_what_happened(world, filed):
    take(world, filed, "refuse", "window", reasons=["permit", "contract"])
    found = figures(world.lead, TODAY, TODAY, TODAY)
    assert found.by_state == {"refused": 1}
    assert found.returns == {"refuse": 1}
    assert found.reasons == {"permit": 1, "contract": 1}
    assert found.funnel == {"filed_at": 1, "accepted_at": 0, "decided_at": 0}
    assert figures(world.window_elsewhere, TODAY, TODAY, TODAY).by_state == {}
    assert figures(world.city_admin, TODAY, TODAY, TODAY) == found


def test_figures_say_what_was_decided_within_the_period_alone(world):
    advance(world, new_case(world), "decide_passed")
    found = figures(world.city_admin, TODAY, TODAY, TODAY)
    assert (found.by_state, found.outcomes) == ({"passed": 1}, {"passed": 1})
    assert (found.by_kind, found.funnel["decided_at"], sum(found.ages.values())) == ({"new": 1}, 1, 0)
    later = figures(world.city_admin, TODAY + timedelta(days=1), TODAY + timedelta(days=9), TODAY)
    assert (later.by_state, later.outcomes, later.by_kind) == ({"passed": 1}, {}, {})


def test_officers_see_nothing_before_it_is_handed_in_nor_agents_before_it_is_submitted(world):
    case = new_case(world)
    assert show(world, "agent").rows == ()
    advance(world, case, "submit")
    assert len(show(world, "agent").rows) == 1
    assert show(world, "window").rows == ()
