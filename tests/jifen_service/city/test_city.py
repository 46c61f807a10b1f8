"""The city administrator: officers, centres, second factor, audit, figures; nobody else comes in."""

import io

import pytest
from django.db import connection
from openpyxl import load_workbook
from tests.jifen_service.casework import world as w

from jifen_service.accounts.models import Centre, CitySetting, Membership, User
from jifen_service.audit.models import AuditEvent

PAGES = ("", "officers/", "centres/", "audit/", "figures/sheet/")


@pytest.mark.parametrize("who", ["holder", "agent", "window", "lead"])
@pytest.mark.parametrize("page", PAGES)
def test_nobody_else_comes_in(world, sign_in, who, page):
    assert sign_in(who).get(f"/city/{page}").status_code == 404


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens(world, sign_in, page, language):
    assert sign_in("city_admin").get(f"{language}/city/{page}").status_code == 200


def officer(**changed):
    told = {"username": "newcomer", "display_name": "新来的", "role": "window", "since": "2026-07-06"}
    return told | changed


def test_an_officer_is_appointed_with_a_password_shown_once(world, sign_in):
    client = sign_in("city_admin")
    answer = client.post("/city/officers/", officer(centre=world.centre.pk))
    password = answer.context["password"]
    user = User.objects.get(username="newcomer")
    assert user.check_password(password)
    assert password in answer.content.decode()
    assert password not in client.get("/city/officers/").content.decode()
    assert Membership.objects.get(user=user).centre == world.centre
    assert AuditEvent.objects.filter(action="officer_appointed", subject_id=str(user.pk)).exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({}, "请选一个中心"),
        ({"role": "city_admin", "centre": 1}, "不属于某个中心"),
        ({"role": "city_admin", "until": "2026-07-01"}, "不能早于"),
        ({"role": "city_admin", "display_name": ""}, "新建要写姓名"),
    ],
)
def test_what_does_not_fit_is_said(world, sign_in, wrong, words):
    if "centre" in wrong:
        wrong = wrong | {"centre": world.centre.pk}
    answer = sign_in("city_admin").post("/city/officers/", officer(**wrong))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not User.objects.filter(username="newcomer").exists()


def test_a_role_ends_at_once_and_the_last_administrator_stays(world, sign_in):
    client = sign_in("city_admin")
    held = Membership.objects.get(user=world.window.user)
    client.post(f"/city/officers/{held.pk}/end/")
    held.refresh_from_db()
    assert held.until.isoformat() == "2026-07-05"
    assert sign_in("window").get("/desk/").status_code == 404
    own = Membership.objects.get(user=world.city_admin.user)
    told = client.post(f"/city/officers/{own.pk}/end/", follow=True)
    assert "至少要有一位市级管理员" in told.content.decode()
    agents = Membership.objects.get(user=world.agent.user)
    assert client.post(f"/city/officers/{agents.pk}/end/").status_code == 404


def test_a_centre_is_told_and_what_is_unknown_is_marked(world, sign_in):
    client = sign_in("city_admin")
    assert "待补" in client.get("/city/centres/").content.decode()
    told = {"name": world.elsewhere.name, "address": "望园南路1529弄B楼二层B209", "hours": "", "phone": ""}
    assert client.post(f"/city/centres/{world.elsewhere.pk}/", told).status_code == 302
    assert Centre.objects.get(pk=world.elsewhere.pk).address == told["address"]
    change = AuditEvent.objects.get(action="centre_changed")
    assert change.detail == {"fields": ["address"]}


def test_a_second_factor_is_required_of_officers(world, sign_in):
    client = sign_in("city_admin")
    client.post("/city/second-factor/", {"required": "yes"})
    assert CitySetting.current().second_factor_required
    assert "second-factor-needed" in sign_in("window").get("/desk/").url


def test_the_audit_is_searched_by_number_person_and_day(world, sign_in):
    case = w.advance(world, w.new_case(world), "deliver")
    other = w.new_case(world, filled=False)
    client = sign_in("city_admin")

    def found(query):
        return client.get(f"/city/audit/?{query}").context["rows"]

    assert [row.subject for row in found(f"number={case.number}&action=deliver")] == [case.number]
    assert {row.event.actor.username for row in found("who=agent")} == {"agent"}
    assert found("number=JF0000-000000000") == ()
    assert found("day=2026-07-03") == ()
    assert found("day=9999-12-31") == ()
    # Begun here, this day began in no year of the calendar in UTC: it filters nothing.
    assert len(found(f"day=0001-01-01&number={case.number}")) > 1
    assert other.number in {row.subject for row in found("day=2026-07-04")}


def test_a_broken_chain_is_named(world, sign_in):
    w.advance(world, w.new_case(world), "deliver")
    client = sign_in("city_admin")
    assert "两条链都完整" in client.post("/city/audit/verify/").content.decode()
    victim = AuditEvent.objects.filter(action="confirm").get()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditevent SET role = 'lead' WHERE id = %s", [victim.pk])
    page = client.post("/city/audit/verify/").content.decode()
    assert f"{victim.chain} {victim.sequence}" in page
    assert "altered" in page
    assert client.get("/city/audit/verify/").status_code == 302


def test_the_figures_are_a_spreadsheet_too(world, sign_in):
    w.advance(world, w.new_case(world), "accept")
    answer = sign_in("city_admin").get("/city/figures/sheet/?since=2026-07-01&until=2026-07-31")
    book = load_workbook(io.BytesIO(answer.content))
    rows = list(book["从送件到决定"].iter_rows(values_only=True))
    assert rows[1:] == [("送件", 1, 100), ("受理", 1, 100), ("作出决定", 0, 0)]
