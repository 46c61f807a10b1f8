"""Sign-in through an OpenID Connect provider, against a small one that this test runs itself."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.urls import reverse

from jifen_service.accounts.models import User
from jifen_service.config import environment

PHONE = "13812345678"
TOLD = {"sub": "person-7", "name": "张小明", "phone_number": PHONE, "email": "zhang@example.org"}


class Provider(BaseHTTPRequestHandler):
    """Answers discovery, the exchange of a code, and who the person is."""

    def do_GET(self) -> None:
        base = f"http://127.0.0.1:{self.server.server_port}"
        if self.path.endswith("openid-configuration"):
            names = {
                "authorization_endpoint": "authorize",
                "token_endpoint": "token",
                "userinfo_endpoint": "me",
            }
            self.answer({"issuer": base, **{key: f"{base}/{name}" for key, name in names.items()}})
        else:
            self.answer(TOLD)

    def do_POST(self) -> None:
        asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert asked["code"] == ["the-code"]
        assert asked["code_verifier"]
        self.answer({"access_token": "opaque", "token_type": "Bearer"})

    def answer(self, content: dict) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_what: object) -> None:
        """Nothing."""


@pytest.fixture
def provider(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    settings.PROVIDER = {"provider_id": "city", "name": "随申办"}
    app = {"provider_id": "city", "name": "随申办", "client_id": "jifen", "secret": "s"}
    app["settings"] = {"server_url": base}
    common = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**common, "APPS": [app]}}
    yield base
    server.shutdown()


def go_through(client: Client) -> None:
    """Leave for the provider, come back with its code."""
    there = client.post(reverse("openid_connect_login", kwargs={"provider_id": "city"})).url
    asked = parse_qs(urlsplit(there).query)
    assert set(asked["scope"][0].split()) == {"openid", "profile"}
    back = reverse("openid_connect_callback", kwargs={"provider_id": "city"})
    client.get(back, {"code": "the-code", "state": asked["state"][0]})


@pytest.mark.django_db
@pytest.mark.usefixtures("clean_cache", "provider")
class TestProvider:
    def test_it_is_offered(self, client: Client):
        assert "用随申办登录" in client.get(reverse("account_login")).content.decode()

    def test_one_signs_in_and_the_second_time_it_is_the_same_account(self, client: Client):
        go_through(client)
        assert "_auth_user_id" in client.session
        user = User.objects.get()
        assert (user.display_name, user.phone, user.has_usable_password()) == ("张小明", "", False)
        again = Client()
        go_through(again)
        assert "_auth_user_id" in again.session
        assert User.objects.count() == 1

    def test_of_what_it_tells_only_the_identifier_is_kept(self, client: Client):
        go_through(client)
        go_through(Client())
        account = SocialAccount.objects.get()
        assert (account.uid, account.extra_data) == ("person-7", {})
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                told = repr(cursor.fetchall())
                assert PHONE not in told, table
                assert "zhang@example.org" not in told, table

    def test_who_comes_back_without_having_left_gets_nothing(self, client: Client):
        back = reverse("openid_connect_callback", kwargs={"provider_id": "city"})
        client.get(back, {"code": "the-code", "state": "made-up"})
        assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_without_one_configured_it_is_not_there(client: Client):
    assert client.post(reverse("openid_connect_login", kwargs={"provider_id": "city"})).status_code == 404


@pytest.mark.parametrize("text", ["no json", "[]", '{"provider_id": "city"}'])
def test_a_wrong_configuration_says_what_is_needed(monkeypatch, text: str):
    monkeypatch.setenv("JIFEN_OIDC", text)
    with pytest.raises(ImproperlyConfigured, match="provider_id, name, client_id, secret, server_url"):
        environment.provider("JIFEN_OIDC")
