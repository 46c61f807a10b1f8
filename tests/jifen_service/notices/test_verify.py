"""Verification: page, HTTP interface and command line say the same, and say which it is."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.jifen_service.casework.world import ID_NUMBER, NAME, take
from tests.jifen_service.notices.conftest import DECIDED, SITE

from jifen.cli import main
from jifen_service.casework.models import Case
from jifen_service.notices import codes, service
from jifen_service.notices.models import Notice
from jifen_service.notices.verdict_words import SAID
from jifen_service.notices.verifying import examine_file

pytestmark = pytest.mark.usefixtures("clean_cache")


def page(code: str):
    return Client().get(reverse("notices:verify_code", args=[code]))


def api(code: str):
    return Client().get(f"/api/v1/notices/{codes.shown(code)}")


def says(code: str) -> set[str]:
    """What page and interface say of a code: one word, if they agree."""
    shown, told = page(code), api(code)
    assert shown.status_code == told.status_code
    state = told.json()["state"]
    assert f"<h2>{SAID[state].title}</h2>" in shown.content.decode()
    return state


def test_anybody_sees_state_points_and_dates_and_no_more_of_the_holder(notice):
    shown, told = page(notice.code).content.decode(), api(notice.code).json()
    assert told == {
        "code": codes.shown(notice.code),
        "state": "valid",
        "holder": {"name": "张**", "id_number": f"3101{'*' * 10}{ID_NUMBER[-4:]}"},
        "points": notice.decision.total,
        "passes": True,
        "decided_on": "2026-07-25",
        "issued_on": "2026-07-25",
        "valid_until": "2028-02-28",
        "ended_on": None,
    }
    for text in (*told["holder"].values(), str(told["points"]), "2028-02-28"):
        assert text in shown
    assert [secret for secret in (NAME, ID_NUMBER) if secret in shown] == []


def test_each_ending_is_named(world, passed, notice, printed, at):
    after = DECIDED.replace(year=2028, month=2, day=29)
    assert says(notice.code) == examine_file(printed, DECIDED).word == "valid"
    at(after)
    assert says(notice.code) == examine_file(printed, after).word == "expired"
    at(DECIDED)
    take(world, passed, "correct", "approver", at=DECIDED, reasons=["new_facts"])
    assert says(notice.code) == examine_file(printed, DECIDED).word == "revoked"
    for name, who in (("propose", "reviewer"), ("decide_passed", "approver2")):
        take(world, passed, name, who, at=DECIDED + timedelta(days=2))
    assert says(notice.code) == examine_file(printed, DECIDED).word == "superseded"
    take(world, passed, "revoke", "lead", at=DECIDED, reasons=["false_materials"])
    assert says(Notice.objects.latest("issued_at").code) == "revoked"
    assert says(codes.new_code()) == "unknown"


def test_guessing_is_slowed_down_and_verifying_is_not(notice, settings, at):
    for _ in range(settings.NOTICE_MISSES):
        assert page(notice.code).status_code == 200
        assert api(codes.new_code()).status_code == 404
    for answer in (page(notice.code), api(notice.code)):
        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= settings.NOTICE_MISSES_WITHIN.total_seconds()
    # What is merely mistyped asks nothing of the database and counts for nothing.
    assert page("0000-0000-0001").status_code == 404
    at(DECIDED + settings.NOTICE_MISSES_WITHIN)
    assert page(notice.code).status_code == 200


def test_one_byte_changed_anywhere_is_noticed(printed):
    assert examine_file(printed, DECIDED).word == "valid"
    signature = printed.index(b"/Contents <") + 11
    # Some of a signature's own wrapping is covered by nothing; a few places there, the rest all over.
    for place in (*range(signature, signature + 100, 9), *range(7, len(printed), len(printed) // 25)):
        changed = bytearray(printed)
        changed[place] ^= 0x01
        assert examine_file(bytes(changed), DECIDED).word in {"changed", "unsigned"}, place
    for added in (printed + b"\n", printed + b"%%EOF\n", printed[:-1]):
        assert examine_file(added, DECIDED).word != "valid"


def test_a_file_handed_in_is_looked_at_and_named(printed):
    def says_of(content: bytes) -> str:
        file = SimpleUploadedFile("notice.pdf", content, "application/pdf")
        answer = Client(enforce_csrf_checks=True).post(reverse("notices:verify"), {"file": file})
        return answer.content.decode()

    assert f"<h2>{SAID['valid'].title}</h2>" in says_of(printed)
    assert f"<h2>{SAID['changed'].title}</h2>" in says_of(printed.replace(b"/Lang", b"/Long"))
    assert "不是 PDF" in says_of(b"no pdf")


def test_a_notice_that_somebody_else_signed_is_not_ours(printed, settings, tmp_path):
    settings.VAR = tmp_path
    assert examine_file(printed, DECIDED).word == "untrusted"


@pytest.mark.django_db(transaction=True)
def test_the_command_line_says_which(world, passed, printed, live_server, tmp_path, capsys):
    file, other = tmp_path / "notice.pdf", tmp_path / "other.pdf"
    file.write_bytes(printed)
    other.write_bytes(printed.replace(b"/Lang", b"/Long"))

    def run(*arguments: object) -> tuple[int, str]:
        status = main(["verify-notice", *map(str, arguments), "--json", "--on", "2026-07-26"])
        out = capsys.readouterr().out
        return status, json.loads(out)["verdict"] if out else ""

    asked = ("--server", live_server.url)
    assert run(file) == run(file, *asked) == (0, "valid")
    assert run(other, *asked) == (1, "changed")
    assert run(tmp_path / "none.pdf") == (2, "")
    assert run(file, "--server", "http://127.0.0.1:9") == (2, "")
    assert main(["verify-notice", str(file), "--on", "2028-02-29", "--lang", "en"]) == 1
    assert "it has expired" in capsys.readouterr().out
    take(world, passed, "correct", "approver", at=DECIDED, reasons=["new_facts"])
    assert run(file, *asked) == (1, "revoked")
    for name, who in (("propose", "reviewer"), ("decide_passed", "approver2")):
        take(world, passed, name, who, at=DECIDED)
    assert run(file, *asked) == (1, "superseded")


def test_the_pages_of_a_case_print_it_and_show_who_did(world, passed, notice, settings, at):
    settings.PUBLIC_URL = SITE
    client = Client()
    client.force_login(world.holder.user)
    answer = client.post(reverse("notices:print", args=[passed.pk]))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert examine_file(answer.content, DECIDED).word == "valid"
    assert Case.objects.get(pk=passed.pk).state == "passed_printed"
    shown = client.get(reverse("notices:case", args=[passed.pk])).content.decode()
    assert NAME in shown
    assert "127.0.0.1" in shown
    take(world, passed, "revoke", "lead", at=DECIDED, reasons=["false_materials"])
    assert client.post(reverse("notices:print", args=[passed.pk])).status_code == 409
    assert service.issued(passed, world.holder, DECIDED.date()).prints.count() == 1
