"""Second factors: TOTP at sign-in, and the city's demand that officers have one."""

import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from tests.jifen_service.conftest import PASSWORD

from jifen_service.accounts import second_factors
from jifen_service.accounts.models import CitySetting, User
from jifen_service.accounts.roles import Role
from jifen_service.vault.sealing import new_key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean_cache")]


def code_for(secret: str) -> str:
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06}"


def sign_in(client: Client, name: str):
    return client.post(reverse("account_login"), {"login": name, "password": PASSWORD})


def set_up_totp(client: Client) -> str:
    """Set an authenticator up on the page, as a person does; give its secret."""
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200, page.url
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    assert answer.status_code == 302, answer.context["form"].errors
    return secret


@pytest.fixture
def officer(make_person, centre) -> User:
    return make_person("window", Role.WINDOW, centre=centre)


@pytest.fixture
def required(db: None) -> None:
    CitySetting.objects.create(second_factor_required=True)


def test_with_totp_the_password_is_not_enough(client: Client, officer):
    sign_in(client, "window")
    secret = set_up_totp(client)
    again = Client()
    assert sign_in(again, "window").url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in again.session
    wrong = f"{(int(code_for(secret)) + 1) % 1_000_000:06}"
    assert again.post(reverse("mfa_authenticate"), {"code": wrong}).status_code == 200
    assert "_auth_user_id" not in again.session
    # The code that set it up is spent until the next half minute, which the cleared cache stands for.
    cache.clear()
    again.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    assert "_auth_user_id" in again.session


def test_the_secret_is_sealed_in_the_database(client: Client, officer):
    sign_in(client, "window")
    secret = set_up_totp(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        assert secret not in repr(cursor.fetchall())


def test_the_secret_changes_keys_with_everything_else(client: Client, officer, settings):
    sign_in(client, "window")
    secret = set_up_totp(client)
    settings.VAULT_KEYS = (new_key(), *settings.VAULT_KEYS)
    said = StringIO()
    call_command("vault_rotate", stdout=said)
    assert "second factors: 2" in said.getvalue()
    settings.VAULT_KEYS = settings.VAULT_KEYS[:1]
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert second_factors.opened(kept) == secret


def test_an_officer_must_set_one_up_first(client: Client, officer, required):
    sign_in(client, "window")
    response = client.get(reverse("accounts:settings"))
    assert response.url == reverse("accounts:second_factor_needed")
    page = client.get(response.url).content.decode()
    assert reverse("mfa_activate_totp") in page
    assert reverse("mfa_add_webauthn") in page
    set_up_totp(client)
    assert client.get(reverse("accounts:settings")).status_code == 200
    assert Authenticator.objects.filter(user=officer, type="recovery_codes").exists()


def test_who_acts_as_an_applicant_is_an_officer_all_the_same(client: Client, officer, required):
    sign_in(client, "window")
    client.post(reverse("accounts:act"), {"membership": "0"})
    assert client.get(reverse("accounts:settings")).url == reverse("accounts:second_factor_needed")


@pytest.mark.parametrize("role", [None, Role.AGENT])
def test_others_need_none(client: Client, make_person, employer, role, required):
    make_person("zhang", role, **({"employer": employer} if role else {}))
    sign_in(client, "zhang")
    assert client.get(reverse("accounts:settings")).status_code == 200


def test_the_page_of_a_passkey_asks_for_it_without_inline_script(client: Client, officer):
    sign_in(client, "window")
    page = client.get(reverse("mfa_add_webauthn")).content.decode()
    assert '"creation_options"' in page
    assert not re.search(r"<script>|\son\w+=", page)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", page)


def test_pages_of_the_account_open(client: Client, officer):
    sign_in(client, "window")
    set_up_totp(client)
    names = ("mfa_index", "mfa_view_recovery_codes", "mfa_list_webauthn", "mfa_generate_recovery_codes",
             "usersessions_list", "account_change_password", "account_change_phone", "account_logout",
             "mfa_deactivate_totp", "mfa_reauthenticate", "account_reauthenticate")  # fmt: skip
    for name in names:
        for language in ("zh-hans", "en"):
            with override(language):
                address = reverse(name)
            assert client.get(address).status_code == 200, address
