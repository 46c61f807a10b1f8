"""Who is told by which channel, and what becomes of each delivery; the gateway is the sandbox, over HTTP."""

from __future__ import annotations

import threading
from datetime import UTC, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from tests.jifen_service.casework import world as w
from tests.jifen_service.telling.crowd import DEAD, REFUSED
from tests.jifen_service.telling.sandboxed import sandbox

from jifen_service.casework.models import OutboxMessage
from jifen_service.config import environment
from jifen_service.telling import delivering, limits, tasks, watching
from jifen_service.telling.alone import alone
from jifen_service.telling.models import Channel, Delivery, Message, Preference
from jifen_service.telling.sms_gateway import NotSentError, send_now
from jifen_service.telling.spreading import spread

NOON = w.START.replace(hour=12)


@pytest.fixture(scope="module")
def gateway():
    with sandbox() as running:
        yield running


@pytest.fixture
def told(world, settings, gateway):
    """An accepted case whose holder and agent have a number and an address; messages as of noon."""
    settings.SMS_GATEWAY, settings.EMAIL = gateway.address, {"host": "x"}
    for name, phone in (("holder", w.PHONE), ("agent", "13900000001")):
        user = world.people[name].user
        user.phone, user.phone_verified = phone, True
        user.save()
        Preference.objects.create(user=user, address=f"{name}@example.com", confirmed_at=NOON)
    case = w.advance(world, w.new_case(world), "accept")
    spread(NOON, 100)
    return case


def of(who, event="accept"):
    found = Delivery.objects.filter(recipient=who.user, message__event=event)
    return {delivery.channel: delivery for delivery in found}


def run(at=NOON):
    return delivering.run(lambda: at)


def test_each_part_is_told_by_the_usual_channels(world, told):
    assert set(of(world.holder)) == {"site", "sms", "email"}
    assert set(of(world.agent)) == {"site", "email"}
    assert set(of(world.window, "deliver")) == {"site"}
    assert not OutboxMessage.objects.filter(told_at=None).exists()
    assert Message.objects.count() == OutboxMessage.objects.count()
    assert of(world.holder)["site"].state == "delivered"


def test_what_goes_out_says_no_more_than_needed(world, told, gateway):
    run()
    text = next(one for one in gateway.sent if one["phone"] == w.PHONE and one["template"] == "J104")
    assert text["parameters"] == ["新办", told.number, told.due_on.isoformat()]
    letter = next(one for one in mail.outbox if one.to == ["holder@example.com"] and one.subject == "已受理")
    assert letter.extra_headers["Message-ID"].startswith(f"<{of(world.holder)['email'].key}@")
    for said in (text["text"], letter.body, letter.subject, of(world.holder)["site"].message.text):
        assert w.NAME not in said
        assert w.ID_NUMBER not in said


def test_old_news_is_read_in_the_inbox_alone(world, settings, gateway):
    settings.SMS_GATEWAY = gateway.address
    world.holder.user.phone, world.holder.user.phone_verified = w.PHONE, True
    world.holder.user.save()
    w.advance(world, w.new_case(world), "confirm")
    spread(NOON + timedelta(days=10), 100)
    assert set(of(world.holder, "confirm")) == {"site"}


def test_a_person_s_choice_and_language_hold(world, settings, gateway):
    settings.SMS_GATEWAY = gateway.address
    user = world.holder.user
    user.phone, user.phone_verified, user.language = w.PHONE, True, "en"
    user.save()
    Preference.objects.create(user=user, sms=False)
    w.advance(world, w.new_case(world), "accept")
    spread(NOON, 100)
    assert set(of(world.holder)) == {"site"}
    assert of(world.holder)["site"].message.subject == "Accepted"


