"""The news by e-mail: asked, confirmed and left by links, told once, nothing readable in the database."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from tests.jifen_service.lawdrafts.conftest import AT, changing, law_folder, office

from jifen import default_engine
from jifen_service.config import clock
from jifen_service.lawdrafts import service as drafts
from jifen_service.portal.models import Subscriber
from jifen_service.portal.news import subscribing

__all__ = ["law_folder", "office"]
ADDRESS = "parent@example.org"


@pytest.fixture
def client(db: None, clean_cache: None, settings) -> Client:
    settings.EMAIL, settings.PUBLIC_URL = {"host": "mail"}, "http://points.example"
    return Client(headers={"host": "localhost"})


def link(message: object) -> str:
    return re.search(r"http://points\.example(\S+)", message.body)[1]


def test_a_subscription_is_asked_confirmed_told_once_and_left(client: Client) -> None:
    assert client.post("/en/news/subscribe", {"address": ADDRESS}).status_code == 200
    client.post("/en/news/subscribe", {"address": ADDRESS})
    assert len(mail.outbox) == 1, "one that was asked just now is not asked again"
    path = link(mail.outbox[0])
    assert ADDRESS not in path
    assert "Confirm" in client.get(path).content.decode()
    assert Subscriber.objects.get().confirmed_at is None, "a look is no answer"
    client.post(path, {"confirm": "1"})
    assert subscribing.tell(clock.now()) == 0
    Subscriber.objects.update(told_until=date(2025, 7, 1))
    assert subscribing.tell(clock.now()) == 1
    assert subscribing.tell(clock.now()) == 0
    told = mail.outbox[-1]
    assert "A new average wage" in told.subject
    assert told.body.count("2026-07-01 ") == 1
    assert told.extra_headers["List-Unsubscribe"] == f"<http://points.example{path}>"
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, address_key FROM portal_subscriber")
        assert "parent" not in str(cursor.fetchall())
    client.post(path, {"List-Unsubscribe": "One-Click"})
    assert not Subscriber.objects.exists()
    assert client.get(path).status_code == 404


def test_who_never_confirms_is_forgotten_and_strangers_learn_nothing(client: Client) -> None:
    first = client.post("/news/subscribe", {"address": ADDRESS}).content
    subscriber = Subscriber.objects.get()
    assert subscriber.told_until == default_engine().book.change_dates[-1]
    subscribing.confirm(subscriber, clock.now())
    again = client.post("/news/subscribe", {"address": ADDRESS.upper().lower()}).content
    assert again == first
    assert len(mail.outbox) == 1
    Subscriber.objects.update(confirmed_at=None, asked_at=clock.now() - timedelta(days=8))
    subscribing.tell(clock.now())
    assert not Subscriber.objects.exists()
    assert client.post("/news/subscribe", {"address": "no address"}).status_code == 422
    assert client.get("/news/subscription/made-up").status_code == 404


def test_without_a_mail_server_nothing_is_offered(client: Client, settings) -> None:
    settings.EMAIL = {}
    assert "/news/subscribe" not in client.get("/news").content.decode()
    assert client.post("/news/subscribe", {"address": ADDRESS}).status_code == 404


def test_what_is_published_and_withdrawn_is_told_though_it_begins_before_the_last_change(
    client: Client, law_folder, office, django_capture_on_commit_callbacks
) -> None:
    begins = default_engine().book.change_dates[-1] - timedelta(days=30)
    client.post("/news/subscribe", {"address": ADDRESS})
    subscribing.confirm(Subscriber.objects.get(), clock.now())
    draft = drafts.create(office.wang, changing(125, begins))
    draft = drafts.propose(draft.pk, draft.version, office.wang, "为了测试")
    with django_capture_on_commit_callbacks(execute=True):
        drafts.publish(draft.pk, draft.version, office.li)
    assert [subscribing.tell(clock.now()) for _ in range(2)] == [1, 0]
    assert mail.outbox[-1].subject == "规则的变动: 测试"
    assert f"{begins} 测试" in mail.outbox[-1].body
    entry = client.get(f"/news/{begins}").context["entry"]
    assert (entry.title, entry.told, entry.amendment) == ("测试", AT.date(), 1)
    draft.refresh_from_db()
    draft = drafts.step(draft.pk, draft.version, office.li, "ask_withdrawal", "试完了")
    with django_capture_on_commit_callbacks(execute=True):
        drafts.withdraw(draft.pk, draft.version, office.wang)
    assert [subscribing.tell(clock.now()) for _ in range(2)] == [1, 0]
    said = "2026-11-26 撤回了“测试” (2026-11-26 发布)"
    assert said in mail.outbox[-1].body
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == len(mail.outbox)
    for page in ("/news", "/news/feed.atom"):
        assert said in client.get(page).content.decode()
    assert client.get(f"/news/{begins}").status_code == 404
