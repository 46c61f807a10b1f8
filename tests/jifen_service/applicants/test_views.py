"""The applicant's pages: own cases only, each step at the version seen, nothing lost, everything recorded."""

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.jifen_service.casework.world import ID_NUMBER, PHONE, advance, new_case, photo, take

from jifen_service.accounts.invitations import invite_employee
from jifen_service.applicants.urls import urlpatterns
from jifen_service.audit.service import looks_at
from jifen_service.casework import queries, service
from jifen_service.casework.models import Case
from jifen_service.casework.states import State
from jifen_service.config import clock
from jifen_service.registries.models import Lookup


def at(case: Case, name: str, *more: object) -> str:
    return reverse(f"applicants:{name}", args=[case.pk, *more])


def text(response) -> str:
    return response.content.decode()


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def case(world) -> Case:
    return new_case(world)


def test_an_empty_home_says_what_will_appear(client):
    assert "还没有申请" in text(client.get(reverse("applicants:home")))


def test_a_case_is_begun_through_an_employer_found_by_its_code(client, world):
    found = text(client.get(reverse("applicants:start"), {"q": world.employer.credit_code.lower()}))
    assert world.employer.name in found
    client.post(reverse("applicants:start"), {"employer": world.employer.pk})
    assert Case.objects.get().employer == world.employer
    assert "(新办)填写中" in text(client.get(reverse("applicants:home")))


def test_an_invitation_begins_a_case_through_the_employer_once(client, sign_in, world):
    _invitation, token = invite_employee(world.agent, world.employer.pk, "小张", at=clock.now())
    address = reverse("applicants:invited", args=[token])
    assert world.employer.name in text(client.get(address))
    assert Case.objects.count() == 0
    client.post(address)
    assert Case.objects.get().employer == world.employer
    again_ = sign_in("stranger").get(address)
    assert again_.url == reverse("applicants:home")
    assert sign_in("stranger").get(reverse("applicants:invited", args=["nothing"])).status_code == 404


def addresses(case: Case, upload) -> list[str]:
    """Every address of this front that names a case or a file."""
    values = {
        "case_id": case.pk, "upload_id": upload.pk, "key": "personal", "field": "id_number",
        "code": "permit", "kind": "appeal",
    }  # fmt: skip
    found = []
    for pattern in urlpatterns:
        names = re.findall(r"<\w+:(\w+)>", str(pattern.pattern))
        if {"case_id", "upload_id"} & set(names):
            found.append(reverse(f"applicants:{pattern.name}", kwargs={name: values[name] for name in names}))
    return found


def test_nobody_else_s_case_is_there(world, sign_in, case):
    at_ = clock.now()
    upload = service.add_upload(case.pk, world.holder, "permit", "a.png", photo(), at=at_)
    all_of_them = addresses(case, upload)
    assert len(all_of_them) > 12
    stranger = sign_in("stranger")
    for address in all_of_them:
        assert stranger.get(address).status_code in (404, 405), address
        assert stranger.post(address, {"version": 0}).status_code in (404, 405), address
    assert "还没有申请" in text(stranger.get(reverse("applicants:home")))


def test_officers_and_agents_have_no_business_in_this_front(sign_in, case):
    for name in ("agent", "window", "city_admin"):
        assert sign_in(name).get(reverse("applicants:home")).status_code == 404
        assert sign_in(name).get(at(case, "case")).status_code == 404


def form_of(client, address: str) -> dict[str, str]:
    """The hidden fields of a section's page."""
    page = text(client.get(address))
    return dict(re.findall(r'<input type="hidden" name="(_\w+)" value="([^"]*)"', page))


def test_a_section_is_saved_as_far_as_it_goes_and_says_what_is_missing(client, world):
    case = new_case(world, filled=False)
    address = at(case, "section", "personal")
    answer = client.post(address, {**form_of(client, address), "personal.name": "张小明", "_next": "1"})
    assert answer.url == f"{address}?missing=1"
    assert again(case).personal["name"] == "张小明"
    page = text(client.get(answer.url))
    assert "这一页还差" in page
    assert 'href="#personal-id_number"' in page


