"""The story of the public page, day by day, from an empty form to the notice and beyond."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.story_notice import Verifier, code_on, print_notice, revoke, told
from tests.browser.story_stage import Stage, staged
from tests.browser.story_steps import (
    accept,
    confirm,
    deliver,
    desk,
    fill,
    fill_in_and_submit,
    propose,
    refuse,
    submit,
    take,
    words_of,
)

ACCEPTED = "(新办)受理通过,等待审批"
PASSED = "(新办)通过(积分通知书未打印,请及时去受理网点打印或在线打印)"
PRINTED = "(新办)通过(积分通知书已打印)"


@pytest.fixture
def stage(browser: Browser, tmp_path: Path) -> Iterator[Stage]:
    with staged(browser, tmp_path) as stage:
        yield stage


def test_from_an_empty_form_to_a_notice_that_others_verify(stage, tmp_path):
    case_id = handed_in_again(stage)
    decided(stage, case_id)
    content, code = told_and_printed(stage, case_id)
    verifier = Verifier(stage, tmp_path)
    assert verifier.of_the_code(code) == verifier.of_the_file(content) == ("有效", "valid")
    changed = content.replace(b"/Lang", b"/Long")
    assert verifier.of_the_file(changed) == ("文件被改动过", "changed")

    stage.on("2026-07-28T10:00")
    revoke(stage, case_id)
    assert verifier.of_the_code(code) == verifier.of_the_file(content) == ("已撤销", "revoked")
    expect(told(stage, "holder", "积分已撤销").get_by_text("提供虚假材料")).to_be_visible()


def handed_in_again(stage: Stage) -> str:
    """Filled in, refused, corrected and accepted; gives the id of the case."""
    stage.on("2026-07-04T09:30")
    case_id = fill_in_and_submit(stage)
    case = f"/my/cases/{case_id}"
    stage.on("2026-07-04T15:00")
    confirm(stage, case_id)

    stage.on("2026-07-06T10:00")
    deliver(stage, case_id)
    stage.on("2026-07-06T14:00")
    refuse(stage, case_id)
    page = stage.visit("holder", case)
    expect(page.get_by_text("(新办)受理未通过").first).to_be_visible()
    expect(page.get_by_text("居住地址少了室号").first).to_be_visible()

    stage.on("2026-07-10T20:00")
    fill(page, "household", {"#personal-residence_address": "上海市浦东新区示例路2号301室"})
    submit(stage, case)
    stage.on("2026-07-10T21:00")
    confirm(stage, case_id)

    stage.on("2026-07-17T10:00")
    deliver(stage, case_id)
    stage.on("2026-07-17T11:00")
    accept(stage, case_id)
    expect(stage.visit("holder", case).get_by_text(ACCEPTED, exact=True).first).to_be_visible()
    return case_id


def decided(stage: Stage, case_id: str) -> None:
    """Answered by the registers, proposed by one officer, decided by another."""
    stage.on("2026-07-24T10:00")
    # Five of the checks over HTTP; nobody is asked about archives.
    assert propose(stage, case_id) == (5, 1)
    stage.on("2026-07-25T10:00")
    take(desk(stage, "approver", case_id), "decide_passed")
    page = stage.visit("holder", f"/my/cases/{case_id}")
    expect(page.get_by_text(PASSED, exact=True).first).to_be_visible()
    days = page.locator(".timeline time").evaluate_all("all => all.map(it => it.dateTime.slice(5, 10))")
    assert sorted(set(days)) == ["07-04", "07-06", "07-10", "07-17", "07-24", "07-25"]


def told_and_printed(stage: Stage, case_id: str) -> tuple[bytes, str]:
    """The notice as the holder prints it after the message, and its code."""
    expect(told(stage, "holder", "积分通过").get_by_text("可以在线打印")).to_be_visible()
    stage.on("2026-07-26T20:00")
    content = print_notice(stage, case_id)
    assert "张小明" in words_of(content)
    page = stage.visit("holder", f"/notices/{case_id}")
    expect(page.locator("section[aria-labelledby=prints-title] tbody tr")).to_have_count(1)
    code = code_on(page)
    page.goto(f"/my/cases/{case_id}")
    expect(page.get_by_text(PRINTED, exact=True).first).to_be_visible()
    return content, code
