"""The agent's cases: seen by the right agent alone, returned, confirmed, delivered."""

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from tests.jifen_service.casework.world import ID_NUMBER, NAME, advance, new_case, photo, take

from jifen_service.audit.models import AuditEvent
from jifen_service.casework import queries
from jifen_service.casework.models import Case, Event, Upload
from jifen_service.casework.states import State


def at(case: Case, name: str = "case", *more: object) -> str:
    return reverse(f"employers:{name}", args=[case.pk, *more])


def do(client, case: Case, name: str, version: int | None = None, **data):
    version = Case.objects.get(pk=case.pk).version if version is None else version
    return client.post(at(case, "act", name), {"version": version, **data})


def codes(case: Case) -> list[str]:
    return list(case.materials.values_list("code", flat=True))


def test_a_draft_is_the_employees_own(world, agent):
    case = new_case(world)
    assert agent.get(at(case)).status_code == 404
    assert case.number not in agent.get(reverse("employers:home")).content.decode()


def test_the_table_shows_masked_names_scores_and_whose_move_it_is(agent, submitted):
    text = agent.get(reverse("employers:home")).content.decode()
    assert submitted.number in text
    assert "张**" in text
    assert NAME not in text
    assert "(新办)待单位审核" in text
    assert "核对后确认" in text
    assert 'class="bar inline"' in text
    assert (
        "这里没有符合的申请" in agent.get(reverse("employers:home"), {"state": "confirmed"}).content.decode()
    )


@pytest.mark.parametrize("words", [NAME, ID_NUMBER])
def test_a_search_finds_the_case_and_leaves_no_name_in_an_address(agent, submitted, words):
    found = agent.post(reverse("employers:find"), {"q": words})
    assert words not in found.url
    assert submitted.number in agent.get(found.url).content.decode()
    elsewhere = agent.post(reverse("employers:find"), {"q": "某某某"}).url
    assert submitted.number not in agent.get(elsewhere).content.decode()


def test_the_number_of_queries_does_not_grow(world, agent, django_assert_max_num_queries):
    from tests.jifen_service.casework.world import make_user, person

    for name in ("first", "second", "third", "fourth"):
        world.people[name] = person(make_user(name))
        advance(world, new_case(world, who=name), "submit", who=name)
    with django_assert_max_num_queries(12):
        agent.get(reverse("employers:home"))


@pytest.mark.parametrize(
    ("name", "more", "method"),
    [("case", (), "get"), ("print", (), "get"), ("show_field", (), "post"), ("act", ("confirm",), "post"),
     ("act", ("deliver",), "post"), ("act", ("return_to_applicant",), "post"),
     ("hand_in", ("permit",), "post")],
)  # fmt: skip
def test_another_employers_agent_finds_nothing(world, other_agent, sign_in, submitted, name, more, method):
    data = {"version": submitted.version, "field": "id_number", "reasons": ["other"]}
    for outsider in (other_agent, sign_in(world.stranger), sign_in(world.holder), sign_in(world.window)):
        assert getattr(outsider, method)(at(submitted, name, *more), data).status_code == 404
    assert Case.objects.get(pk=submitted.pk).state == State.EMPLOYER_REVIEW


def test_nobody_gets_in_without_signing_in(client, submitted):
    page = client.get(at(submitted))
    assert page.status_code == 302
    assert "login" in page["Location"]


def test_the_case_is_read_masked_and_each_look_recorded(agent, submitted):
    text = agent.get(at(submitted)).content.decode()
    assert ID_NUMBER not in text
    assert "3101**********" in text
    assert "计算机" in text
    assert "本科" in text
    assert "13000" in text
    shown = agent.post(at(submitted, "show_field"), {"field": "id_number"}).content.decode()
    assert ID_NUMBER in shown
    assert agent.post(at(submitted, "show_field"), {"field": "name_key"}).status_code == 404
    actions = set(AuditEvent.objects.filter(subject_id=str(submitted.pk)).values_list("action", flat=True))
    assert {"look", "look_unmasked"} <= actions


