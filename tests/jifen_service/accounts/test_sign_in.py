"""Sign-in by code and by password, its limits, and how it ends."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests.jifen_service.conftest import PASSWORD

from jifen_service.accounts import sms
from jifen_service.accounts.housekeeping import WAITS, forget_unproved
from jifen_service.accounts.models import User
from jifen_service.accounts.roles import Role
from jifen_service.audit.models import AuditEvent
from jifen_service.config import clock

PHONE = "13812345678"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean_cache")]


@pytest.fixture(autouse=True)
def demo(settings) -> None:
    settings.DEMO = True


def ask_for_code(client: Client, phone: str = PHONE) -> str:
    """Ask for a code and read it where the demonstration keeps it."""
    response = client.post(reverse("account_request_login_code"), {"phone": phone})
    assert response.status_code == 302, response.content.decode()
    assert response.url == reverse("account_confirm_login_code")
    return re.search(r"\d{6}", sms.kept_for_demo(PHONE))[0]


def enter(client: Client, code: str):
    return client.post(reverse("account_confirm_login_code"), {"code": code})


def sign_in(client: Client, login: str, password: str = PASSWORD):
    return client.post(reverse("account_login"), {"login": login, "password": password})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_new_number_signs_in_by_code_and_gets_an_account(client: Client):
    code = ask_for_code(client, " +86 138-1234-5678 ")
    assert enter(client, code).status_code == 302
    user = User.objects.get()
    assert is_signed_in(client)
    assert (user.phone, user.phone_verified, user.has_usable_password()) == (PHONE, True, False)


def test_the_second_time_it_is_the_same_account(client: Client):
    enter(client, ask_for_code(client))
    again = Client()
    enter(again, ask_for_code(again))
    assert is_signed_in(again)
    assert User.objects.count() == 1


def test_asking_twice_without_proof_makes_one_account(client: Client):
    ask_for_code(client)
    ask_for_code(Client())
    assert User.objects.count() == 1


def test_an_account_that_nobody_opens_is_forgotten(client: Client, make_person):
    make_person("officer")
    User.objects.filter(username="officer").update(phone_key=None)
    enter(client, ask_for_code(client))
    waiting = Client()
    waiting.post(reverse("account_request_login_code"), {"phone": "13987654321"})
    assert forget_unproved(clock.now()) == 0
    assert forget_unproved(clock.now() + WAITS) == 1
    assert sorted(User.objects.values_list("phone", flat=True)) == ["", PHONE]


def test_three_wrong_codes_end_the_attempt(client: Client):
    code = ask_for_code(client)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    answers = [enter(client, wrong).status_code for _ in range(3)]
    assert answers == [200, 200, 302]
    enter(client, code)
    assert not is_signed_in(client)


def test_a_code_is_of_its_session_only(client: Client):
    code = ask_for_code(client)
    enter(Client(), code)
    stranger = Client()
    enter(stranger, code)
    assert not is_signed_in(stranger)


def test_codes_to_one_number_are_rationed(client: Client):
    for _ in range(3):
        ask_for_code(Client())
    response = client.post(reverse("account_request_login_code"), {"phone": PHONE})
    assert response.status_code == 200
    assert response.context["form"].errors


def test_wrong_codes_lock_the_account_out(client: Client):
    """Guessing goes on with new codes; after five wrong ones the account is closed to that address."""
    for _ in range(2):
        guesser = Client()
        code = ask_for_code(guesser)
        for _ in range(3):
            enter(guesser, f"{(int(code) + 1) % 1_000_000:06}")
    code = ask_for_code(client)
    response = enter(client, code)
    assert response.status_code == 429
    assert not is_signed_in(client)


def test_no_code_outside_a_demonstration_without_a_sender(client: Client, settings):
    settings.DEMO = False
    response = client.post(reverse("account_request_login_code"), {"phone": PHONE})
    assert "现在不能发短信" in response.content.decode()
    assert User.objects.count() == 0
    assert 'name="phone"' not in client.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize("phone", ["12345678901", "1381234567", "abc", "021-62345678"])
def test_what_is_no_mobile_number(client: Client, phone: str):
    response = client.post(reverse("account_request_login_code"), {"phone": phone})
    assert "11 位" in response.content.decode()


def test_who_registers_anothers_number_gets_nothing(client: Client):
    """Somebody takes a name with a number not theirs; its owner then signs in, to an account apart."""
    thief = Client()
    form = {"username": "thief", "phone": PHONE, "password1": PASSWORD, "password2": PASSWORD}
    assert thief.post(reverse("account_signup"), form).url == reverse("account_verify_phone")
    enter(client, ask_for_code(client))
    owner = User.objects.get(phone_verified=True)
    assert owner.username != "thief"
    assert User.objects.get(username="thief").phone == ""


def test_registering_with_a_name_asks_for_the_code(client: Client):
    form = {"username": "zhang", "phone": PHONE, "password1": PASSWORD, "password2": PASSWORD}
    response = client.post(reverse("account_signup"), form)
    assert response.url == reverse("account_verify_phone")
    assert not is_signed_in(client)
    code = re.search(r"\d{6}", sms.kept_for_demo(PHONE))[0]
    client.post(reverse("account_verify_phone"), {"code": code})
    assert is_signed_in(client)
    assert User.objects.get().phone_verified


@pytest.mark.parametrize("login", ["window", "WINDOW"])
def test_by_password(client: Client, make_person, centre, login: str):
    make_person("window", Role.WINDOW, centre=centre)
    assert sign_in(client, login).status_code == 302
    assert is_signed_in(client)


def test_five_wrong_passwords_lock_out_even_the_right_one(client: Client, make_person):
    make_person("zhang")
    for _ in range(4):
        assert sign_in(client, "zhang", "wrong").status_code == 200
    assert sign_in(client, "zhang", "wrong").status_code == 429
    response = sign_in(client, "zhang")
    assert response.status_code == 429
    assert "15 分钟" in response.content.decode()
    assert not is_signed_in(client)
    make_person("wang")
    sign_in(client, "wang")
    assert is_signed_in(client)


def test_a_session_ends_everywhere(client: Client, make_person):
    make_person("zhang")
    other = Client()
    sign_in(client, "zhang")
    sign_in(other, "zhang")
    client.post(reverse("accounts:sign_out_everywhere"))
    assert not is_signed_in(client)
    assert other.get(reverse("accounts:settings")).status_code == 302
    assert Session.objects.count() <= 1


def test_an_officers_session_ends_when_idle(client: Client, make_person, centre, settings):
    make_person("window", Role.WINDOW, centre=centre)
    sign_in(client, "window")
    assert client.get(reverse("accounts:settings")).status_code == 200
    session = client.session
    session["seen"] -= settings.OFFICER_IDLE_SECONDS + 1
    session.save()
    assert "idle=1" in client.get(reverse("accounts:settings")).url
    assert not is_signed_in(client)


def test_the_database_holds_no_number_in_clear(client: Client, make_person):
    """After sign-in by code, a wrong password with the number, a registration: every text of every table."""
    enter(client, ask_for_code(client))
    sign_in(Client(), PHONE, "wrong")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if table != "jifen_cache":
                assert PHONE not in repr(cursor.fetchall()), table
            else:
                assert PHONE not in repr([row[0] for row in cursor.fetchall()]), "a key of the cache"


def test_nothing_of_it_is_logged(client: Client, caplog):
    caplog.set_level("DEBUG")
    code = ask_for_code(client)
    enter(client, code)
    sign_in(Client(), PHONE, "wrong")
    ours = [record for record in caplog.records if not record.name.startswith("django.db")]
    told = "\n".join(record.getMessage() for record in ours)
    assert PHONE not in told
    assert code not in told


def test_the_list_of_demo_accounts_is_of_the_demonstration(client: Client, make_person, settings):
    make_person("demo-zhang")
    assert "demo-zhang" in client.get(reverse("account_login")).content.decode()
    settings.DEMO = False
    assert "demo-zhang" not in client.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize("prefix", ["/", "/en/"])
def test_pages_ask_no_other_host(client: Client, prefix: str):
    page = client.get(f"{prefix}account/login/").content.decode()
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", page)
    assert "<script>" not in page
    assert " style=" not in page


def test_who_came_in_and_who_was_locked_out_is_on_record(client: Client, make_person, centre):
    user = make_person("window", Role.WINDOW, centre=centre)
    sign_in(client, "window")
    client.post(reverse("account_logout"))
    for _ in range(5):
        sign_in(client, "window", "wrong")
    events = AuditEvent.objects.order_by("id").values_list("action", "actor_id", "role", "ip")
    assert list(events) == [
        ("signed_in", user.pk, "window", "127.0.0.1"),
        ("signed_out", user.pk, "window", "127.0.0.1"),
        ("locked_out", None, "", "127.0.0.1"),
    ]
