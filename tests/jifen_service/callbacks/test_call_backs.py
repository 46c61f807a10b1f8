"""Call-backs: a proved number, nothing readable in the database, the desk, the way out, the end by rule."""

import re
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.jifen_service.casework.world import advance, make_world, new_case

from jifen import default_settler
from jifen_service.accounts import sms
from jifen_service.accounts.models import Centre
from jifen_service.accounts.roles import Role
from jifen_service.audit.models import AuditEvent
from jifen_service.callbacks import asking, rules
from jifen_service.callbacks.models import CallBack
from jifen_service.config import clock
from jifen_service.portal.templatetags.public import call_back_way

# A Friday: the next working day is a Monday.
NOW = datetime(2026, 11, 27, 16, 0, tzinfo=clock.SHANGHAI)
PHONE, NAME, WORDS, RESULT = "13812345678", "欧阳小禾", "孩子明年中考", "98 分, 还差 22 分\n年龄 +30"
ASKED = {"name": NAME, "phone": "138 1234 5678", "topic": "child", "words": WORDS, "consent": "on"}


@pytest.fixture(autouse=True)
def moment(settings, tmp_path, clean_cache):
    """Sets the platform's clock; texts are kept to be read."""
    settings.DEMO, settings.CLOCK_FILE = True, str(tmp_path / "clock")

    def be(at: datetime) -> None:
        (tmp_path / "clock").write_text(at.isoformat())

    be(NOW)
    return be


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def code() -> str:
    return re.search(r"\d{6}", sms.kept_for_demo(PHONE))[0]


def every_answer() -> list[str]:
    """An answer to each question of the settlement test, as its page carries them."""
    return [
        f"{question.id}={next(iter(question.choices), None) or ('yes' if question.kind == 'yes_no' else '0')}"
        for question in default_settler().settlement.questions
    ]


def ask(client: Client, **more: str) -> str:
    """Ask; gives the address of the link."""
    answer = client.post("/call-back/", {**ASKED, **more})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def ask_and_confirm(client: Client, **more: str) -> str:
    link = ask(client, **more)
    assert client.post(link, {"code": code()}).status_code == 302
    return link


def stored() -> str:
    """Every row of this app and of the audit, as the database holds it."""
    with connection.cursor() as cursor:
        rows = []
        for table in (CallBack._meta.db_table, AuditEvent._meta.db_table):
            cursor.execute(f"SELECT * FROM {table}")
            rows += cursor.fetchall()
    return repr(rows)


def test_only_the_right_code_in_time_and_tries_puts_it_on_the_desk(client, moment):
    link = ask(client)
    right = code()
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    assert client.get(link).status_code == 200
    assert client.post(link, {"code": wrong}).status_code == 422
    moment(NOW + rules.code_holds())
    assert client.post(link, {"code": right}).status_code == 422, "too late"
    moment(NOW)
    for _try in range(rules.code_tries() - 1):
        client.post(link, {"code": wrong})
    assert client.post(link, {"code": right}).status_code == 422, "too many tries"
    assert not CallBack.objects.exclude(confirmed_at=None).exists()
    link = ask_and_confirm(client)
    assert CallBack.objects.exclude(confirmed_at=None).get().due_on.isoformat() == "2026-11-30"
    assert "2026-11-30" in client.get(link).content.decode()


def test_another_code_takes_the_place_of_the_first_but_not_at_once_again(client, moment):
    link = ask(client)
    first = code()
    moment(NOW + rules.code_holds())
    assert client.post(f"{link}again").status_code == 302
    assert "新的验证码已发出" in client.get(link).content.decode()
    assert code() != first
    last = code()
    refused = client.post(f"{link}again")
    assert (refused.status_code, code()) == (429, last)
    assert client.post(link, {"code": first}).status_code == 422
    assert client.post(link, {"code": last}).status_code == 302
    assert CallBack.objects.get().confirmed_at == NOW + rules.code_holds()
    client.post(f"{link}again")
    assert code() == last, "a number that is proved gets no more codes"


def test_nothing_of_it_stands_in_clear_and_the_result_only_if_ticked(client):
    page = client.post("/call-back/with-result", {"result": RESULT}).content.decode()
    assert "年龄 +30" in page
    assert "checked>" not in page
    assert "checked " not in page
    assert not CallBack.objects.exists()
    link = ask_and_confirm(client, result=RESULT)
    assert CallBack.objects.get().attachment == ""
    client.post(f"{link}withdraw")
    link = ask_and_confirm(client, result=RESULT, attach="on")
    found = CallBack.objects.get()
    assert found.attachment.split() == RESULT.split()
    assert (found.name, found.phone) == (NAME, PHONE)
    token = link.rstrip("/").rpartition("/")[2]
    held = stored()
    assert "call_back_asked" in held
    assert [secret for secret in (NAME, PHONE, WORDS, "年龄 +30", token, "127.0.0.1") if secret in held] == []


def test_without_consent_nothing_and_too_often_words(client):
    assert client.post("/call-back/", {**ASKED, "consent": ""}).status_code == 422
    assert client.post("/call-back/", {**ASKED, "phone": "12345"}).status_code == 422
    assert not CallBack.objects.exists()
    for _time in range(3):
        ask(client)
    refused = client.post("/call-back/", ASKED)
    assert refused.status_code == 429
    assert "太多" in refused.content.decode()
    assert CallBack.objects.count() == 3


def test_taken_back_by_link_it_is_gone(client):
    link = ask_and_confirm(client)
    assert client.get(f"{link}withdraw").status_code == 405, "a look takes nothing back"
    assert "已撤回" in client.post(f"{link}withdraw").content.decode()
    assert not CallBack.objects.exists()
    assert client.get(link).status_code == 404
    assert AuditEvent.objects.filter(action="call_back_withdrawn").count() == 1


