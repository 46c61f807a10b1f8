"""Employers, agents and invitations: who may, once, until when, and that all of it is on record."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from tests.jifen_service.casework.world import make_user, photo
from tests.jifen_service.employers.conftest import NOW

from jifen_service.accounts import invitations, organisations
from jifen_service.accounts.access import Person
from jifen_service.accounts.credit_codes import code_check_character, credit_code_fault
from jifen_service.accounts.invitations import InvitationError
from jifen_service.accounts.models import Employer, Invitation, Membership
from jifen_service.accounts.organisations import NotTheirs, OrganisationError, Registration
from jifen_service.accounts.roles import Role
from jifen_service.audit.models import AuditEvent

FIRST_SEVENTEEN = "91310120MA1HK5T32"
CODE = FIRST_SEVENTEEN + code_check_character(FIRST_SEVENTEEN)


def told(centre, code=CODE, **more) -> Registration:
    return Registration(
        **{"credit_code": code, "name": "晨星", "centre_id": centre.pk, "address": "", "licence": b"x",
           "media_type": "image/png", **more}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("91350100M000100Y43", None),
        (CODE, None),
        (CODE.lower(), None),
        (f" {CODE[:8]} {CODE[8:]} ", None),
        (CODE[:-1] + ("0" if CODE[-1] != "0" else "1"), "check_digit"),
        (CODE[:9] + CODE[10] + CODE[9] + CODE[11:], "check_digit"),
        ("9131012OMA1HK5T32X", "form"),
        (CODE[:-1], "form"),
        ("", "form"),
        ("九一三一", "form"),
    ],
)
def test_credit_code(code, fault):
    assert credit_code_fault(code) == fault


def test_every_single_wrong_character_is_found():
    for place in range(17):
        wrong = CODE[:place] + ("1" if CODE[place] != "1" else "2") + CODE[place + 1 :]
        assert credit_code_fault(wrong) is not None


def test_who_registers_becomes_agent_and_waits(world):
    user = make_user("newcomer")
    employer = organisations.register(user, told(world.centre), at=NOW, ip="192.0.2.1")
    assert employer.status == Employer.Status.PENDING
    assert [held.user for held in organisations.agents(employer.pk, NOW.date())] == [user]
    event = AuditEvent.objects.get(action="employer_registered")
    assert (event.actor, event.subject_id, event.ip) == (user, str(employer.pk), "192.0.2.1")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"credit_code": CODE[:-1] + "?"}, "code_form"),
        ({"name": " "}, "name_missing"),
        ({"centre_id": 0}, "centre_unknown"),
    ],
)
def test_registration_refuses(world, wrong, code):
    with pytest.raises(OrganisationError) as refused:
        organisations.register(
            make_user("newcomer"),
            told(world.centre, **{"code": wrong.pop("credit_code", CODE), **wrong}),
            at=NOW,
        )
    assert refused.value.code == code
    assert refused.value.message


def test_a_code_is_registered_once_unless_it_was_refused(world):
    first, second = make_user("first"), make_user("second")
    employer = organisations.register(first, told(world.centre), at=NOW)
    with pytest.raises(OrganisationError, match="code_taken"):
        organisations.register(second, told(world.centre), at=NOW)
    organisations.refuse(world.window, employer.pk, "执照看不清", at=NOW)
    again = organisations.register(second, told(world.centre), at=NOW + timedelta(days=1))
    assert (again.pk, again.status, again.reason) == (employer.pk, Employer.Status.PENDING, "")
    assert [held.user for held in organisations.agents(employer.pk, (NOW + timedelta(days=1)).date())] == [
        second
    ]
    assert again.licences.count() == 2


def test_only_the_competent_centre_verifies_and_once(world):
    employer = organisations.register(make_user("newcomer"), told(world.centre), at=NOW)
    assert list(organisations.to_verify(world.window)) == [employer]
    assert employer not in organisations.to_verify(world.window_elsewhere)
    assert not organisations.to_verify(world.reviewer)
    for outsider in (world.window_elsewhere, world.reviewer, world.agent, world.holder, world.city_admin):
        with pytest.raises(NotTheirs):
            organisations.verify(outsider, employer.pk, at=NOW)
    with pytest.raises(OrganisationError, match="reason_missing"):
        organisations.refuse(world.window, employer.pk, "  ", at=NOW)
    assert organisations.verify(world.lead, employer.pk, at=NOW).status == Employer.Status.VERIFIED
    with pytest.raises(OrganisationError, match="already_judged"):
        organisations.refuse(world.window, employer.pk, "迟了", at=NOW)


def test_nobody_verifies_their_own_employer(world):
    employer = organisations.register(world.window.user, told(world.centre), at=NOW)
    with pytest.raises(NotTheirs):
        organisations.verify(world.window, employer.pk, at=NOW)


def test_licence_is_sealed_and_looked_at_on_record(world, settings):
    employer = organisations.register(
        make_user("newcomer"), told(world.centre, licence=b"licence in clear"), at=NOW
    )
    assert organisations.licence_of(world.window, employer.pk, at=NOW) == (b"licence in clear", "image/png")
    assert AuditEvent.objects.filter(action="look_licence", actor=world.window.user).exists()
    sealed = [path.read_bytes() for path in settings.VAULT_FILES.glob("*/*")]
    assert sealed
    assert not any(b"licence in clear" in content for content in sealed)
    for outsider in (world.agent, world.window_elsewhere, world.holder):
        with pytest.raises(NotTheirs):
            organisations.licence_of(outsider, employer.pk, at=NOW)


def test_an_agents_link_is_good_once(world):
    invitation, token = invitations.invite_agent(world.agent, world.employer.pk, "小李", at=NOW)
    newcomer = make_user("li")
    invitations.accept_invitation(newcomer, token, at=NOW)
    assert Role.AGENT in Person(newcomer, NOW.date()).roles
    with pytest.raises(InvitationError, match="used"):
        invitations.accept_invitation(make_user("late"), token, at=NOW)
    assert Invitation.objects.get(pk=invitation.pk).used_by == newcomer
    assert set(AuditEvent.objects.values_list("action", flat=True)) == {"invited", "invitation_accepted"}


def test_the_token_is_nowhere_in_the_database(world):
    _made, token = invitations.invite_agent(world.agent, world.employer.pk, "小李 13812345678", at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_invitation")
        text = repr(cursor.fetchall())
    assert token not in text
    assert "13812345678" not in text


@pytest.mark.parametrize("token", ["", "0" * 40, "'; --", "x" * 4000])
def test_an_unknown_link_is_not_there(world, token):
    with pytest.raises(NotTheirs):
        invitations.invitation_of(token, NOW)


def test_an_old_or_revoked_link_is_refused(world):
    old, token = invitations.invite_employee(world.agent, world.employer.pk, "", at=NOW)
    with pytest.raises(InvitationError, match="expired"):
        invitations.accept_invitation(make_user("late"), token, at=NOW + invitations.GOOD_FOR)
    invitations.revoke(world.agent, old.pk, at=NOW)
    with pytest.raises(InvitationError, match="revoked"):
        invitations.invitation_of(token, NOW)


def test_others_neither_invite_nor_revoke(world):
    made, _token = invitations.invite_agent(world.agent, world.employer.pk, "", at=NOW)
    for outsider in (world.other_agent, world.holder, world.window, world.city_admin):
        with pytest.raises(NotTheirs):
            invitations.revoke(outsider, made.pk, at=NOW)
        with pytest.raises(NotTheirs):
            invitations.invite_agent(outsider, world.employer.pk, "", at=NOW)
    assert Invitation.objects.get().standing(NOW) == "open"


def test_an_employer_that_is_not_verified_invites_no_employees(world):
    other = world.other_agent.acting.employer
    with pytest.raises(InvitationError, match="not_verified"):
        invitations.invite_employee(world.other_agent, other.pk, "", at=NOW)


def test_an_agent_is_removed_at_once_but_never_the_last(world):
    only = Membership.objects.get(user=world.agent.user)
    with pytest.raises(OrganisationError, match="last_agent"):
        organisations.remove_agent(world.agent, only.pk, at=NOW)
    _made, token = invitations.invite_agent(world.agent, world.employer.pk, "", at=NOW)
    newcomer = make_user("li")
    invitations.accept_invitation(newcomer, token, at=NOW)
    held = Membership.objects.get(user=newcomer)
    with pytest.raises(NotTheirs):
        organisations.remove_agent(world.other_agent, held.pk, at=NOW)
    organisations.remove_agent(world.agent, held.pk, at=NOW)
    assert Role.AGENT not in Person(newcomer, NOW.date()).roles


def test_registration_page_says_what_is_wrong_and_keeps_the_rest(world, sign_in):
    client = sign_in(world.stranger)
    typed = {
        "credit_code": CODE[:-1] + "0",
        "name": "晨星软件",
        "centre": world.centre.pk,
        "address": "示例路",
    }
    page = client.post(reverse("employers:register"), typed)
    text = page.content.decode()
    assert page.status_code == 422
    assert "校验位对不上" in text
    assert 'value="晨星软件"' in text
    assert not Employer.objects.filter(name="晨星软件").exists()


def test_registration_page_refuses_what_is_no_licence(world, sign_in):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = sign_in(world.stranger)
    typed = {"credit_code": CODE, "name": "晨星软件", "centre": world.centre.pk, "address": ""}
    fake = SimpleUploadedFile("licence.pdf", b"MZ not a licence")
    assert client.post(reverse("employers:register"), {**typed, "licence": fake}).status_code == 422
    good = SimpleUploadedFile("licence.exe", photo())
    page = client.post(reverse("employers:register"), {**typed, "licence": good}, follow=True)
    assert "待核验" in page.content.decode()
    assert client.get(reverse("employers:licence"))["Content-Type"] == "image/png"


def test_people_page_shows_a_new_link_once(agent):
    page = agent.post(
        reverse("employers:invite"), {"role": "applicant", "label": "小王"}, follow=True
    ).content.decode()
    assert "给 小王 的邀请链接" in page
    assert "邀请链接 " not in agent.get(reverse("employers:people")).content.decode()
    assert "7 天内有效" not in agent.get(reverse("employers:people")).content.decode()


def test_an_agents_link_in_the_browser(world, agent, sign_in):
    page = agent.post(
        reverse("employers:invite"), {"role": "agent", "label": ""}, follow=True
    ).content.decode()
    path = page.split('value="http://testserver')[1].split('"')[0]
    newcomer = sign_in(world.stranger)
    assert "示例科技有限公司 请你做单位专员" in newcomer.get(path).content.decode()
    assert newcomer.post(path, follow=True).redirect_chain[-1][0] == reverse("employers:home")
    assert newcomer.post(path).status_code == 410
    assert newcomer.get(reverse("employers:invitation", args=["0" * 40])).status_code == 404
