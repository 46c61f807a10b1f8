"""A passkey: added on the account's page, then enough to sign in, and on record; Chromium has the device."""

from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.conftest import PATIENCE_MS, Watch
from tests.browser.running import platform

PASSWORD = "a-passkey-for-july"
PEOPLE = f"""
from jifen_service.accounts.models import User
User.objects.create_user("holder", "{PASSWORD}", display_name="张小明")
"""
RECORDED = """
from jifen_service.audit.models import AuditEvent
print(*AuditEvent.objects.order_by("pk").values_list("action", flat=True))
"""


def device(context: BrowserContext, page: Page) -> None:
    """A device with a finger on it: it keeps passkeys and always says yes."""
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    abilities = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    answers = {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": abilities | answers})


def test_a_passkey_is_added_and_signs_in(browser: Browser, tmp_path: Path):
    with platform(tmp_path, "2026-07-06T10:00") as served:
        served.run(PEOPLE)
        # A passkey belongs to a name; an address of numbers is none.
        address = served.address.replace("127.0.0.1", "localhost")
        context = browser.new_context(base_url=address)
        context.set_default_timeout(PATIENCE_MS)
        watch, page = Watch(context, address), context.new_page()
        device(context, page)
        page.goto("/account/login/")
        page.locator("#id_login").fill("holder")
        page.locator("#id_password").fill(PASSWORD)
        page.locator("main").get_by_role("button", name="登录", exact=True).click()
        page.wait_for_url(lambda url: "/login/" not in url)

        page.goto("/account/second-factor/webauthn/add/")
        page.locator("#id_name").fill("我的手机")
        page.locator("#id_passwordless").check()
        page.get_by_role("button", name="加上").click()
        page.wait_for_url(lambda url: "/add/" not in url)
        page.goto("/account/second-factor/webauthn/")
        expect(page.get_by_role("cell", name="我的手机")).to_be_visible()

        context.clear_cookies()
        page.goto("/account/login/")
        page.get_by_role("button", name="用通行密钥登录").click()
        page.wait_for_url(lambda url: "/login/" not in url)
        expect(page.locator(".person, summary").get_by_text("张小明").first).to_be_visible()
        actions = served.run(RECORDED).split()
        assert "second_factor_added" in actions
        assert actions.count("signed_in") == 2
        assert (watch.foreign, watch.complaints) == ([], [])
        context.close()
