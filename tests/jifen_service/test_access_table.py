"""Every route × everybody: who is not concerned learns nothing. New routes come by themselves.

The table is not the code's: who is concerned by which object is written down here once more, by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.jifen_service.casework.world import START, World, advance, make_world, member, new_case, photo
from tests.jifen_service.populations.report_data import REPORT

from jifen_service.accounts import invitations, sign_in_urls
from jifen_service.accounts.access import Rule, rule_of
from jifen_service.accounts.models import Licence
from jifen_service.accounts.roles import Role
from jifen_service.audit.models import AuditEvent
from jifen_service.callbacks.models import CallBack
from jifen_service.casework import service
from jifen_service.casework.models import Case, Event, Upload
from jifen_service.config import clock
from jifen_service.employers.models import Import
from jifen_service.lawdrafts import service as drafts
from jifen_service.populations import adding
from jifen_service.populations.models import Comparison
from jifen_service.registries import evidence
from jifen_service.registries.models import Batch
from jifen_service.telling.models import Delivery, Message
from jifen_service.vault import files

#: the HTTP interface keeps nothing and shows nothing of anybody
STATELESS = "api/v1/"
REFUSED = frozenset({403, 404})
NOBODY = "nobody"
_OF_CENTRE = {"window", "reviewer", "approver", "lead"}
#: whom an object concerns: by the name of the argument, or by route where the city looks after another sort
CONCERNED: Mapping[str, set[str]] = {
    "case_id": {"holder", "agent", "city_admin"} | _OF_CENTRE,
    "evidence_id": {"city_admin"} | _OF_CENTRE,
    "batch_id": {"city_admin"} | _OF_CENTRE,
    "upload_id": {"holder", "agent", "city_admin"} | _OF_CENTRE,
    "employer_id": {"agent", "city_admin"} | _OF_CENTRE,
    "import_id": {"agent"},
    "invitation_id": {"agent"},
    "membership_id": {"agent"},
    "message_id": {"holder"},
    "delivery_id": {"city_admin"},
    "callback_id": {"window", "lead", "city_admin"},
    "population_id": {"city_admin"},
    "comparison_id": {"city_admin"},
    "city:end membership_id": {"city_admin"},
    "draft_id": {"city_admin"},
}
PEOPLE = (
    "holder", "stranger", "agent", "other_agent", "window", "reviewer", "approver", "lead",
    "window_elsewhere", "reviewer_elsewhere", "approver_elsewhere", "lead_elsewhere", "city_admin",
)  # fmt: skip
#: what stands in an address for arguments that name no object; by route where the name means two things
WORDS: Mapping[str, object] = {
    "key": "personal", "field": "phone", "code": "permit", "topic": "archive", "name": "accept", "number": 1,
    "kind": "renewal", "form": "csv", "token": "no-such-token", "provider_id": "none", "slug": "none",
    "city:text key": "accept.applicant",
    "city:law_value key": "pass_mark.pass_mark", "city:law_step name": "propose", "channel": "sms",
    "city:comparison_report form": "json", "city:comparison_chart name": "by_age",
    "employers:act name": "confirm", "employers:import_template kind": "csv",
    "registry": "tax",
    "portal:record_template form": "csv", "district": "奉贤区", "centre_id": 1, "user_id": 1, "pk": 1,
    "portal:place code": "FX", "portal:guide_page slug": "who", "day": "2026-07-01",
    "letter": "receipt", "section": "age",
}  # fmt: skip


@dataclass(frozen=True)
class Route:
    """An address of the platform: its name with namespaces, the arguments it takes, its rule."""

    name: str
    arguments: tuple[str, ...]
    rule: Rule | None

    @property
    def objects(self) -> frozenset[str]:
        """The arguments that name somebody's object."""
        return frozenset(self.arguments) & frozenset(CONCERNED)

    def concerns(self, who: str) -> bool:
        """Whether everything that the address names concerns somebody."""
        return all(
            who in CONCERNED.get(f"{self.name} {argument}", CONCERNED[argument]) for argument in self.objects
        )


def _routes(patterns: list[URLPattern | URLResolver], space: str, address: str) -> Iterator[Route]:
    for pattern in patterns:
        here = address + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _routes(pattern.url_patterns, inner, here)
        elif not here.startswith(STATELESS):
            arguments = tuple(pattern.pattern.regex.groupindex)
            yield Route(f"{space}{pattern.name}", arguments, _rule(pattern))


