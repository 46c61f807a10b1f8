"""The queue: who sees what, how it is narrowed, and that it never asks more of the database."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.jifen_service.casework import world as w

from jifen_service.casework.models import Case
from jifen_service.forms.search import hide, reveal

DAY = w.datetime(2026, 7, 6, 9, 0, tzinfo=w.SHANGHAI)


@pytest.fixture
def filed(world) -> Case:
    case = w.new_case(world)
    return w.advance(world, case, "deliver")


def test_the_window_finds_what_was_delivered_first(world, filed, sign_in):
    page = sign_in("window").get("/desk/").content.decode()
    assert filed.number in page
    assert "张**" in page
    assert w.NAME not in page


def test_another_centre_sees_nothing_of_it(world, filed, sign_in):
    client = sign_in("window_elsewhere")
    assert filed.number not in client.get("/desk/?state=all").content.decode()
    assert client.get(f"/desk/cases/{filed.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["holder", "agent", "city_admin"])
def test_only_officers_have_a_desk(world, filed, sign_in, who):
    assert sign_in(who).get("/desk/").status_code == 404
    assert sign_in(who).get(f"/desk/cases/{filed.pk}/").status_code == 404


def test_the_number_of_queries_does_not_grow(world, filed, sign_in):
    client = sign_in("window")
    client.get("/desk/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/desk/")
    for number in range(6):
        world.people[f"holder{number}"] = w.person(w.make_user(f"holder{number}"))
        w.advance(world, w.new_case(world, who=f"holder{number}"), "deliver", who=f"holder{number}")
    with CaptureQueriesContext(connection) as many:
        page = client.get("/desk/")
    assert page.content.decode().count("data-row") == 7
    assert len(many) == len(few)
    assert len(many) <= 10


@pytest.mark.parametrize("typed", [w.NAME, w.ID_NUMBER, "示例科技"])
def test_a_search_finds_and_its_address_does_not_tell(world, filed, sign_in, typed):
    client = sign_in("window")
    answer = client.post("/desk/find/", {"q": typed})
    assert answer.status_code == 302
    assert typed not in answer.url
    assert w.ID_NUMBER not in answer.url
    assert filed.number in client.get(answer.url).content.decode()


def test_a_search_for_the_number_finds_it_in_whatever_state(world, filed, sign_in):
    client = sign_in("reviewer")
    found = client.post("/desk/find/", {"q": filed.number}, follow=True)
    assert f"/desk/cases/{filed.pk}/" in found.content.decode()
    nothing = client.post("/desk/find/", {"q": "李没有"}, follow=True).content.decode()
    assert filed.number not in nothing
    assert "没有这样的案件" in nothing


def test_what_is_hidden_comes_back_and_nothing_else_does():
    assert reveal(hide(" 张三 ")) == "张三"
    assert hide("张三") != hide("张三")
    assert reveal("bm90aGluZw") == ""
    assert hide("  ") == ""


def test_filters_narrow(world, filed, sign_in):
    client = sign_in("window")
    for query, there in (
        ("state=filed&kind=new", True),
        ("state=filed&kind=renewal", False),
        ("state=verifying", False),
        ("state=open&who=none", True),
        ("state=open&who=mine", False),
        (f"state=open&who={world.lead.user.pk}", False),
        ("state=open&colour=late", False),
        (f"state=all&employer={world.employer.pk}", True),
    ):
        assert (filed.number in client.get(f"/desk/?{query}").content.decode()) is there, query


def test_the_clock_is_said_in_words_as_the_days_pass(world, filed, sign_in, settings):
    w.take(world, filed, "accept", "window", at=DAY)
    client = sign_in("reviewer")
    for day, words in (("2026-07-07", "剩 19 个工作日"), ("2026-07-30", "快到期"), ("2026-08-10", "已超期")):
        Path(settings.CLOCK_FILE).write_text(f"{day}T10:00", encoding="ascii")
        assert words in client.get("/desk/?state=verifying").content.decode(), day
    w.take(world, filed, "ask_supplement", "reviewer", at=DAY, reasons=["material_missing"])
    assert "停表" in client.get("/desk/?state=supplement").content.decode()


def test_claimed_by_one_and_said_to_the_other(world, filed, sign_in):
    first, second = sign_in("window"), sign_in("lead")
    assert first.post(f"/desk/cases/{filed.pk}/claim/", {"from": "queue"}).status_code == 302
    told = second.post(f"/desk/cases/{filed.pk}/claim/", {"from": "queue"}, follow=True)
    assert "已由window某领取" in told.content.decode()
    assert Case.objects.get(pk=filed.pk).assignee == world.window.user
    first.post(f"/desk/cases/{filed.pk}/release/")
    assert Case.objects.get(pk=filed.pk).assignee is None


def test_the_lead_assigns_many_at_once_and_nobody_else_does(world, filed, sign_in):
    to = world.window.user.pk
    asked = {"case": [str(filed.pk), "nonsense"], "officer": str(to)}
    assert sign_in("window").post("/desk/assign/", asked).status_code == 404
    assert Case.objects.get(pk=filed.pk).assignee is None
    told = sign_in("lead").post("/desk/assign/", asked, follow=True).content.decode()
    assert "已分配 1 件" in told
    assert Case.objects.get(pk=filed.pk).assignee_id == to
    sign_in("lead").post("/desk/assign/", {"case": [str(filed.pk)], "officer": "none"})
    assert Case.objects.get(pk=filed.pk).assignee is None
    elsewhere = world.window_elsewhere.user.pk
    outside = sign_in("lead").post("/desk/assign/", {"case": [str(filed.pk)], "officer": str(elsewhere)})
    assert outside.status_code == 404


def test_pages_follow_one_another(world, sign_in, monkeypatch):
    from jifen_service.centres.views import queue

    monkeypatch.setattr(queue, "ROWS", 2)
    numbers = set()
    for number in range(3):
        world.people[f"holder{number}"] = w.person(w.make_user(f"holder{number}"))
        case = w.new_case(world, who=f"holder{number}")
        numbers.add(w.advance(world, case, "deliver", who=f"holder{number}").number)
    client = sign_in("window")
    first = client.get("/desk/?state=filed")
    second = client.get(f"/desk/?state=filed&after={first.context['pages'].next}")
    seen = [row.number for answer in (first, second) for row in answer.context["rows"]]
    assert set(seen) == numbers
    assert len(seen) == 3
    assert "第 3–3 件, 共 3 件" in second.content.decode()


def test_english_is_there(world, filed, sign_in):
    page = sign_in("window").get("/en/desk/").content.decode()
    assert "Queue" in page
    assert filed.number in page


@pytest.mark.parametrize(
    "query", ["who=²", "who=" + "9" * 60, "after=²", "state=x&kind=y&order=z", "find=%FF"]
)
def test_an_address_that_nobody_gave_out_opens_a_queue(world, filed, sign_in, query):
    assert sign_in("window").get(f"/desk/?{query}").status_code == 200
    odd = f"/desk/cases/{filed.pk}/?{query}&page=²&item=<&part=>&place=%0d%0ax"
    assert sign_in("window").get(odd).status_code == 200
