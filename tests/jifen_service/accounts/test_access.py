"""Who is asking: roles by date and place, the membership acted in, the rule on every page."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.jifen_service.conftest import PASSWORD

from jifen_service.accounts import sign_in_urls
from jifen_service.accounts.access import Person, everybody, requires, rule_of, signed_in
from jifen_service.accounts.models import Centre, Membership
from jifen_service.accounts.roles import Role

DAY = date(2026, 7, 4)
#: routes whose views are not ours: the HTTP interface, which is stateless and open
OPEN_PREFIXES = ("api/v1/",)


@pytest.fixture
def other_centre(db: None) -> Centre:
    return Centre.objects.create(district="徐汇区", code="XH", name="徐汇区人才服务中心")


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [(0, None, True), (0, 0, True), (-1, 0, True), (1, None, False), (-5, -1, False)],
)
def test_a_membership_holds_from_its_first_to_its_last_day(make_person, centre, since, until, holds):
    user = make_person("zhang")
    end = None if until is None else DAY + timedelta(days=until)
    start = DAY + timedelta(days=since)
    Membership.objects.create(user=user, role=Role.WINDOW, centre=centre, since=start, until=end)
    person = Person(user, DAY)
    assert (Role.WINDOW in person.roles) is holds
    assert (person.centre_ids == {centre.pk}) is holds
    assert person.roles == ({Role.WINDOW} if holds else {Role.APPLICANT})


def test_without_a_membership_one_is_an_applicant(make_person):
    person = Person(make_person("zhang"), DAY)
    assert (person.roles, person.role, person.acting) == ({Role.APPLICANT}, Role.APPLICANT, None)
    assert not person.employer_ids
    assert not person.centre_ids


def test_nobody_has_no_role():
    person = Person(AnonymousUser(), DAY)
    assert (person.roles, person.role, person.is_officer) == (frozenset(), None, False)


def test_roles_at_one_place_go_together_and_places_apart(make_person, centre, other_centre, employer):
    user = make_person("zhang", Role.REVIEWER, centre=centre)
    lead = Membership.objects.create(user=user, role=Role.LEAD, centre=centre, since=DAY)
    other = Membership.objects.create(user=user, role=Role.APPROVER, centre=other_centre, since=DAY)
    agent = Membership.objects.create(user=user, role=Role.AGENT, employer=employer, since=DAY)
    here = Person(user, DAY, lead.pk)
    assert (here.roles, here.centre_ids) == ({Role.REVIEWER, Role.LEAD}, {centre.pk})
    there = Person(user, DAY, other.pk)
    assert (there.roles, there.centre_ids) == ({Role.APPROVER}, {other_centre.pk})
    work = Person(user, DAY, agent.pk)
    assert (work.roles, work.employer_ids, work.centre_ids) == ({Role.AGENT}, {employer.pk}, frozenset())
    assert Person(user, DAY, 0).roles == {Role.APPLICANT}


def test_acting_in_a_membership_that_ended_falls_back(make_person, centre):
    user = make_person("zhang", Role.WINDOW, centre=centre)
    gone = Membership.objects.create(user=user, role=Role.LEAD, centre=centre, since=DAY, until=DAY)
    assert Person(user, DAY + timedelta(days=1), gone.pk).roles == {Role.WINDOW}


@requires(Role.WINDOW)
def for_the_window(_request: object) -> HttpResponse:
    return HttpResponse("open")


def test_a_view_opens_to_its_roles_only(make_person, centre):
    request = RequestFactory().get("/page?x=1")
    request.person = Person(AnonymousUser(), DAY)
    assert for_the_window(request).url == "/account/login/?next=/page%3Fx%3D1"
    request.person = Person(make_person("zhang"), DAY)
    with pytest.raises(Http404):
        for_the_window(request)
    request.person = Person(make_person("window", Role.WINDOW, centre=centre), DAY)
    assert for_the_window(request).content == b"open"


def test_a_rule_can_be_read_from_its_view():
    assert rule_of(for_the_window).roles == {Role.WINDOW}
    assert rule_of(everybody(lambda _request: HttpResponse())).open
    assert not rule_of(signed_in(lambda _request: HttpResponse())).open
    assert rule_of(lambda _request: HttpResponse()) is None


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> list[tuple[str, URLPattern]]:
    """Every route of the platform: its address as a pattern, and what it leads to."""
    found = []
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += routes(pattern.url_patterns, address)
        else:
            found.append((address, pattern))
    return found


def test_every_route_has_a_rule():
    named = sign_in_urls.OPEN | sign_in_urls.SIGNED_IN
    lacking = [
        address
        for address, pattern in routes(get_resolver().url_patterns)
        if rule_of(pattern.callback) is None
        and not address.startswith(OPEN_PREFIXES)
        and pattern.name not in named
    ]
    assert lacking == []


@pytest.mark.django_db
def test_pages_of_an_account_lead_strangers_to_the_sign_in_page(client: Client):
    for name in sorted(sign_in_urls.SIGNED_IN | {"accounts:home", "accounts:settings"}):
        keys = {"pk": 1} if name in {"mfa_remove_webauthn", "mfa_edit_webauthn"} else {}
        response = client.get(reverse(name, kwargs=keys))
        assert response.status_code == 302, name
        assert response.url.startswith(reverse("account_login")), name


@pytest.mark.django_db
def test_one_switches_between_ones_own_memberships_only(client: Client, make_person, centre, employer):
    user = make_person("zhang", Role.WINDOW, centre=centre)
    agent = Membership.objects.create(user=user, role=Role.AGENT, employer=employer, since=date(2020, 1, 1))
    stranger = make_person("wang", Role.AGENT, employer=employer)
    client.force_login(user)
    page = client.get(reverse("accounts:settings")).content.decode()
    assert f"你现在以 {centre.name} · 受理人员 身份" in page
    client.post(reverse("accounts:act"), {"membership": agent.pk})
    page = client.get(reverse("accounts:settings")).content.decode()
    assert f"你现在以 {employer.name} · 单位人事专员 身份" in page
    foreign = client.post(reverse("accounts:act"), {"membership": stranger.memberships.get().pk})
    assert foreign.status_code == 404
    client.post(reverse("accounts:act"), {"membership": "0"})
    assert "持证人" in client.get(reverse("accounts:settings")).content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused(make_person):
    make_person("zhang")
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("account_login"), {"login": "zhang", "password": PASSWORD})
    assert answer.status_code == 403


def test_the_self_test_sets_no_cookie_and_asks_no_database(client: Client):
    strict = Client(enforce_csrf_checks=True)
    assert strict.get("/").status_code == 200
    assert strict.post("/quick/result", {}).status_code == 200
    assert strict.cookies == {}
