"""What every response carries, what is refused, what the environment may say, static files."""

import logging
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from jifen_service.config import assets, clock, environment


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"}, raise_request_exception=False)


@pytest.mark.parametrize("address", ["/", "/en/", "/nowhere", "/static/nothing.css", "/api/v1/policies"])
def test_every_response_keeps_to_itself(client: Client, address: str) -> None:
    response = client.get(address)
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response.cookies == {}


def test_no_inline_script_or_style_in_any_template() -> None:
    templates = list((Path(assets.__file__).parents[1] / "templates").rglob("*.html"))
    assert templates
    offending = [
        template.name
        for template in templates
        for text in [template.read_text(encoding="utf-8")]
        if " style=" in text or "<style" in text or "<script>" in text or " onclick=" in text
    ]
    assert offending == []


@pytest.mark.parametrize(
    ("address", "words"),
    [("/nowhere", "这一页不在了"), ("/en/nowhere", "This page is not here"), ("/api/v1/nowhere", '"errors"')],
)
def test_a_wrong_address_is_answered_in_the_house_way(client: Client, address: str, words: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert words in response.content.decode()


@pytest.mark.parametrize(("address", "page"), [
    ("/guide/", "/guide"),
    ("/en", "/en/"),
    ("/en/verify/?code=A-1", "/en/verify?code=A-1"),
    ("/my", "/my/"),
])  # fmt: skip
def test_a_slash_too_many_or_too_few_leads_to_the_page(client: Client, address: str, page: str) -> None:
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, page)


@pytest.mark.parametrize("address", ["/nowhere/", "/en/nowhere", "//example.org", "/api/v1/score/"])
def test_it_leads_nowhere_else(client: Client, address: str) -> None:
    assert client.get(address, follow=True).status_code == 404
    assert client.post(address).status_code in {403, 404}


@pytest.mark.parametrize("address", ["/", "/en/", "/verify", "/api/v1/score"])
def test_a_body_above_the_limit_is_refused_before_it_is_read(client: Client, address: str) -> None:
    response = client.post(address, b"x" * (settings.BODY_LIMIT + 1), content_type="application/octet-stream")
    assert response.status_code == 413
    assert ("errors" in response.json()) if "api" in address else b"1.5 MB" in response.content


@pytest.mark.parametrize(("address", "words"), [
    ("/", "这次请求读不了"),
    ("/en/sources", "This request cannot be read"),
    ("/api/v1/policies", '"errors"'),
])  # fmt: skip
def test_another_host_is_refused(address: str, words: str) -> None:
    response = Client(headers={"host": "evil.example"}).get(address)
    assert response.status_code == 400
    assert words in response.content.decode()


@pytest.mark.parametrize("length", ["-1", "abc", "1e9"])
def test_a_length_that_is_none_is_refused(client: Client, length: str) -> None:
    assert client.post("/", {}, CONTENT_LENGTH=length).status_code in {400, 413}


def test_a_broken_view_gives_a_page_that_needs_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("jifen_service.portal.quick.views.questions", broken)
    with caplog.at_level(logging.INFO):
        response = client.post("/quick?token=geheim", {"birth_date_year": "1977"})
    assert response.status_code == 500
    assert "这边出了点问题" in response.content.decode()
    assert "Something broke" in response.content.decode()
    logged = caplog.text
    assert "geheim" not in logged
    assert "1977" not in logged


def test_a_broken_interface_answers_in_json(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jifen_service.config.middleware.PageLanguage.__call__", lambda *_: 1 / 0)
    response = client.get("/api/v1/policies")
    assert response.status_code == 500
    assert response.json()["errors"][0]["message"]


def test_pages_are_compressed_and_the_http_interface_is_left_alone(client: Client) -> None:
    packed = {"Accept-Encoding": "gzip"}
    assert client.get("/", headers=packed)["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/api/v1/policies", headers=packed)


def test_the_clock_is_shanghais() -> None:
    assert clock.today() == datetime.now(ZoneInfo("Asia/Shanghai")).date()


def test_flags_say_yes_or_no(monkeypatch: pytest.MonkeyPatch) -> None:
    for word, meant in [("1", True), ("True", True), ("on", True), ("0", False), ("", False), ("no", False)]:
        monkeypatch.setenv("JIFEN_TEST_FLAG", word)
        assert environment.flag("JIFEN_TEST_FLAG") is meant
    monkeypatch.setenv("JIFEN_TEST_FLAG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="JIFEN_TEST_FLAG"):
        environment.flag("JIFEN_TEST_FLAG")


def test_names_are_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIFEN_TEST_NAMES", "a.example, b.example,")
    assert environment.names("JIFEN_TEST_NAMES", ["c"]) == ["a.example", "b.example"]
    monkeypatch.delenv("JIFEN_TEST_NAMES")
    assert environment.names("JIFEN_TEST_NAMES", ["c"]) == ["c"]


def test_the_secret_key_is_made_once_and_kept_for_its_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JIFEN_SECRET_KEY", raising=False)
    key = environment.secret_key(tmp_path / "var")
    assert len(key) >= 50
    assert environment.secret_key(tmp_path / "var") == key
    kept = tmp_path / "var/secret_key"
    assert kept.stat().st_mode & 0o077 == 0
    assert [path.name for path in kept.parent.iterdir()] == ["secret_key"]
    monkeypatch.setenv("JIFEN_SECRET_KEY", "told")
    assert environment.secret_key(tmp_path / "var") == "told"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JIFEN_SECRET_KEY", raising=False)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ImproperlyConfigured, match="JIFEN_SECRET_KEY"):
        environment.secret_key(tmp_path / "file")


def test_style_sheets_are_bundled_in_place(tmp_path: Path) -> None:
    (tmp_path / "site.css").write_text('/* head */\n@import url("a.css");\n@import url("b.css");\n')
    (tmp_path / "a.css").write_text("a {}\n")
    (tmp_path / "b.css").write_text('@import url("a.css");\nb {}\n')
    assert assets.bundle(tmp_path / "site.css") == "/* head */\na {}\na {}\nb {}\n"


def test_static_files_are_named_after_their_content(tmp_path: Path) -> None:
    (tmp_path / "one.css").write_text("a {}")
    before = assets.folder_for(Path("root"), [tmp_path])
    assert assets.folder_for(Path("root"), [tmp_path]) == before
    (tmp_path / "one.css").write_text("b {}")
    assert assets.folder_for(Path("root"), [tmp_path]) != before


def test_the_page_names_hashed_files_that_are_served_for_long_and_compressed(client: Client) -> None:
    page = client.get("/").content.decode()
    sheet = page.split('rel="stylesheet" href="')[1].split('"')[0]
    response = client.get(sheet, headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200
    assert "immutable" in response["Cache-Control"]
    assert response["Content-Encoding"] == "gzip"
    assert b"@import" not in client.get(sheet).getvalue()


@pytest.mark.parametrize("address", ["/quick?level=%00", "/en/quick?a=b%00"])
def test_a_character_that_no_text_has_is_refused(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert "text/html" in response["Content-Type"]
