"""A case at the desk: side by side, verdicts, look-ups, steps by two officers, refusals in words."""

import pytest
from django.urls import reverse
from tests.jifen_service.casework import world as w

from jifen_service.audit.service import looks_at
from jifen_service.casework import service
from jifen_service.casework.models import Case
from jifen_service.casework.queries import checks as checks_of

DAY = w.datetime(2026, 7, 6, 9, 0, tzinfo=w.SHANGHAI)


@pytest.fixture
def filed(world) -> Case:
    return w.advance(world, w.new_case(world), "deliver")


@pytest.fixture
def verifying(world, filed) -> Case:
    w.take(world, filed, "accept", "window", at=DAY)
    return Case.objects.get(pk=filed.pk)


def url(case: Case, rest: str = "") -> str:
    return f"/desk/cases/{case.pk}/{rest}"


def step(client, case: Case, name: str, **data):
    version = Case.objects.values_list("version", flat=True).get(pk=case.pk)
    return client.post(url(case, f"steps/{name}/"), {"version": version, **data}, follow=True)


def test_facts_proof_and_points_stand_on_one_page(world, filed, sign_in):
    page = sign_in("window").get(url(filed, "?part=education")).content.decode()
    for words in ("某大学", "毕业证书", "学历", "怎么算的"):
        assert words in page, words


def test_numbers_are_masked_until_a_click_that_is_recorded(world, filed, sign_in):
    client = sign_in("window")
    page = client.get(url(filed, "?part=personal")).content.decode()
    assert w.ID_NUMBER not in page
    assert w.PHONE not in page
    assert w.NAME in page
    full = client.post(url(filed, "unmask/?part=personal"), {"field": "id_number"}).content.decode()
    assert w.ID_NUMBER in full
    assert w.PHONE not in full
    assert "look_unmasked" in {event.action for event in looks_at("case", filed.pk)}
    assert client.post(url(filed, "unmask/"), {"field": "password"}).status_code == 404


def test_every_look_is_recorded_with_its_part(world, filed, sign_in):
    sign_in("window").get(url(filed, "?part=household"))
    look = looks_at("case", filed.pk)[0]
    assert (look.actor, look.detail["what"]) == (world.window.user, "household")


def test_a_verdict_leads_to_the_next_item(world, filed, sign_in):
    client = sign_in("window")
    answer = client.post(url(filed, "items/applicant_id/"), {"verdict": "seen", "version": 0})
    assert "item=" in answer.url
    assert "item=applicant_id" not in answer.url
    assert filed.materials.get(code="applicant_id").verdict == "seen"


def test_faulty_needs_a_reason(world, filed, sign_in):
    client = sign_in("window")
    told = client.post(url(filed, "items/permit/"), {"verdict": "faulty", "version": 0}, follow=True)
    assert "请至少选一个原因" in told.content.decode()
    assert filed.materials.get(code="permit").verdict == "open"
    client.post(
        url(filed, "items/permit/"), {"verdict": "faulty", "version": 0, "reason": "permit", "note": "未签注"}
    )
    permit = filed.materials.get(code="permit")
    assert (permit.verdict, permit.reason, permit.note) == ("faulty", "permit", "未签注")


def test_a_step_without_a_reason_says_so_once_where_it_was_tried(filed, sign_in):
    told = step(sign_in("window"), filed, "refuse").content.decode()
    assert told.count("请至少选一个原因") == 1
    assert "居住证即将到期或未签注" in told


def test_points_are_revoked_for_what_ends_them_not_for_what_sends_a_form_back(world, sign_in):
    passed = w.advance(world, w.new_case(world), "decide_passed")
    told = sign_in("lead").get(url(passed, "?part=whole")).content.decode()
    assert "提供虚假材料" in told
    assert "居住证即将到期或未签注" not in told