@pytest.mark.parametrize(("phone", "problem", "new_key"), [(REFUSED, "refused", True), (DEAD, "busy", False)])
def test_what_was_given_up_is_tried_again_by_hand(world, told, phone, problem, new_key):
    delivery = Delivery.objects.filter(recipient=world.holder.user, channel="sms").first()
    type(world.holder.user).objects.filter(pk=world.holder.user.pk).update(phone=phone)
    at = NOON
    for _attempt in range(6):
        run(at)
        at += timedelta(days=1)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.problem) == ("given_up", problem)
    assert watching.open_and_given_up()["given_up"] >= 1
    key = delivery.key
    assert watching.try_again(delivery.pk, at)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.key != key) == ("waiting", 0, new_key)
    assert watching.try_again(delivery.pk, at) is None


def test_what_was_interrupted_waits_too_where_a_number_got_enough(world, told, settings):
    mine = Delivery.objects.filter(recipient=world.holder.user, channel="sms").order_by("pk")
    first = mine[0]
    run()
    settings.SMS_DAILY_PER_NUMBER = 1
    Delivery.objects.filter(pk=first.pk).update(state="sending", attempts=1, counted_on=None)
    run()
    first.refresh_from_db()
    assert (first.state, first.problem) == ("waiting", "number_limit")
    assert limits.next_day(NOON) == first.next_try_at
    assert tasks.delivering.is_due(NOON) is False


class Broken(BaseEmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, email_messages):
        raise SMTPServerDisconnected("holder@example.com")


def test_a_mail_server_that_is_away_is_tried_again(world, told, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    run()
    letters = Delivery.objects.filter(channel="email", recipient=world.holder.user)
    first = letters.order_by("pk")[0]
    assert (first.state, first.problem, first.attempts) == ("waiting", "unreachable", 1)
    assert first.next_try_at == NOON + timedelta(minutes=1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    run(NOON + timedelta(minutes=2))
    assert set(letters.values_list("state", flat=True)) == {"delivered"}


def test_an_e_mail_of_which_nobody_knows_is_not_sent_twice(world, told):
    letters = Delivery.objects.filter(channel=Channel.EMAIL)
    letters.filter(recipient=world.agent.user).update(state="sending", attempts=1)
    run()
    assert {(one.state, one.problem) for one in letters.filter(recipient=world.agent.user)} == {
        ("given_up", "interrupted")
    }
    assert not [letter for letter in mail.outbox if letter.to == ["agent@example.com"]]


@pytest.mark.parametrize(
    ("hours", "moment", "quiet"),
    [
        ("21:00-08:00", "20:59", False),
        ("21:00-08:00", "21:00", True),
        ("21:00-08:00", "07:59", True),
        ("21:00-08:00", "08:00", False),
        ("12:00-14:00", "13:00", True),
        ("12:00-14:00", "14:00", False),
        ("off", "03:00", False),
    ],
)
def test_quiet_hours_are_shanghai_s(settings, monkeypatch, hours, moment, quiet):
    monkeypatch.setenv("JIFEN_SMS_QUIET", hours)
    settings.SMS_QUIET = environment.hours("JIFEN_SMS_QUIET", "")
    hour, minute = map(int, moment.split(":"))
    assert limits.is_quiet(w.START.replace(hour=hour, minute=minute).astimezone(UTC)) == quiet


@pytest.mark.django_db(transaction=True)
def test_only_one_delivers_and_a_look_leaves_one_task(settings):
    with alone() as mine:
        assert mine
        # PostgreSQL gives a session its own lock again: another one asks.
        seen = []

        def ask() -> None:
            with alone() as other:
                seen.append(other)
            connection.close()

        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
        assert seen == [False]
    assert tasks.wake() is False


def test_a_look_that_finds_something_leaves_one_task(world, told):
    assert tasks.wake() is True
    assert tasks.wake() is False


def test_codes_go_out_at_once_through_the_same_gateway(settings, gateway):
    settings.SMS_GATEWAY = gateway.address
    send_now("13800000099", "验证码 123456")
    text = gateway.sent[-1]
    assert (text["phone"], text["text"]) == ("13800000099", "验证码 123456")
    with pytest.raises(NotSentError):
        send_now(REFUSED, "验证码 123456")