def _rule(pattern: URLPattern) -> Rule | None:
    """The rule on the view; allauth's views carry none, theirs stands beside their names."""
    if pattern.name in sign_in_urls.OPEN:
        return Rule(open=True)
    return Rule() if pattern.name in sign_in_urls.SIGNED_IN else rule_of(pattern.callback)


ROUTES = tuple(_routes(get_resolver().url_patterns, "", ""))
OURS = tuple(
    route for route in ROUTES if route.name not in sign_in_urls.OPEN | sign_in_urls.SIGNED_IN and route.rule
)


@pytest.fixture
def world(db, settings, tmp_path, clean_cache) -> World:
    told = tmp_path / "clock"
    told.write_text((START + timedelta(days=2)).isoformat())
    settings.CLOCK_FILE = str(told)
    world = make_world()
    for role in ("reviewer", "approver", "lead"):
        world.people[f"{role}_elsewhere"] = member(f"{role}_elsewhere", role, centre=world.elsewhere)
    return world


@pytest.fixture
def objects(world: World) -> dict[str, object]:
    """One object of each sort, all of the holder, their employer and its centre."""
    case = new_case(world)
    upload = service.add_upload(case.pk, world.holder, "permit", "a.png", photo(), at=START)
    advance(world, case, "accept")
    kept = evidence.keep(case.pk, world.reviewer, "tax", "a.png", photo(), at=START)
    batch_out = Batch.objects.create(
        registry="archive", centre=world.centre, made_by=world.reviewer.user, made_at=START, rows=0
    )
    agent = world.agent
    Licence.objects.create(
        employer=world.employer,
        key=files.store(photo()),
        media_type="image/png",
        uploaded_by=agent.user,
        uploaded_at=START,
    )
    batch = Import.objects.create(
        employer=world.employer,
        on=START.date(),
        confirmed_by=agent.user,
        confirmed_at=START,
        progress_at=START,
        rows_total=0,
    )
    invitations.invite_employee(agent, world.employer.pk, "张", at=clock.now())
    asked = {"asked_at": START, "confirmed_at": START, "due_on": START.date(), "phone": "13812345678"}
    return {
        **told(world, case),
        **compared(world),
        "case_id": case.pk,
        "evidence_id": kept.pk,
        "batch_id": batch_out.pk,
        "upload_id": upload.pk,
        "employer_id": world.employer.pk,
        "import_id": batch.pk,
        "invitation_id": world.employer.invitations.get().pk,
        "membership_id": agent.acting.pk,
        "city:end membership_id": world.window.acting.pk,
        "draft_id": drafts.create(
            drafts.Author(world.city_admin.user, START), drafts.contents.blank("草案", "Draft")
        ).pk,
        "callback_id": CallBack.objects.create(
            name="张", topic="other", centre=world.centre, token_key="0" * 64, **asked
        ).pk,
    }


def compared(world: World) -> dict[str, object]:
    """A population and a comparison made of it."""
    population = adding.invent(drafts.Author(world.city_admin.user, START), "x", 1, 1)
    comparison = Comparison.objects.create(
        population=population,
        on=START.date(),
        least=10,
        names=[{"zh": "A", "en": "A"}, {"zh": "B", "en": "B"}],
        state="done",
        result={"zh": REPORT, "en": REPORT},
        progress_at=START,
        made_at=START,
    )
    return {"population_id": population.pk, "comparison_id": comparison.pk}


def told(world: World, case: Case) -> dict[str, object]:
    """A message to the holder, and the text message that was given up."""
    about = {"recipient": world.holder.user, "case": case}
    message = Message.objects.create(
        **about, key="note", audience="applicant", event="accept", subject="x", text="x", created_at=START
    )
    delivery = Delivery.objects.create(
        **about, message=message, channel="sms", state="given_up", language="zh", next_try_at=START
    )
    return {"message_id": message.pk, "delivery_id": delivery.pk}


def address(route: Route, objects: Mapping[str, object]) -> str:
    def value(argument: str) -> object:
        for place in (objects, WORDS):
            for key in (f"{route.name} {argument}", argument):
                if key in place:
                    return place[key]
        raise AssertionError(f"{route.name} takes {argument!r}: say what stands for it in WORDS or CONCERNED")

    return reverse(route.name, kwargs={argument: value(argument) for argument in route.arguments})


