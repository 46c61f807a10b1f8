"""The texts: whole in both languages, nothing personal in them, edited with placeholders that are checked."""

from __future__ import annotations

import re

import pytest
from tests.jifen_service.casework import world as w

from jifen_service.accounts.roles import Role
from jifen_service.casework.transitions import AMEND, TRANSITIONS
from jifen_service.telling import editing, rules, texts
from jifen_service.telling.models import Audience, Channel, Message, TextVersion
from jifen_service.telling.spreading import spread

ALL = [
    (key, channel, language, words)
    for key, channels in texts.shipped().items()
    for channel, languages in channels.items()
    for language, words in languages.items()
]
_PARTS = {Role.APPLICANT: Audience.APPLICANT, Role.AGENT: Audience.AGENT}


def test_whatever_a_transition_or_a_reminder_tells_has_its_text():
    told = {
        f"{t.name}.{_PARTS.get(role, Audience.OFFICER)}" for t in TRANSITIONS.values() for role in t.tells
    }
    told |= {f"{event}.{part}" for event, reminder in rules.reminders().items() for part in reminder.to}
    told |= {f"{AMEND}.{Audience.APPLICANT}"}
    told |= {f"{texts.OTHER}.{part}" for part in Audience.values}
    assert told == set(texts.shipped())


def test_a_shipped_text_passes_its_own_check():
    for key, channel, language, words in ALL:
        assert editing.faults(key, channel, {language: words}) == []


def test_both_languages_name_the_same_and_no_template_number_stands_twice():
    for channels in texts.shipped().values():
        for languages in channels.values():
            zh, en = (set(texts.named_in(languages[language].text)) for language in texts.LANGUAGES)
            assert en <= zh
            assert zh - en <= {"kind"}
    numbers = [words.template for _key, channel, _language, words in ALL if channel == Channel.SMS]
    assert len(numbers) == len(set(numbers)) > 60


def test_no_placeholder_stands_for_a_person():
    assert not {"name", "phone", "id_number", "address"} & set(texts.placeholders())
    sms = {name for name, placeholder in texts.placeholders().items() if placeholder.sms}
    assert sms.isdisjoint({"reasons", "why", "keep"})


def test_positions_are_those_of_the_first_appearance():
    text = "{kind} {number}, {due}; {number}"
    facts = {"number": "N", "kind": "K", "due": ""}
    assert texts.positional(text) == "{1} {2}, {3}; {2}"
    assert texts.parameters(text, facts) == ["K", "N", "—"]
    assert texts.filled(text, facts) == "K N, —; N"


@pytest.mark.parametrize(
    ("text", "named"),
    [("你好 {name}", "{name}"), ("{number} {why}", "{why}"), ("{number", "{"), ("{ number }", "{ number }")],
)
def test_an_unknown_placeholder_is_refused_by_name(text, named):
    words = texts.Words(text, template="J1")
    ((field, message),) = editing.faults("accept.applicant", Channel.SMS, {"zh": words})
    assert field == "zh-text"
    assert f"没有 {named} 这个占位符" in message
    assert "{number}" in message


EDIT = "/city/texts/accept.applicant/sms/"


def edited(since=0, text="新的文案 {number}", **more):
    told = {"zh-text": text, "zh-template": "J104", "en-text": "New {number}", "en-template": "J104E"}
    return {**told, "since": since, **more}


def test_the_administrator_edits_previews_and_reverts(world, sign_in):
    client = sign_in("city_admin")
    preview = client.post(EDIT, edited(preview="1")).content.decode()
    assert "新的文案 JF2026-483920174" in preview
    assert "新的文案 {1}" in preview
    assert not TextVersion.objects.exists()
    client.post(EDIT, edited(keep="1"))
    client.post(EDIT, edited(1, "再改 {number}", keep="1"))
    assert texts.current().words("accept.applicant", "sms", "zh").text == "再改 {number}"
    # English did not change the second time.
    assert list(TextVersion.objects.values_list("version", "language").order_by("pk")) == [
        (1, "zh"),
        (1, "en"),
        (2, "zh"),
    ]
    stale = client.post(EDIT, edited(1, "晚了", keep="1"))
    assert stale.status_code == 422
    assert "别人刚改过" in stale.content.decode()
    client.post(EDIT, {"since": 2, "revert": "1"})
    default = texts.shipped()["accept.applicant"]["sms"]["zh"]
    assert texts.current().words("accept.applicant", "sms", "zh") == default
    assert len(editing.history("accept.applicant", "sms")) == 5


def test_what_is_wrong_is_said_and_nothing_kept(world, sign_in):
    client = sign_in("city_admin")
    answer = client.post(EDIT, edited(text="{name} {number}", keep="1"))
    assert answer.status_code == 422
    assert "没有 {name} 这个占位符" in re.sub("&[^;]+;", "", answer.content.decode())
    assert not TextVersion.objects.exists()


def test_a_message_keeps_the_words_of_its_day(world, sign_in):
    w.advance(world, w.new_case(world), "accept")
    sign_in("city_admin").post(
        "/city/texts/accept.applicant/site/",
        {
            "zh-text": "改了 {number}",
            "zh-subject": "改",
            "en-text": "x",
            "en-subject": "x",
            "keep": "1",
            "since": 0,
        },
    )
    spread(w.START, 100)
    told = Message.objects.get(recipient=world.holder.user, event="accept")
    sign_in("city_admin").post("/city/texts/accept.applicant/site/", {"since": 1, "revert": "1"})
    told.refresh_from_db()
    assert (told.subject, told.text) == ("改", f"改了 {told.case.number}")