def test_after_the_term_it_is_gone_by_the_daily_run(client, moment):
    ask(client)
    ask_and_confirm(client)
    moment(NOW + timedelta(days=1))
    call_command("daily", stdout=StringIO())
    assert CallBack.objects.count() == 1, "a number that nobody proved goes first"
    moment(NOW + timedelta(days=90) - timedelta(minutes=1))
    assert asking.erase_due(clock.now()) == 0
    moment(NOW + timedelta(days=90))
    assert asking.erase_due(clock.now()) == 1
    assert not CallBack.objects.exists()


def test_an_adviser_takes_calls_and_writes_down(client, centre, make_person, moment):
    elsewhere = Centre.objects.create(district="浦东新区", code="PD", name="浦东")
    people = {
        "window": make_person("window", Role.WINDOW, centre=centre),
        "colleague": make_person("colleague", Role.LEAD, centre=centre),
        "away": make_person("away", Role.WINDOW, centre=elsewhere),
    }
    desks = {name: Client(headers={"host": "localhost"}) for name in people}
    for name, user in people.items():
        desks[name].force_login(user)
    ask_and_confirm(client)
    call = CallBack.objects.get()
    page = reverse("callbacks:call", args=[call.pk])
    shown = desks["away"].get(page).content.decode()
    assert PHONE not in shown
    assert WORDS not in shown
    assert desks["window"].post(page, {"notes": "x"}).status_code == 302, "first take it"
    assert CallBack.objects.get().notes == ""
    desks["window"].post(f"{page}take")
    assert desks["away"].get(page).status_code == 404, "it is a centre's now"
    shown = desks["window"].get(page).content.decode()
    assert PHONE in shown
    assert WORDS in shown
    assert PHONE not in desks["colleague"].get(page).content.decode()
    moment(NOW + timedelta(days=4))
    assert "过了 11-30" in desks["colleague"].get(reverse("callbacks:desk")).content.decode()
    refused = desks["window"].post(page, {"notes": "转窗口", "outcome": "handed_over", "case": "FX-1"})
    assert refused.status_code == 422
    assert "转窗口" in refused.content.decode()
    desks["window"].post(page, {"notes": "答了", "outcome": "answered"})
    done = CallBack.objects.get()
    assert (done.notes, done.outcome, done.centre) == ("答了", "answered", centre)
    assert "答了" not in stored()
    assert str(call.pk) not in desks["window"].get(reverse("callbacks:desk")).content.decode()
    assert str(call.pk) in desks["window"].get(reverse("callbacks:desk") + "?show=closed").content.decode()
    looks = AuditEvent.objects.filter(action="look_call_back", subject_id=str(call.pk)).order_by("sequence")
    assert [(look.actor, look.detail["full"]) for look in looks] == [
        (people["away"], False),
        (people["window"], True),
        (people["colleague"], False),
    ]


def test_the_desk_is_paged_and_who_asked_first_stands_first(centre, make_person, moment):
    asked = [
        CallBack(name=NAME, phone=PHONE, topic="child", asked_at=at, confirmed_at=at, token_key=f"{n:064d}",
                 due_on=(NOW + timedelta(days=3)).date())
        for n in range(32) for at in [NOW - timedelta(minutes=n)]
    ]  # fmt: skip
    CallBack.objects.bulk_create(asked)
    desk = Client(headers={"host": "localhost"})
    desk.force_login(make_person("window", Role.WINDOW, centre=centre))
    first = desk.get(reverse("callbacks:desk")).content.decode()
    onward = re.search(r'href="(\?[^"]+)" rel="next"', first)[1]
    second = desk.get(reverse("callbacks:desk") + onward.replace("&amp;", "&")).content.decode()
    shown = [re.findall(r"/desk/([0-9a-f-]{36})/\"", page) for page in (first, second)]
    assert [str(call.pk) for call in reversed(asked)] == shown[0] + shown[1]
    assert (len(shown[0]), "第 29–32 件, 共 32 件" in second) == (28, True)


def test_a_call_is_handed_over_to_a_case_that_the_adviser_may_see(client):
    world = make_world()
    seen, unseen = new_case(world), new_case(world, who="stranger")
    advance(world, seen, "deliver")
    desk = Client(headers={"host": "localhost"})
    desk.force_login(world.window.user)
    ask_and_confirm(client)
    page = reverse("callbacks:call", args=[CallBack.objects.get().pk])
    desk.post(f"{page}take")
    told = {"notes": "", "outcome": "handed_over"}
    assert desk.post(page, {**told, "case": unseen.number}).status_code == 422, "nobody handed it in yet"
    assert desk.post(page, {**told, "case": ""}).status_code == 422
    assert desk.post(page, {**told, "case": f" {seen.number.lower()}"}).status_code == 302
    assert CallBack.objects.get().case == seen
    assert reverse("centres:case", args=[seen.pk]) in desk.get(page).content.decode()


def test_no_page_asks_before_it_has_answered(client, settings):
    way, with_result = reverse("callbacks:ask"), reverse("callbacks:with_result")
    for before in ("/", "/quick", "/exact", "/guide", "/places", "/benefits", "/materials"):
        shown = client.get(before).content.decode()
        assert way not in shown, before
    assert f'href="{way}"' in client.get("/guide/who").content.decode()
    assert way not in client.get("/settle").content.decode()
    at_the_end = client.post("/settle", {"known": every_answer()}).content.decode()
    assert f'action="{with_result}"' in at_the_end
    assert "居转户: " in at_the_end
    settings.DEMO = False
    assert call_back_way() == ""
    assert with_result.startswith(way)
    assert client.post(way, ASKED).status_code == 503
    assert not CallBack.objects.exists()