def clients(world: World) -> dict[str, Client]:
    made = {NOBODY: Client(raise_request_exception=False)}
    for who in PEOPLE:
        made[who] = Client(raise_request_exception=False)
        made[who].force_login(world.people[who].user)
    return made


def answers(client: Client, where: str) -> dict[str, HttpResponse]:
    """What a person gets, to read and to change, whatever the page would take."""
    sent = {"version": "4", "field": "phone", "verdict": "verify", "status": "agrees"}
    return {"GET": client.get(where), "POST": client.post(where, sent)}


def is_refusal(response: HttpResponse, who: str) -> bool:
    if who == NOBODY and response.status_code == 302:
        return response.url.startswith(reverse("account_login"))
    return response.status_code in REFUSED


def traces() -> tuple[object, ...]:
    """What a change or a recorded look would leave behind."""
    return (
        list(Case.objects.values_list("pk", "version", "state", "assignee")),
        Event.objects.count(),
        Upload.objects.count(),
        AuditEvent.objects.count(),
    )


def test_every_route_has_a_rule():
    assert [route.name for route in ROUTES if route.rule is None] == []
    assert len(OURS) > 60


def test_who_is_not_concerned_is_refused_and_leaves_no_trace(world, objects):
    people = clients(world)
    before, wrong = traces(), []
    for route in OURS:
        where = address(route, objects)
        for who, client in people.items():
            admitted = route.rule.open or (who != NOBODY and route.rule.admits(world.people[who]))
            if admitted and (not route.objects or route.concerns(who)):
                continue
            given = answers(client, where)
            # A page that is only read answers 405 to a change, to everybody alike; it must refuse the look.
            heard = [response for response in given.values() if response.status_code != 405]
            if not heard or not all(is_refusal(response, who) for response in heard):
                wrong.append((route.name, who, {m: r.status_code for m, r in given.items()}))
    assert wrong == []
    assert traces() == before


def test_an_object_is_refused_as_one_that_does_not_exist(world, objects):
    """A stranger's page about somebody's case reads as that about no case at all."""
    client, wrong = clients(world)["window_elsewhere"], []
    for route in OURS:
        if route.objects and not route.rule.open:
            where = [address(route, given) for given in (objects, ABSENT)]
            there, absent = (_plain(client.get(place).content.decode(), place) for place in where)
            if there != absent:
                wrong.append(route.name)
    assert wrong == []


#: objects that there are not
ABSENT: Mapping[str, object] = {
    key: 999_999
    if key.split()[-1] in {"membership_id", "delivery_id", "draft_id"}
    else "00000000-0000-4000-8000-000000000000"
    for key in CONCERNED
}


def _plain(page: str, where: str) -> str:
    """A page without its address and without the token that is another one every time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page).replace(where, "")


def test_who_is_concerned_gets_in_and_no_page_breaks(world, objects):
    """The table refuses nobody by refusing everybody: each route about an object lets somebody in."""
    people, closed, broken = clients(world), [], []
    for route in OURS:
        where, entered = address(route, objects), False
        for who, client in people.items():
            if who == NOBODY or not route.rule.admits(world.people[who]) or not route.concerns(who):
                continue
            status = _tried(client, where)
            entered = entered or status not in REFUSED
            if status >= 500:
                broken.append((route.name, who, status))
        if route.objects and not entered:
            closed.append(route.name)
    assert broken == []
    assert closed == []


def _tried(client: Client, where: str) -> int:
    """The status of a look, or of a change where there is nothing to look at; the change is taken back."""
    response = client.get(where)
    if response.status_code == 405:
        with transaction.atomic():
            response = client.post(where, {"field": "phone", "version": "0"})
            transaction.set_rollback(True)
    return response.status_code


@pytest.mark.parametrize("who", ["stranger", "other_agent", "window_elsewhere"])
def test_a_refusal_takes_no_more_queries_for_what_exists(world, objects, who):
    client = clients(world)[who]
    name = {"stranger": "applicants:case", "other_agent": "employers:case"}.get(who, "centres:case")
    counts = []
    # The first page of a session keeps when it was; what follows is alike.
    client.get(reverse(name, args=[ABSENT["case_id"]]))
    for case_id in (objects["case_id"], ABSENT["case_id"]):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(reverse(name, args=[case_id])).status_code == 404
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_roles_of_the_table_are_all_there_are(world):
    held = {role for who in PEOPLE for role in world.people[who].roles}
    assert held == set(Role) - {Role.SYSTEM}
