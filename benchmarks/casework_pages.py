"""The casework's pages over HTTP: a granian server, signed-in sessions, whole templates."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from benchmarks.servers import HOST, free_port, serving
from jifen_service.accounts.access import ACTING, Person
from jifen_service.accounts.models import Membership, User
from jifen_service.accounts.roles import Role
from jifen_service.casework import queries
from jifen_service.casework.actors import SYSTEM
from jifen_service.casework.models import Case
from jifen_service.casework.paging import LAST
from jifen_service.config.clock import today
from jifen_service.forms.search import hide

#: pages between the first and the one that is measured as a deep one
_DEEP = 40


@dataclass(frozen=True)
class Page:
    """What is asked: a name for the table, who asks, the address."""

    name: str
    who: User
    membership: Membership | None
    address: str


@dataclass(frozen=True)
class Measured:
    """A page's milliseconds, one for each round, its own computing time in the middle, its number of queries.

    The computing time is what the page would take on a machine with nothing else to do, the database's part
    left out.
    """

    name: str
    milliseconds: list[float]
    computing: float
    queries: int

    @property
    def median(self) -> float:
        """The median."""
        return statistics.median(self.milliseconds)


def measure(rounds: int) -> Iterator[Measured]:
    """Ask every page ``rounds`` times over HTTP, once within the process for its queries."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "jifen_service.config.wsgi:application", "--interface", "wsgi",
        "--host", HOST, "--port", str(port), "--workers", "1", "--blocking-threads", "1", "--no-ws",
        "--log-level", "warning",
    ]  # fmt: skip
    with serving(command, port, "/account/login/") as address:
        for page in pages():
            session = _session(page)
            with httpx.Client(base_url=address, cookies=session, timeout=60) as client:
                yield Measured(page.name, list(_timed(client, page, rounds)), *_within(page, rounds))


def _timed(client: httpx.Client, page: Page, rounds: int) -> Iterator[float]:
    # The first one warms the server's templates and connection.
    for number in range(rounds + 1):
        began = time.perf_counter()
        answer = client.get(page.address)
        taken = (time.perf_counter() - began) * 1000
        if answer.status_code != httpx.codes.OK:
            raise SystemExit(f"{page.name}: {page.address} answered {answer.status_code}")
        if number:
            yield taken


def _session(page: Page) -> dict[str, str]:
    """A signed-in browser's cookie."""
    return {settings.SESSION_COOKIE_NAME: _browser(page).cookies[settings.SESSION_COOKIE_NAME].value}


def _browser(page: Page) -> Client:
    client = Client()
    client.force_login(page.who)
    session = client.session
    session[ACTING] = page.membership.pk if page.membership else 0
    session.save()
    return client


def _within(page: Page, rounds: int) -> tuple[float, int]:
    """Computing time in ms (median) and statements of a page in this process, session included."""
    client, taken = _browser(page), []
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        client.get(page.address)
        with CaptureQueriesContext(connection) as captured:
            client.get(page.address)
        # The next request empties the log.
        queries_asked = len(captured)
        for _ in range(rounds):
            began = time.process_time()
            client.get(page.address)
            taken.append((time.process_time() - began) * 1000)
    return statistics.median(taken), queries_asked


def pages() -> Iterator[Page]:
    """What is measured: the desk's queue and cases, the employer's, the holder's, the city's."""
    officer, agent = _member(Role.REVIEWER), _member(Role.AGENT)
    case = _case(officer)
    for name, address in _desk(officer, case).items():
        yield Page(name, officer.user, officer, address)
    lead, city = _member(Role.LEAD), _city_admin()
    yield Page("desk: figures", lead.user, lead, "/desk/figures/")
    of_employer = queries.visible_cases(SYSTEM).filter(employer=agent.employer_id)
    theirs = of_employer.filter(submitted_at__isnull=False).first()
    yield Page("employer: cases", agent.user, agent, "/employer/")
    yield Page("employer: a case", agent.user, agent, f"/employer/cases/{theirs.pk}/")
    yield Page("holder: my cases", case.applicant, None, "/my/")
    yield Page("holder: a case", case.applicant, None, f"/my/cases/{case.pk}")
    yield Page("city: home", city.user, city, "/city/")
    yield Page("city: audit of a case", city.user, city, f"/city/audit/?{urlencode({'number': case.number})}")


def _desk(officer: Membership, case: Case) -> dict[str, str]:
    def find(text: str) -> str:
        return f"/desk/?{urlencode({'state': 'all', 'find': hide(text)})}"

    at_desk = f"/desk/cases/{case.pk}/"
    deep = f"/desk/?{urlencode({'state': 'all', 'after': _deep(officer)})}"
    return {
        "desk: queue, open": "/desk/?state=open",
        "desk: queue, waiting": "/desk/?state=filed",
        "desk: queue, late": "/desk/?state=open&colour=late",
        "desk: queue, everything": "/desk/?state=all",
        "desk: queue, page 41": deep,
        "desk: queue, last page": f"/desk/?state=all&after={LAST}",
        "desk: search, number": find(case.number),
        "desk: search, name": find(case.personal["name"]),
        "desk: search, ID number": find(case.personal["id_number"]),
        "desk: search, employer": find(case.employer.name[:8]),
        "desk: a case, overview": f"{at_desk}?part=whole",
        "desk: a case, education": f"{at_desk}?part=education",
        "desk: a case, history": f"{at_desk}?part=history",
    }


def _member(role: str) -> Membership:
    return Membership.objects.filter(role=role).select_related("user").order_by("pk").first()


def _city_admin() -> Membership:
    user, made = User.objects.get_or_create(username="bench_city", defaults={"password": "!"})
    if made:
        Membership.objects.create(user=user, role=Role.CITY_ADMIN, since=today())
    return Membership.objects.select_related("user").get(user=user)


def _case(officer: Membership) -> Case:
    """A case under way with a checklist."""
    there = queries.visible_cases(SYSTEM).filter(centre=officer.centre_id, state="verifying")
    return there.filter(materials__isnull=False).select_related("employer", "applicant").first()


def _deep(officer: Membership) -> str:
    who, page = Person(officer.user, today(), officer.pk), ""
    for _ in range(_DEEP):
        page = queries.queue(who, queries.Filters(today(), order="changed"), page, 30).next or page
    return page