def test_returning_needs_a_reason_and_tells_every_one(agent, submitted):
    refused = do(agent, submitted, "return_to_applicant", note="请看一下")
    assert refused.status_code == 422
    assert "请看一下" in refused.content.decode()
    do(
        agent,
        submitted,
        "return_to_applicant",
        reasons=["address", "resume_insurance"],
        note="履历缺 2020 年",
    )
    event = Event.objects.filter(case=submitted).last()
    assert (event.transition, event.reasons, event.note) == (
        "return_to_applicant", ["address", "resume_insurance"], "履历缺 2020 年",
    )  # fmt: skip
    page = agent.get(at(submitted)).content.decode()
    assert "工作履历与社保记录不一致" in page
    assert "履历缺 2020 年" in page


def test_confirm_print_deliver(agent, submitted):
    assert agent.get(at(submitted, "print")).status_code == 404
    page = do(agent, submitted, "confirm")
    assert page.status_code == 302
    printed = agent.get(at(submitted, "print"))
    words = printed.content.decode("utf-8", "replace")
    if printed["Content-Type"] == "application/pdf":
        pages = pypdfium2.PdfDocument(printed.content)
        words = "".join(page.get_textpage().get_text_range() for page in pages)
    assert ID_NUMBER in words
    assert "单位盖章" in words
    half = do(agent, submitted, "deliver", handed_in=codes(submitted)[:3])
    assert half.status_code == 422
    assert "还没勾选已备齐" in half.content.decode()
    assert do(agent, submitted, "deliver", handed_in=codes(submitted)).status_code == 302
    assert Case.objects.get(pk=submitted.pk).state == State.FILED
    assert queries.handed_in(submitted) == set(codes(submitted))


def test_an_employer_that_is_not_verified_confirms_nothing(world, agent, submitted):
    world.employer.status = "pending"
    world.employer.save()
    page = do(agent, submitted, "confirm")
    assert page.status_code == 422
    assert Case.objects.get(pk=submitted.pk).state == State.EMPLOYER_REVIEW


def test_a_stale_tab_is_told_and_loses_nothing(world, agent, submitted):
    seen = submitted.version
    take(world, submitted, "withdraw", "holder")
    page = do(agent, submitted, "return_to_applicant", version=seen, reasons=["address"], note="我写了很久")
    assert page.status_code == 409
    assert "撤回" in page.content.decode()
    assert Case.objects.get(pk=submitted.pk).state == State.WITHDRAWN


def test_a_double_click_is_a_success(agent, submitted):
    seen = submitted.version
    assert do(agent, submitted, "confirm", version=seen).status_code == 302
    assert do(agent, submitted, "confirm", version=seen).status_code == 302
    assert Event.objects.filter(case=submitted, transition="confirm").count() == 1


@pytest.mark.parametrize("name", ["accept", "decide_passed", "lapse", "nonsense"])
def test_steps_that_are_not_the_agents_do_not_exist(agent, submitted, name):
    assert do(agent, submitted, name).status_code == 404


@pytest.mark.parametrize("version", ["", "x", "1.5", "9" * 400])
def test_a_version_that_is_none(agent, submitted, version):
    assert do(agent, submitted, "confirm", version=version).status_code in (404, 409)
    assert Case.objects.get(pk=submitted.pk).state == State.EMPLOYER_REVIEW


def test_the_agent_hands_in_and_sees_the_file(agent, other_agent, submitted):
    file = SimpleUploadedFile("执照.png", photo("licence"))
    agent.post(at(submitted, "hand_in", "business_licence"), {"file": file})
    upload = Upload.objects.get(material__case=submitted, material__code="business_licence", sequence=2)
    for name in ("upload", "thumbnail"):
        address = reverse(f"employers:{name}", args=[upload.pk])
        assert agent.get(address)["Content-Type"] == "image/jpeg"
        assert other_agent.get(address).status_code == 404
    refused = agent.post(
        at(submitted, "hand_in", "business_licence"),
        {"file": SimpleUploadedFile("x.pdf", b"MZ")},
        follow=True,
    )
    assert "只接受 PDF" in refused.content.decode()
    assert agent.get(reverse("employers:upload", args=[upload.pk]), {"page": "x"}).status_code == 404


@pytest.mark.parametrize("until", ["submit", "confirm", "deliver", "accept", "propose", "decide_passed"])
def test_every_state_has_a_page_in_both_languages(world, agent, until):
    case = advance(world, new_case(world), until)
    for page in (at(case), reverse("employers:home")):
        with override("zh-hans"):
            assert agent.get(page).status_code == 200
            assert agent.get(f"/en{page}").status_code == 200
