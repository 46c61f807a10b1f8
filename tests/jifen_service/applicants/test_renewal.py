"""The renewal as the holder and the officer click it, and the choice of what changed."""

import pytest
from django.test import Client
from tests.jifen_service.casework import world as w

from jifen_service.casework import service
from jifen_service.casework.identity import id_check_character
from jifen_service.casework.models import Case


@pytest.fixture
def passed(world) -> Case:
    return w.advance(world, w.new_case(world), "print_notice")


def browser(world, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name].user)
    return client


def test_two_clicks_of_the_holder_and_one_of_an_officer(world, passed, settings):
    holder = browser(world, "holder")
    assert f"/my/cases/{passed.pk}/renew" in holder.get("/my/").content.decode()
    page = holder.get(f"/my/cases/{passed.pk}/renew").content.decode()
    for words in ("没有变化, 送出", "到那天还要是真的", "某大学", "核定的是"):
        assert words in page, words
    assert w.ID_NUMBER not in page
    sent = holder.post(f"/my/cases/{passed.pk}/renew", follow=True)
    assert "续办已送到受理点" in sent.content.decode()
    case = passed.following.get()
    assert f"/my/cases/{passed.pk}/renew" not in holder.get("/my/").content.decode()
    for topic in case.checks.values_list("topic", flat=True):
        version = case.checks.get(topic=topic).version
        service.finish_check(case.pk, service.SYSTEM, topic, "agrees", expected_version=version, at=w.START)
    officer, case = browser(world, "approver"), Case.objects.get(pk=case.pk)
    page = officer.get(f"/desk/cases/{case.pk}/").content.decode()
    assert "系统提出: 内容与上次核定的一样, 4 项核查" in page
    done = officer.post(f"/desk/cases/{case.pk}/steps/decide_passed/", {"version": case.version}, follow=True)
    assert Case.objects.get(pk=case.pk).state == "passed"
    assert "系统提出 (无变化), approver某核定" in done.content.decode()


def turning_44(world, born: str, **insurance: object) -> Case:
    """A case that passed, of somebody whose next birthday brings a point less."""
    case, number = w.new_case(world), f"310101{born.replace('-', '')}001"
    number += id_check_character(number)
    older = {"profile": {"birth_date": born}, "personal": {"id_number": number}}
    service.save_section(case.pk, world.holder, "personal", older, at=w.START)
    if insurance:
        run = {"profile": {"social_insurance": [insurance]}}
        service.save_section(case.pk, world.holder, "insurance", run, at=w.START)
    return w.advance(world, case, "print_notice")


def test_what_the_year_brings_is_said_before_it_happens(world):
    passed = turning_44(world, "1982-10-14")
    page = browser(world, "holder").get(f"/my/cases/{passed.pk}/renew").content.decode()
    assert "2026-10-14" in page
    assert "44 周岁" in page
    assert "起会低于" not in page


def test_a_fall_below_the_pass_mark_comes_with_what_would_prevent_it(world):
    """A bachelor with next to no insurance has just what is needed, until the birthday."""
    passed = turning_44(
        world, "1983-06-20", **{"from": "2026-01", "to": "2026-02", "base": 9000, "employer": "厂"}
    )
    page = browser(world, "holder").get(f"/my/cases/{passed.pk}/renew").content.decode()
    assert "照现在的情况, 2027-06-20 起会低于 120 分" in page
    assert "怎样保住" in page


def test_what_changed_is_ticked_and_alone_asked(world, passed):
    holder = browser(world, "holder")
    asked = holder.post(f"/my/cases/{passed.pk}/follow/change", follow=True)
    assert "有什么变化" in asked.content.decode()
    case = passed.following.get()
    assert holder.post(f"/my/cases/{case.pk}/changes").status_code == 422
    page = holder.post(f"/my/cases/{case.pk}/changes", {"section": ["family"]}, follow=True).content.decode()
    assert f"/my/cases/{case.pk}/form/family" in page
    assert f"/my/cases/{case.pk}/form/education" not in page
    assert holder.get(f"/my/cases/{case.pk}/form/education").status_code == 404
    assert "某大学" not in holder.get(f"/my/cases/{case.pk}/check").content.decode()
