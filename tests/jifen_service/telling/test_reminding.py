"""Reminders, with the law as it is: what ends, three months and one month ahead, once each."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.management import call_command
from icalendar import Calendar
from tests.jifen_service.casework import world as w

from jifen_service.casework.models import Decision
from jifen_service.telling.calendar_file import calendar_file
from jifen_service.telling.ends import ends_of
from jifen_service.telling.models import Message
from jifen_service.telling.reminding import remind_all

#: a bachelor with the degree and no insurance: the age's points carry the pass mark to the 44th birthday
TURNS_44 = {"birth_date": "1982-11-22", "education": [{"level": "bachelor", "degree": True}]}
BIRTHDAY = date(2026, 11, 22)
INSURED = TURNS_44 | {"social_insurance": [{"from": "2024-01", "base": 13000}]}


def at(day: str, time: str = "06:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=w.SHANGHAI)


@pytest.fixture
def holding(world):
    """A holder with a decision of 2026-07-04 on other facts: `holding({...})`."""
    case = w.advance(world, w.new_case(world), "decide_passed")

    def decided(document):
        Decision.objects.filter(case=case).update(profile=document)
        return case

    return decided


def told(recipient=None):
    found = Message.objects.filter(outbox=None).order_by("created_at")
    return [one for one in found if recipient is None or one.recipient_id == recipient.user.pk]


def test_who_turns_44_is_told_three_months_ahead_and_what_would_keep_it(world, holding):
    holding(TURNS_44)
    assert remind_all(at("2026-08-21")) == 0
    assert remind_all(at("2026-08-22")) == 2
    (mine,) = told(world.holder)
    assert mine.event == "score_falls"
    assert mine.ends_on == BIRTHDAY
    for words in ("2026-11-22", "119", "120", "44 周岁", "年龄 −1", "参加职工社保", "2026-09", "2027-08"):
        assert words in mine.text
    (agents,) = told(world.agent)
    assert "2026-11-22" in agents.text
    assert "119" not in agents.text
    assert w.NAME not in agents.text + mine.text


def test_with_running_insurance_nothing_falls():
    for document, events in ((TURNS_44, ["score_falls"]), (INSURED, [])):
        assert [end.event for end in ends_of(document, date(2026, 7, 4), date(2026, 8, 22))] == events


def test_each_term_is_told_once_however_often_the_day_is_run(world, holding):
    holding(TURNS_44)
    days = ("2026-08-22", "2026-08-22", "2026-08-23", "2026-10-21", "2026-10-22", "2026-10-22", "2026-11-22")
    assert [remind_all(at(day)) for day in days] == [2, 0, 0, 0, 2, 0, 0]
    assert [one.ends_on for one in told(world.holder)] == [BIRTHDAY, BIRTHDAY]


def test_a_missed_term_gives_way_to_the_nearer_one(world, holding):
    holding(TURNS_44)
    assert remind_all(at("2026-11-01")) == 2
    assert remind_all(at("2026-11-02")) == 0


def test_permit_contract_and_confirmation_end_too(world, holding):
    holding(
        INSURED
        | {
            "permit": {"issued": "2019-03-01", "valid_until": "2027-02-10"},
            "employment": {"employed": True, "contract_until": "2027-03-31"},
        }
    )
    assert [remind_all(at(day)) for day in ("2026-11-09", "2026-11-10", "2026-12-31")] == [0, 2, 2]
    assert [one.event for one in told(world.holder)] == ["permit_ends", "contract_ends"]
    # The yearly confirmation is counted from the decision of 2026-07-04.
    assert "confirmation_due" not in {one.event for one in told()}
    remind_all(at("2027-04-04"))
    assert ("confirmation_due", date(2027, 7, 4)) in {(one.event, one.ends_on) for one in told(world.holder)}


def test_a_permit_that_was_endorsed_is_told_of_anew(world, holding):
    permit = {"issued": "2019-03-01", "valid_until": "2027-02-10"}
    holding(INSURED | {"permit": permit})
    assert remind_all(at("2026-12-01")) == 2
    holding(INSURED | {"permit": permit | {"valid_until": "2027-02-20"}})
    assert remind_all(at("2026-12-02")) == 2


def test_the_calendar_file_is_one(world, holding):
    holding(TURNS_44)
    remind_all(at("2026-08-22"))
    (mine,) = told(world.holder)
    (event,) = Calendar.from_ical(calendar_file(mine)).walk("VEVENT")
    assert event["dtstart"].dt == BIRTHDAY
    assert event["summary"] == mine.subject
    assert len(event.walk("VALARM")) == 1


def test_the_day_s_command_calls_them_all(world, holding, settings, tmp_path, capsys):
    holding(TURNS_44)
    clock = tmp_path / "clock"
    clock.write_text("2026-08-22T04:00")
    settings.CLOCK_FILE = str(clock)
    call_command("daily")
    assert "reminded: 2" in capsys.readouterr().out
