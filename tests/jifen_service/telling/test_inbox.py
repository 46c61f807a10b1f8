"""One's messages and settings, as pages without script."""

from __future__ import annotations

import io
import json
import re
from zipfile import ZipFile

import pytest
from django.core import mail
from tests.jifen_service.casework import world as w

from jifen_service.audit.models import AuditEvent
from jifen_service.telling.models import Delivery, Message, Preference
from jifen_service.telling.reminding import remind_all
from jifen_service.telling.spreading import spread


@pytest.fixture
def messages(world):
    """What an accepted case told everybody."""
    case = w.advance(world, w.new_case(world), "accept")
    spread(w.START, 100)
    return case


def test_messages_are_counted_read_and_kept_for_later(world, sign_in, messages):
    client = sign_in("holder")
    assert unread(client) == 3
    found = Message.objects.get(recipient=world.holder.user, event="accept")
    page = client.get(f"/messages/{found.pk}/").content.decode()
    assert messages.number in page
    assert f"/my/cases/{messages.pk}/" in page or "applicants" not in page
    assert unread(client) == 2
    client.post(f"/messages/{found.pk}/unread/")
    assert unread(client) == 3
    client.post("/messages/read-all/")
    assert unread(client) == 0
    assert "都读过了" in client.get("/messages/?show=unread").content.decode()
    assert client.get(f"/messages/{found.pk}/calendar.ics").status_code == 404


def unread(client) -> int:
    page = client.get("/messages/").content.decode()
    badge = re.search(r'class="badge">(\d+)<', page)
    assert page.count('class="unread"') == (int(badge[1]) if badge else 0)
    return int(badge[1]) if badge else 0


def test_somebody_else_s_message_is_none(world, sign_in, messages):
    found = Message.objects.get(recipient=world.holder.user, event="accept")
    for who in ("agent", "window", "city_admin"):
        assert sign_in(who).get(f"/messages/{found.pk}/").status_code == 404
    found.refresh_from_db()
    assert found.read_at is None


def test_messages_are_part_of_one_s_own_data(world, sign_in, messages):
    answer = sign_in("holder").post("/my/data")
    told = json.loads(ZipFile(io.BytesIO(answer.content)).read("data.json"))
    assert {one["subject"] for one in told["messages"]} == {"已受理", "已送件, 等受理点查收", "单位已确认"}


def test_a_reminder_brings_its_calendar_file(world, sign_in):
    case = w.advance(world, w.new_case(world), "decide_passed")
    profile = {"birth_date": "1988-05-14", "permit": {"issued": "2019-03-01", "valid_until": "2026-08-01"}}
    case.decisions.update(profile=profile)
    remind_all(w.START)
    found = Message.objects.get(recipient=world.holder.user, event="permit_ends")
    answer = sign_in("holder").get(f"/messages/{found.pk}/calendar.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert b"DTSTART;VALUE=DATE:20260801" in answer.content


def test_an_address_counts_once_its_code_came(world, sign_in, settings, clean_cache):
    settings.EMAIL = {"host": "x"}
    client, user = sign_in("holder"), world.holder.user
    assert client.post("/messages/settings/email/", {"address": "no address"}).status_code == 422
    client.post("/messages/settings/email/", {"address": "zhang@example.com"})
    (letter,) = mail.outbox
    code = re.search(r"\d{6}", letter.body)[0]
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert client.post("/messages/settings/email/confirm/", {"code": wrong}).status_code == 422
    assert Preference.objects.get(user=user).confirmed_at is None
    # Another code comes only after a while, so that nobody is showered with them.
    again = client.post("/messages/settings/email/", {"address": "other@example.com"})
    assert (again.status_code, len(mail.outbox)) == (429, 1)
    client.post("/messages/settings/email/confirm/", {"code": code})
    told = Preference.objects.get(user=user)
    assert (told.address, told.pending) == ("zhang@example.com", "")
    assert AuditEvent.objects.filter(action="email_confirmed").count() == 1
    client.post("/messages/settings/email/remove/")
    assert Preference.objects.get(user=user).confirmed_at is None


def test_a_code_holds_a_few_tries_and_minutes(world, sign_in, settings, clean_cache):
    settings.EMAIL = {"host": "x"}
    client = sign_in("holder")
    client.post("/messages/settings/email/", {"address": "zhang@example.com"})
    code = re.search(r"\d{6}", mail.outbox[0].body)[0]
    for _try in range(5):
        client.post("/messages/settings/email/confirm/", {"code": "x"})
    assert client.post("/messages/settings/email/confirm/", {"code": code}).status_code == 422
    Preference.objects.update(code_tries=0, code_sent_at=w.START)
    assert client.post("/messages/settings/email/confirm/", {"code": code}).status_code == 422


def test_channels_and_language_are_chosen(world, sign_in, settings):
    settings.SMS_GATEWAY = "http://127.0.0.1:1/"
    user = world.holder.user
    user.phone, user.phone_verified = w.PHONE, True
    user.save()
    client = sign_in("holder")
    client.post("/messages/settings/", {"language": "en"})
    told = Preference.objects.get(user=user)
    # E-mail could not be chosen, so nothing was said about it.
    assert (told.sms, told.email) == (False, None)
    user.refresh_from_db()
    assert user.language == "en"


def test_officers_and_the_city_see_how_far_it_came(world, sign_in, messages):
    page = sign_in("window").get(f"/desk/cases/{messages.pk}/?part=history").content.decode()
    assert "告知" in page
    assert "已送出" in page
    message = Message.objects.get(recipient=world.holder.user, event="accept")
    delivery = Delivery.objects.create(
        message=message,
        channel="sms",
        recipient=world.holder.user,
        case=messages,
        state="given_up",
        problem="refused",
        language="zh",
        next_try_at=w.START,
    )
    client = sign_in("city_admin")
    page = client.get("/city/messages/?state=given_up").content.decode()
    assert "网关拒收" in page
    assert world.holder.user.get_full_name() not in page
    client.post(f"/city/messages/{delivery.pk}/again/")
    delivery.refresh_from_db()
    assert delivery.state == "waiting"
    assert AuditEvent.objects.filter(action="delivery_tried_again").count() == 1
    assert client.get("/messages/sent/").status_code == 404