def test_what_is_wrong_is_said_beside_the_field_and_kept(client, world):
    case = new_case(world, filled=False)
    address = at(case, "section", "personal")
    wrong = {"personal.name": "张小明", "personal.id_number": "310101198805140015"}
    answer = client.post(address, {**form_of(client, address), **wrong, "_save": "1"})
    assert answer.status_code == 422
    page = text(answer)
    assert 'value="310101198805140015"' in page
    assert 'id="personal-id_number-error"' in page
    assert again(case).personal == {}


def test_a_number_is_not_sent_back_and_stays_when_left_empty(client, case):
    address = at(case, "section", "personal")
    page = text(client.get(address))
    assert ID_NUMBER not in page
    assert f"{ID_NUMBER[:4]}**********{ID_NUMBER[-4:]}" in page
    sent = {**form_of(client, address), "personal.name": "张大明", "birth_date": "1988-05-14", "_save": "1"}
    client.post(address, sent)
    assert again(case).personal["name"] == "张大明"
    assert again(case).personal["id_number"] == ID_NUMBER
    assert again(case).personal["phone"] == PHONE


def test_the_date_of_birth_follows_from_the_number(client, world):
    case = new_case(world, filled=False)
    address = at(case, "section", "personal")
    client.post(address, {**form_of(client, address), "personal.id_number": ID_NUMBER, "_save": "1"})
    assert again(case).profile["birth_date"] == "1988-05-14"


def test_another_window_is_told_and_nothing_is_lost(client, case):
    address = at(case, "section", "family")
    stale = form_of(client, address)
    client.post(address, {**stale, "personal.marital_status": "divorced", "_save": "1"})
    answer = client.post(address, {**stale, "personal.marital_status": "widowed", "_save": "1"})
    assert answer.status_code == 409
    assert '<option value="widowed" selected>' in text(answer)
    assert again(case).personal["marital_status"] == "divorced"


def test_an_entry_is_added_removed_and_put_back(client, case):
    address = at(case, "section", "education")
    sent = {**form_of(client, address), "_entry": "education[0]", "education[0].level": "bachelor"}
    sent |= {"education[0].school": "某大学", "education[0].major": "计算机"}
    sent["education[0].graduated"] = "2010-07-01"
    more = text(client.post(address, {**sent, "_add": "education"}))
    assert 'id="education-1-level"' in more
    removed = client.post(address, {**sent, **_hidden(more), "_remove": "education[0]"})
    assert "education" not in again(case).profile
    hidden = _hidden(text(removed))
    client.post(address, {"_seen": hidden["_seen"], "_removed": hidden["_removed"], "_undo": "1"})
    assert again(case).profile["education"][0]["school"] == "某大学"