def test_two_verdicts_at_once_are_told_and_nothing_typed_is_lost(world, filed, sign_in):
    service.judge_material(filed.pk, world.lead, "permit", "seen", expected_version=0, at=DAY)
    typed = {"verdict": "missing", "version": 0, "reason": "permit", "note": "没有签注页"}
    told = sign_in("window").post(url(filed, "items/permit/"), typed)
    assert told.status_code == 409
    assert "lead某" in told.content.decode()
    assert "没有签注页" in told.content.decode()
    assert filed.materials.get(code="permit").verdict == "seen"


def test_two_findings_at_once_are_told_and_nothing_typed_is_lost(world, verifying, sign_in):
    service.finish_check(verifying.pk, world.lead, "tax", "agrees", expected_version=0, at=DAY)
    typed = {"status": "differs", "version": 0, "note": "两个月未申报"}
    told = sign_in("reviewer").post(url(verifying, "checks/tax/"), typed)
    assert told.status_code == 409
    assert "lead某" in told.content.decode()
    assert "两个月未申报" in told.content.decode()
    assert verifying.checks.get(topic="tax").status == "agrees"
    again = {"expected_version": 0, "at": DAY}
    service.finish_check(verifying.pk, world.lead, "tax", "agrees", **again)
    with pytest.raises(service.StaleItem):
        service.finish_check(verifying.pk, world.lead, "tax", "by_hand", **again)


def test_acceptance_waits_for_what_is_unseen_and_gives_a_receipt(world, filed, sign_in):
    client = sign_in("window")
    told = step(client, filed, "accept")
    assert told.status_code == 422
    assert "未核或有问题" in told.content.decode()
    letter = reverse("notices:letter", args=[filed.pk, "receipt"]) + "?page"
    assert client.get(letter).status_code == 404
    w.see_all(filed, world.window)
    told = step(client, filed, "accept")
    assert "可以打印收件凭证" in told.content.decode()
    receipt = client.get(letter).content.decode()
    for words in ("收件凭证", filed.number, w.NAME, "毕业证书", "window某", "2026-08-03"):
        assert words in receipt, words
    assert w.ID_NUMBER not in receipt


def test_a_refusal_brings_the_reasons_of_the_items(world, filed, sign_in):
    client = sign_in("window")
    service.judge_material(
        filed.pk,
        world.window,
        "diploma",
        "faulty",
        expected_version=0,
        at=DAY,
        reason="material_faulty",
        note="缺第二页",
    )
    page = client.get(url(filed)).content.decode()
    assert 'value="material_faulty" checked' in page
    assert "缺第二页" in page
    nothing = step(client, filed, "refuse", note="写了一半的话")
    assert nothing.status_code == 422
    assert "写了一半的话" in nothing.content.decode()
    assert client.get(url(filed, "steps/refuse/")).status_code == 302
    step(client, filed, "refuse", reason=["material_faulty", "address"], note="毕业证书缺第二页")
    case = Case.objects.get(pk=filed.pk)
    assert case.state == "refused"
    event = case.events.last()
    assert (event.reasons, event.note) == (["material_faulty", "address"], "毕业证书缺第二页")


def test_who_was_second_is_told_what_happened_and_keeps_the_note(world, filed, sign_in):
    seen_at = filed.version
    w.see_all(filed, world.window)
    w.take(world, filed, "accept", "lead", at=DAY)
    told = sign_in("window").post(
        url(filed, "steps/refuse/"),
        {"version": seen_at, "reason": "address", "note": "地址不对"},
        follow=True,
    )
    page = told.content.decode()
    assert told.status_code == 409
    assert "lead某" in page
    assert "受理" in page
    assert Case.objects.get(pk=filed.pk).state == "verifying"


def test_a_double_click_is_one_acceptance(world, filed, sign_in):
    client = sign_in("window")
    w.see_all(filed, world.window)
    version = Case.objects.get(pk=filed.pk).version
    for _ in range(2):
        told = client.post(url(filed, "steps/accept/"), {"version": version}, follow=True)
        assert told.status_code == 200
        assert "已受理" in told.content.decode()
    assert filed.events.filter(transition="accept").count() == 1


