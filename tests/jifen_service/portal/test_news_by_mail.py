"""The news by e-mail: asked, confirmed and left by links, told once, nothing readable in the database."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from jifen import default_engine
from jifen_service.config import clock
from jifen_service.portal.models import Subscriber
from jifen_service.portal.news import subscribing

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