def _hidden(page: str) -> dict[str, str]:
    import html

    found = re.findall(r'<input type="hidden" name="(_\w+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found if name != "_entry"}


def test_an_insurance_record_is_read_in_and_its_amounts_are_numbers(client, case):
    address = at(case, "section", "insurance")
    pasted = "月份\t缴费基数\t单位\n2025-01\t9000.50\t甲公司\n2025-02\t9000.50\t甲公司\n2025-13\t1\t甲公司"
    page = text(client.post(address, {**form_of(client, address), "_pasted": pasted, "_record": "replace"}))
    assert "2 个月已读入" in page
    assert "1 行有问题" in page
    [run] = again(case).profile["social_insurance"]
    assert run == {"from": "2025-01", "to": "2025-02", "base": 9000.5, "employer": "甲公司"}
    assert queries.live_score(again(case), clock.today(), "zh").result is not None


def test_children_of_the_family_are_children_of_the_profile(client, case):
    address = at(case, "section", "family")
    child = {"relation": "child", "name": "张小小", "birth_date": "2016-03-09"}
    sent = {f"personal.family[0].{key}": value for key, value in child.items()}
    client.post(
        address,
        form_of(client, address)
        | sent
        | {"_entry": "personal.family[0]", "personal.marital_status": "single", "_save": "1"},
    )
    assert again(case).profile["children"] == [{"birth_date": "2016-03-09"}]
    assert "birth_certificate" in {row.code for row in queries.materials(again(case))}


def test_the_answers_are_masked_until_asked_for_on_record(client, case):
    page = text(client.get(at(case, "check")))
    assert ID_NUMBER not in page
    assert PHONE not in page
    whole = text(client.post(at(case, "show", "id_number"), {"from": "check"}))
    assert ID_NUMBER in whole
    assert PHONE not in whole
    assert "look_unmasked" in {event.action for event in looks_at("case", case.pk)}
    assert re.search("看完整的.*身份证号", text(client.get(at(case, "looks"))))


def test_handing_on_what_is_not_ready_says_what_is_missing(client, world):
    case = new_case(world, filled=False)
    answer = client.post(at(case, "check"), {"version": case.version})
    assert answer.status_code == 422
    assert at(case, "section", "personal") in text(answer)
    assert again(case).state == State.DRAFT


def test_handing_on_twice_is_one_step(client, case):
    for _press in range(2):
        assert client.post(at(case, "check"), {"version": case.version}).url == at(case, "case")
    assert again(case).state == State.EMPLOYER_REVIEW
    assert again(case).version == case.version + 1
    assert "(新办)待单位审核" in text(client.get(at(case, "case")))


def test_a_stale_page_is_told_what_happened(client, world, case):
    version = case.version
    advance(world, case, "confirm")
    answer = client.post(at(case, "withdraw"), {"version": version + 1})
    assert answer.status_code == 409
    assert "确认并盖章" in text(answer)
    assert again(case).state == State.CONFIRMED


def test_the_status_and_what_came_back_are_told_item_by_item(client, world, case):
    advance(world, case, "deliver")
    service.judge_material(
        case.pk,
        world.window,
        "permit",
        "faulty",
        expected_version=0,
        at=clock.now(),
        reason="material_faulty",
        note="拍糊了",
    )
    take(world, case, "refuse", "window", reasons=["material_faulty", "address"], note="请重新拍")
    page = text(client.get(at(case, "case")))
    for words in ("(新办)受理未通过", "地址与身份证", "按证件原文填写", "请重新拍", "拍糊了"):
        assert words in page
    assert f'<a href="{at(case, "section", "household")}">地址与身份证' in page


def test_while_it_is_verified_the_exact_status_stands_with_its_last_day(client, world, case):
    advance(world, case, "accept")
    page = text(client.get(at(case, "case")))
    assert ">(新办)受理通过,等待审批<" in page
    assert again(case).due_on.isoformat() in page
    assert client.get(at(case, "section", "personal")).status_code == 302


def test_files_are_replaced_and_none_is_lost(client, world):
    case = new_case(world, filled=False)
    address = at(case, "upload", "permit")
    for name in ("旧.png", "新.png"):
        client.post(address, {"file": SimpleUploadedFile(name, photo(name))})
    page = text(client.get(at(case, "materials")))
    assert page.index("新.png") < page.index("旧.png")
    first = next(row for row in queries.materials(case) if row.code == "permit").current
    picture = client.get(reverse("applicants:file", args=[first.pk]))
    assert picture["Content-Type"] == "image/png"
    assert picture.content == photo("新.png")
    assert client.get(reverse("applicants:thumbnail", args=[first.pk])).content[:2] == b"\xff\xd8"


def test_a_file_that_cannot_be_taken_says_why(client, world):
    case = new_case(world, filled=False)
    wrong = SimpleUploadedFile("permit.png", b"MZ not a picture")
    answer = client.post(at(case, "upload", "permit"), {"file": wrong})
    assert answer.status_code == 422
    assert "permit.png" in text(answer)
    assert client.post(at(case, "upload", "permit")).status_code == 422


def test_what_is_missing_after_acceptance_can_be_handed_in_while_the_clock_stands(client, world, case):
    advance(world, case, "accept")
    take(world, case, "ask_supplement", "reviewer", reasons=["material_missing"], note="缺第二页")
    page = text(client.get(at(case, "case")))
    assert "(新办)待补正" in page
    assert "缺第二页" in page
    assert f'<a href="{at(case, "materials")}">缺材料' in page
    given = {"file": SimpleUploadedFile("二.png", photo("second"))}
    assert client.post(at(case, "upload", "permit"), given).status_code == 302


def test_withdrawing_asks_once_and_closes_the_case(client, case):
    assert "撤回这份申请" in text(client.get(at(case, "withdraw")))
    client.post(at(case, "withdraw"), {"version": case.version})
    assert again(case).state == State.WITHDRAWN
    assert client.get(at(case, "withdraw")).status_code == 302


def test_an_appeal_follows_a_decision_with_its_facts(client, world, case):
    advance(world, case, "decide_passed")
    page = text(client.get(at(case, "case")))
    assert "(新办)通过(积分通知书未打印,请及时去受理网点打印或在线打印)" in page
    assert "核定的积分" in page
    client.post(at(case, "follow", "appeal"))
    appeal = Case.objects.get(kind="appeal")
    assert appeal.previous == case
    assert appeal.personal["name"] == case.personal["name"]
    assert client.get(at(appeal, "section", "request")).status_code == 200
    assert client.post(at(case, "follow", "new")).status_code == 404
    missing = text(client.get(at(appeal, "check")))
    assert at(appeal, "section", "request") in missing
    assert at(appeal, "materials") in missing


def test_what_may_follow_a_decided_case_is_offered_where_one_starts(client, world, case):
    assert "接着这一份办" not in text(client.get(reverse("applicants:start")))
    advance(world, case, "print_notice")
    page = text(client.get(reverse("applicants:start")))
    for kind in ("renewal", "change", "appeal", "cancellation"):
        assert at(case, "follow", kind) in page


@pytest.mark.parametrize("kind", ["renewal", "change", "cancellation"])
def test_what_may_follow_points_in_force(client, world, case, kind):
    advance(world, case, "print_notice")
    client.post(at(case, "follow", kind))
    following = Case.objects.get(kind=kind)
    assert following.previous == case
    for task in queries.tasks(following):
        address = at(following, "materials")
        if task.section.key != "materials":
            address = at(following, "section", task.section.key)
        assert client.get(address).status_code == 200, address
    assert client.get(at(following, "check")).status_code == 200


def test_an_appeal_after_its_term_is_not_handed_on(client, world, case, settings):
    advance(world, case, "decide_passed")
    client.post(at(case, "follow", "appeal"))
    appeal = Case.objects.get(kind="appeal")
    Path(settings.CLOCK_FILE).write_text("2027-06-01T09:00")
    page = client.post(at(appeal, "check"), {"version": appeal.version})
    assert page.status_code == 422
    assert "届满" in text(page)


def test_one_s_own_data_come_as_a_file(client, world):
    case = new_case(world, filled=False)
    service.add_upload(case.pk, world.holder, "permit", "a.png", photo(), at=clock.now())
    answer = client.post(reverse("applicants:my_data"))
    names = zipfile.ZipFile(BytesIO(answer.content)).namelist()
    assert set(names) == {"data.json", f"{case.number}/permit-1.png"}


def test_they_hold_what_registers_answered_and_the_notices(client, world, case):
    advance(world, case, "decide_passed")
    now, said = clock.now(), {"found": {"level": "bachelor"}}
    Lookup.objects.create(case=case, topic="education", asked_at=now, changed_at=now, answer=said)
    answer = client.post(reverse("applicants:my_data"))
    data = json.loads(zipfile.ZipFile(BytesIO(answer.content)).read("data.json"))
    (notice,) = data["notices"]
    assert notice["content"]["id_number"] == ID_NUMBER
    assert [(one["case"], one["answer"]) for one in data["look_ups"]] == [(case.number, said)]


def test_the_form_prints_whole_and_the_print_is_recorded(client, case):
    page = text(client.get(at(case, "print")))
    assert ID_NUMBER in page
    assert "积分申请表" in page
    assert looks_at("case", case.pk)[0].detail["what"] == "application_form"


def test_the_pdf_has_the_answers_as_text(client, case):
    import pypdfium2

    answer = client.get(at(case, "pdf"))
    assert answer["Content-Type"] == "application/pdf"
    pages = pypdfium2.PdfDocument(answer.content)
    words = "".join(page.get_textpage().get_text_bounded() for page in pages)
    for expected in ("上海市居住证积分申请表", ID_NUMBER, "安徽省合肥市包河区示例路1号", case.number):
        assert expected in words


def test_where_a_character_cannot_be_printed_the_page_takes_the_pdf_s_place(client, case):
    case.personal["name"] = "\U0003fff0"
    case.save()
    answer = client.get(at(case, "pdf"))
    assert answer.url == at(case, "print") + "?instead"
    page = text(client.get(answer.url))
    assert "不能生成 PDF" in page
    assert "\U0003fff0" in page