def test_a_difference_is_marked_by_word_and_shape(world, verifying, sign_in):
    client = sign_in("reviewer")
    school = {"found:education[0].school": "另一大学", "note": "学信网"}
    told = client.post(
        url(verifying, "checks/education/"), {"status": "agrees", "version": 0, **school}, follow=True
    )
    assert "与填报不一致" in told.content.decode()
    assert verifying.checks.get(topic="education").status == "open"
    told = client.post(
        url(verifying, "checks/education/"), {"status": "differs", "version": 1, **school}, follow=True
    )
    assert "≠ 不一致" in told.content.decode()
    same = {"found:education[0].school": " 某大学", "note": "学信网"}
    told = client.post(
        url(verifying, "checks/education/"), {"status": "agrees", "version": 2, **same}, follow=True
    )
    assert "= 一致" in told.content.decode()
    assert verifying.checks.get(topic="education").status == "agrees"


def amend(client, case: Case, place: str, value: str, reason: str = "学信网查得", version: int = -1):
    seen = Case.objects.values_list("version", flat=True).get(pk=case.pk) if version < 0 else version
    typed = {"place": place, "value": value, "reason": reason, "version": seen}
    return client.post(url(case, "amend/?part=education"), typed, follow=True)


def test_an_amended_fact_stands_beside_the_claimed_one(world, verifying, sign_in):
    client = sign_in("reviewer")
    form = client.get(url(verifying, "?part=education&amend=education[0].level")).content.decode()
    assert 'name="place" value="education[0].level"' in form
    told = amend(client, verifying, "education[0].level", "junior_college").content.decode()
    assert "→ 大专" in told
    assert "学信网查得 · reviewer某" in told
    finding = {"found:education[0].school": "另一大学", "status": "differs", "version": 0}
    assert (
        "更正</a>" in client.post(url(verifying, "checks/education/"), finding, follow=True).content.decode()
    )
    amend(client, verifying, "education[0].school", "另一大学")
    same = {**finding, "status": "agrees", "version": 1}
    assert "= 一致" in client.post(url(verifying, "checks/education/"), same, follow=True).content.decode()
    history = client.get(url(verifying, "?part=history")).content.decode()
    assert history.count("更正填报内容") >= 2


def test_a_diploma_that_was_left_out_is_added_and_one_that_was_struck_counts_again(verifying, sign_in):
    client = sign_in("reviewer")
    page = client.get(url(verifying, "?part=education")).content.decode()
    assert '<option value="education[1]">' in page
    form = client.get(url(verifying, "?part=education&amend=education[1]")).content.decode()
    assert 'name="education[1].school"' in form
    fields = {
        "education[1].level": "master",
        "education[1].school": "某研究院",
        "education[1].graduated": "2019",
    }
    typed = {"place": "education[1]", "reason": "学信网", "version": verifying.version}
    refused = client.post(url(verifying, "amend/?part=education"), typed | fields)
    assert refused.status_code == 422
    assert 'value="某研究院"' in refused.content.decode()
    told = client.post(
        url(verifying, "amend/?part=education"),
        typed | fields | {"education[1].graduated": "2019-07-01"},
        follow=True,
    ).content.decode()
    assert "某研究院" in told
    assert "学信网 · reviewer某" in told
    now = Case.objects.get(pk=verifying.pk)
    assert [entry["level"] for entry in now.facts["education"]] == ["bachelor", "master"]
    amend(client, verifying, "education[0]", "")
    again = client.get(url(verifying, "?part=education&amend=education[0]")).content.decode()
    assert f'value="{now.profile["education"][0]["school"]}"' in again
    nowhere = client.get(url(verifying, "?part=education&amend=education[999]")).content.decode()
    assert 'id="amend"' not in nowhere


def test_an_amendment_that_is_not_taken_keeps_what_was_typed(world, verifying, sign_in):
    client = sign_in("reviewer")
    for value, reason, version, status in (
        ("2010-13-40", "日期", -1, 422),
        ("2011-07-01", " ", -1, 422),
        ("2011-07-01", "晚一年", 0, 409),
    ):
        told = amend(client, verifying, "education[0].graduated", value, reason, version)
        assert told.status_code == status
        assert f'value="{value}"' in told.content.decode()
    assert Case.objects.get(pk=verifying.pk).confirmed is None
    assert amend(client, verifying, "nonsense[3]", "x").status_code == 404
    assert amend(client, verifying, "education[7].level", "x").status_code == 404


