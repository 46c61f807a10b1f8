"""What follows the decision in the story: the message, the print, and whoever verifies it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.browser.story_stage import Stage, until
from tests.browser.story_steps import take


def told(stage: Stage, who: str, subject: str) -> Page:
    """A message as somebody opens it in the inbox, once the worker has delivered it."""
    page = stage.visit(who, "/messages/")
    new = page.locator("ul.inbox li.unread a", has_text=subject)
    until(page, lambda: new.count() > 0)
    new.first.click()
    expect(page.locator("h1")).to_have_text(subject)
    return page


def print_notice(stage: Stage, case_id: str) -> bytes:
    """The PDF as the holder prints it from the page of the notice."""
    page = stage.visit("holder", f"/my/cases/{case_id}")
    page.get_by_role("link", name="积分通知书: 查看和在线打印").click()
    with page.expect_download() as begun:
        page.get_by_role("button", name="在线打印 (PDF)").click()
    # The page says so without being opened anew.
    expect(page.locator("section[aria-labelledby=prints-title] tbody tr").first).to_be_visible()
    return Path(begun.value.path()).read_bytes()


def code_on(page: Page) -> str:
    """The verification code on the page of a notice."""
    return page.locator(".document-proof .code").inner_text()


class Verifier:
    """Somebody without an account, who asks in three ways; ``says`` gives the title of each answer."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self.stage, self.file = stage, folder / "received.pdf"
        self.page = stage.contexts["anybody"].new_page()

    def of_the_code(self, code: str) -> tuple[str, str]:
        """What the page says to a code typed in, and what the interface for programs says."""
        self.page.goto("/verify")
        self.page.fill("#code", code.lower())
        self.page.get_by_role("button", name="核验", exact=True).click()
        answer = self.page.request.get(f"/api/v1/notices/{code}")
        return self.page.locator(".verdict-card h2").inner_text(), answer.json()["state"]

    def of_the_file(self, content: bytes) -> tuple[str, str]:
        """What the page says to a file handed in, and what ``jifen verify-notice`` says."""
        self.file.write_bytes(content)
        self.page.goto("/verify")
        self.page.set_input_files("#file", self.file)
        self.page.get_by_role("button", name="检查这个文件").click()
        command = [sys.executable, "-m", "jifen", "verify-notice", str(self.file), "--json"]
        asked = subprocess.run(
            [*command, "--on", "2026-07-28", "--server", self.stage.address],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        word = json.loads(asked.stdout)["verdict"]
        assert asked.returncode == (0 if word == "valid" else 1), asked.stderr
        return self.page.locator(".verdict-card h2").inner_text(), word


def revoke(stage: Stage, case_id: str) -> None:
    page = stage.visit("lead", f"/desk/cases/{case_id}/")
    panel = page.locator("details.step", has=page.locator("form[action*='/steps/revoke/']"))
    panel.locator("summary").click()
    panel.get_by_label("提供虚假材料").check()
    panel.locator("textarea").fill("学历证书查实是伪造的")
    take(page, "revoke")
