"""What an officer sees: both facts, why there is no answer, one click that takes over, each register."""

from pathlib import Path

import pytest
from django.test import Client
from tests.jifen_service.registries.conftest import ask, begin

from jifen_service.casework.models import Case
from jifen_service.demo.sandbox.answering import Fault
from jifen_service.registries import asking
from jifen_service.registries.models import Lookup

LOWER = {"social_insurance": [{"base": 9000}]}
BEFORE = {"social_insurance": [{}, {"from": "2014-01", "to": "2016-06", "base": 5000, "employer": "旧公司"}]}


@pytest.fixture
def desk(world):
    """`desk("reviewer")`: a browser of that person."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(world.people[name].user)
        return client

    return sign_in


def url(case: Case, rest: str = "") -> str:
    return f"/desk/cases/{case.pk}/{rest}"


def test_one_click_takes_over_what_was_found(accepted, sandbox, desk):
    sandbox.faults.append(Fault("contradicting", "insurance", profile=LOWER))
    begin(accepted)
    ask(accepted, "insurance")
    client = desk("reviewer")
    page = client.get(url(accepted, "?part=insurance")).content.decode()
    for words in ("与登记不一致", "13000", 'value="9000"', "以查到的为准"):
        assert words in page, words
    sent = {"take": "social_insurance[0].base", "case_version": accepted.version}
    told = client.post(url(accepted, "checks/insurance/take-over/"), sent, follow=True).content.decode()
    assert "已按查到的更正" in told
    case = Case.objects.get(pk=accepted.pk)
    assert (case.facts["social_insurance"][0]["base"], case.profile["social_insurance"][0]["base"]) == (
        9000,
        13000,
    )
    assert case.events.last().note == "按“insurance 登记”的查询结果更正"
    # What was found is now what counts, and the click is gone.
    assert "与登记一致" in told
    assert "以查到的为准" not in told


def test_an_entry_that_only_the_register_has_is_taken_over_whole(accepted, sandbox, desk):
    sandbox.faults.append(Fault("contradicting", "insurance", profile=BEFORE))
    begin(accepted)
    assert ask(accepted, "insurance").agrees is False
    client = desk("lead")
    assert "没有填报" in client.get(url(accepted, "?part=insurance")).content.decode()
    sent = {"take": "social_insurance[1]", "case_version": accepted.version}
    client.post(url(accepted, "checks/insurance/take-over/"), sent)
    case = Case.objects.get(pk=accepted.pk)
    assert case.facts["social_insurance"][1]["base"] == 5000
    lookup = case.lookups.get(topic="insurance")
    assert {line.sign for line in asking.lines_of(lookup)} == {"same"}


def test_the_desk_says_why_there_is_no_answer_and_asks_again(accepted, sandbox, desk, settings):
    sandbox.faults.append(Fault("down", "tax"))
    begin(accepted)
    ask(accepted, "tax")
    client = desk("reviewer")
    page = client.get(url(accepted, "?part=insurance")).content.decode()
    for words in ("等着再问", "登记机关暂时不能办理 (HTTP 503)", "07-06 10:01 再问", "已问 2 次", "现在再查"):
        assert words in page, words
    sandbox.faults.clear()
    Path(settings.CLOCK_FILE).write_text("2026-07-06T10:00:30", encoding="ascii")
    assert "已重新查询" in client.post(url(accepted, "checks/tax/ask/"), follow=True).content.decode()
    assert ask(accepted, "tax", minutes=1).status == Lookup.Status.ANSWERED
    page = client.get(url(accepted, "?part=insurance")).content.decode()
    assert "与登记一致" in page
    assert "以前的查询" in page


def test_the_page_of_registers_shows_each_and_has_it_tried(world, accepted, sandbox, desk):
    sandbox.configure(fail_max=2)
    settings_read = sandbox.file.with_name("again.yaml")
    settings_read.write_text(sandbox.file.read_text("utf-8"), "utf-8")
    sandbox.settings.REGISTRIES = str(settings_read)
    sandbox.faults.append(Fault("down", "tax"))
    begin(accepted)
    ask(accepted, "tax")
    ask(accepted, "insurance")
    for who, where in (("approver", "/desk/registers/"), ("city_admin", "/city/registers/")):
        page = desk(who).get(where).content.decode()
        for words in ("断开", "登记机关暂时不能办理 (HTTP 503)", "接通", "文件交换"):
            assert words in page, (who, words)
    assert (
        desk("approver").post("/desk/registers/tax/try/", follow=True).content.decode().count("不由你的角色")
        == 1
    )
    assert (
        "正在重新查询 1 项"
        in desk("city_admin").post("/city/registers/tax/try/", follow=True).content.decode()
    )
    sandbox.faults.clear()
    assert ask(accepted, "tax").status == Lookup.Status.ANSWERED


def test_a_file_goes_out_and_in_at_the_desk(world, accepted, desk):
    begin(accepted)
    client = desk("reviewer")
    assert "导出等待的查询" in client.get("/desk/registers/").content.decode()
    file = client.post("/desk/registers/archive/export/")
    assert file["Content-Type"].startswith("text/csv")
    number = str(accepted.lookups.get(topic="archive").pk)
    assert number in file.content.decode("utf-8-sig")
    from django.core.files.uploadedfile import SimpleUploadedFile

    back = SimpleUploadedFile("back.csv", f"编号,有无登记,附注\n{number},有,在册\nx,有,\n".encode())
    told = client.post("/desk/registers/archive/receive/", {"file": back})
    assert told.status_code == 422
    for words in ("收下 1 项答复", "1 行没有收", "没有编号"):
        assert words in told.content.decode(), words
    assert accepted.checks.get(topic="archive").status == "agrees"
    assert "在册" in client.get(url(accepted, "?part=education")).content.decode()
    empty = client.post(
        "/desk/registers/archive/receive/", {"file": SimpleUploadedFile("a.csv", b"\x00\x01")}
    )
    assert "读不懂这个文件" in empty.content.decode()