def test_supplement_asked_and_received_stops_the_clock(world, verifying, sign_in):
    client = sign_in("reviewer")
    told = step(client, verifying, "ask_supplement", reason="material_missing", note="补毕业证书")
    assert "停表" in told.content.decode()
    told = step(client, verifying, "supplement")
    assert Case.objects.get(pk=verifying.pk).state == "verifying"


def test_one_proposes_and_another_decides(world, verifying, sign_in):
    reviewer = sign_in("reviewer")
    assert step(reviewer, verifying, "propose", outcome="passed").status_code == 422
    for topic, check in checks_of(verifying):
        assert topic.name["zh"]
        reviewer.post(url(verifying, f"checks/{check.topic}/"), {"status": "by_hand", "version": 0})
    step(reviewer, verifying, "propose", outcome="passed")
    assert Case.objects.get(pk=verifying.pk).proposal == "passed"
    assert step(reviewer, verifying, "decide_passed").status_code == 422
    approver = sign_in("approver")
    assert "reviewer某提出" in approver.get(url(verifying)).content.decode()
    step(approver, verifying, "send_back", reason="new_facts", note="再核")
    assert Case.objects.get(pk=verifying.pk).state == "verifying"
    step(reviewer, verifying, "propose", outcome="passed")
    told = step(approver, verifying, "decide_passed").content.decode()
    assert "approver某核定" in told
    assert Case.objects.get(pk=verifying.pk).state == "passed"
    told = step(approver, verifying, "revoke", reason="false_materials").content.decode()
    assert "approver某撤销" in told
    assert "reviewer某提出" not in told


def test_history_says_who_looked(world, filed, sign_in):
    sign_in("lead").get(url(filed))
    page = sign_in("window").get(url(filed, "?part=history")).content.decode()
    assert "lead某" in page
    assert "送件" in page


def test_the_next_case_is_one_key_away(world, filed, sign_in):
    world.people["second"] = w.person(w.make_user("second"))
    later = w.START.replace(hour=11)
    other = w.advance(world, w.new_case(world, who="second"), "deliver", who="second", at=later)
    client = sign_in("window")
    page = client.get(url(filed, "?state=filed"))
    following = client.get(f"/desk/next/?state=filed&place={page.context['place']}")
    assert str(other.pk) in following.url
    page = client.get(url(other, "?state=filed"))
    end = client.get(f"/desk/next/?state=filed&place={page.context['place']}", follow=True)
    assert "没有下一件" in end.content.decode()


def test_files_are_for_officers_of_the_centre_alone(world, sign_in):
    case = service.create("new", world.holder, at=w.START, employer_id=world.employer.pk)
    w.fill(case, world.holder)
    upload = service.add_upload(case.pk, world.holder, "permit", "permit.png", w.photo(), at=w.START)
    w.hand_in_quickly(case, world.holder)
    early = sign_in("window")
    assert early.get(f"/desk/files/{upload.pk}/pages/1/").status_code == 404
    w.advance(world, case, "deliver")
    for rest, kind in (("pages/1/", "image/jpeg"), ("small/", "image/jpeg"), ("", "image/png")):
        answer = early.get(f"/desk/files/{upload.pk}/{rest}")
        assert (answer.status_code, answer["Content-Type"]) == (200, kind)
        assert "no-store" in answer["Cache-Control"]
        assert sign_in("window_elsewhere").get(f"/desk/files/{upload.pk}/{rest}").status_code == 404
    assert early.get(f"/desk/files/{upload.pk}/pages/9/").status_code == 404
    assert "look_upload" in {event.action for event in looks_at("case", case.pk)}


def test_the_number_of_queries_of_a_case_is_bounded(world, filed, sign_in, django_assert_max_num_queries):
    client = sign_in("window")
    client.get(url(filed))
    with django_assert_max_num_queries(24):
        client.get(url(filed))
