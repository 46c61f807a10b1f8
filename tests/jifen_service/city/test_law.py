"""The pages of drafts: from a name to a published value and back, by two; errors beside their fields."""

from __future__ import annotations

from html import escape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.jifen_service.casework import world as w
from tests.jifen_service.lawdrafts.conftest import law_folder

from jifen import default_engine
from jifen_service.accounts.roles import Role
from jifen_service.lawdrafts.models import Draft, Publication

__all__ = ["law_folder"]
MARK = "pass_mark.pass_mark"
VALUE = {
    "begins": "2026-07-06",
    "value": "125",
    "certainty": "estimate",
    "source": "new",
    "quote": "标准分值为 125 分",
    "document_zh": "测试文件",
    "document_en": "a test's document",
    "meaning_zh": "只用来测试",
    "meaning_en": "for tests only",
}


@pytest.fixture
def two(world, sign_in, law_folder):
    """Browsers of two administrators."""
    world.people["second_admin"] = w.member("second_admin", Role.CITY_ADMIN)
    return sign_in("city_admin"), sign_in("second_admin")


@pytest.fixture
def draft(two) -> Draft:
    two[0].post("/city/law/new/", {"zh": "测试", "en": "A test"})
    return Draft.objects.get()


def mark() -> int:
    return default_engine().book.law_on(w.START.date().replace(day=6)).value(MARK)


def put(client, draft, **changed):
    return client.post(f"/city/law/{draft.pk}/values/{MARK}/", {**VALUE, "version": draft.version, **changed})


def take(client, draft, step, **more):
    version = Draft.objects.get(pk=draft.pk).version
    return client.post(f"/city/law/{draft.pk}/steps/{step}/", {"version": version, **more}, follow=True)


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_opens(two, draft, language):
    assert put(two[0], draft).status_code == 302
    for page in (
        "",
        "new/",
        *(f"{draft.pk}/{part}" for part in ("", "name/", "choose/?q=mark", "steps/propose/")),
    ):
        assert two[1].get(f"{language}/city/law/{page}").status_code == 200, page
    # One parameter of each unit and shape.
    shapes = {
        (one.unit, type(one.values[-1].value)): one for one in default_engine().book.parameters.values()
    }
    for series in shapes.values():
        page = two[1].get(f"{language}/city/law/{draft.pk}/values/{series.key}/")
        assert page.status_code == 200
        assert escape(series.name["en" if language else "zh"]) in page.content.decode()
    assert two[1].get(f"/city/law/{draft.pk}/values/pass_mark.none/").status_code == 404


def test_from_a_name_to_the_law_and_back_by_two(two, draft, django_capture_on_commit_callbacks):
    first, second = two
    assert put(first, draft).status_code == 302
    shown = second.get(f"/city/law/{draft.pk}/").content.decode()
    assert "120 分" in shown
    assert "125 分" in shown
    assert "从今天或更早就开始" in shown
    assert "已办" in take(first, draft, "propose", reason="为了测试").content.decode()
    assert "要由另一位" in take(first, draft, "publish").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        take(second, draft, "publish")
    assert mark() == 125
    assert "0001-a-test.yaml" in first.get(f"/city/law/{draft.pk}/").content.decode()
    assert first.get("/api/v1/policies/shanghai-2023?on=2026-07-06").json()["amendments"][0]["number"] == 1
    take(second, draft, "ask_withdrawal", reason="试完了")
    assert "要由另一位" in take(second, draft, "withdraw").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        take(first, draft, "withdraw")
    assert mark() == 120
    assert Publication.objects.get().draft.state == "withdrawn"


WRONG = [
    ({"value": "1.5"}, "value"),
    ({"value": ""}, "value"),
    ({"begins": ""}, "begins"),
    ({"ends": "2026-07-05"}, "ends"),
    ({"quote": ""}, "quote"),
    ({"source": ""}, "source"),
    ({"certainty": "sure"}, "certainty"),
    ({"meaning_en": ""}, "meaning_en"),
    ({"link": "javascript:alert(1)"}, "link"),
]


@pytest.mark.parametrize(("changed", "field"), WRONG)
def test_what_is_wrong_stands_beside_its_field_and_is_kept_typed(two, draft, changed, field):
    answer = put(two[0], draft, **changed)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert Draft.objects.get().version == draft.version


def test_values_overlap_no_other_and_are_taken_out(two, draft):
    put(two[0], draft)
    draft.refresh_from_db()
    again = put(two[0], draft, begins="2026-08-01")
    assert set(again.context["form"].errors) == {"begins"}
    told = {"version": draft.version, "key": MARK, "from": "2026-07-06"}
    two[1].post(f"/city/law/{draft.pk}/remove/", told)
    assert "changes" not in Draft.objects.get().text


def test_a_table_of_tiers_and_one_of_amounts_are_filled_in(two, draft):
    client = two[0]
    tiers = client.get(f"/city/law/{draft.pk}/values/si_base.tiers/").context["form"]
    told = {name: tiers[name].initial for name in tiers.fields if name.startswith("value-")}
    told["value-basic-ratio"] = "0.75"
    key = "si_base.tiers"
    sent = {**VALUE, "version": draft.version, **told}
    assert client.post(f"/city/law/{draft.pk}/values/{key}/", sent).status_code == 302
    assert "ratio: 0.75" in Draft.objects.get().text
    wrong = client.post(
        f"/city/law/{draft.pk}/values/{key}/",
        {**sent, "begins": "2020-01-01", "ends": "2020-12-31", "value-basic-months": "60", "version": 2},
    )
    assert "window_months" in str(wrong.context["form"].non_field_errors())


def test_who_comes_later_is_told_and_loses_nothing(two, draft):
    two[0].post(f"/city/law/{draft.pk}/name/", {"zh": "新名", "en": "Other", "version": draft.version})
    late = put(two[1], draft, value="130")
    assert late.status_code == 422
    page = late.content.decode()
    assert "草案有了变化" in page
    assert 'value="130"' in page


def test_a_draft_goes_out_as_a_file_and_comes_in_again(two, draft):
    put(two[0], draft)
    file = two[1].get(f"/city/law/{draft.pk}/file.yaml").content
    again = {"take_in": "1", "file": SimpleUploadedFile("x.yaml", file)}
    assert two[1].post("/city/law/new/", again).status_code == 302
    assert Draft.objects.latest("pk").text == Draft.objects.earliest("pk").text
    for content in (b"\xff\xfe\x00", b"name: [", b"[]"):
        answer = two[1].post(
            "/city/law/new/", {"take_in": "1", "file": SimpleUploadedFile("x.yaml", content)}
        )
        assert answer.status_code == 422
        assert set(answer.context["file"].errors) == {"file"}
