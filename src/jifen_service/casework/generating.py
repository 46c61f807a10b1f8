"""A city full of invented cases (生成), for measuring: rows as the service would write them, but in bulk."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from jifen_service.accounts.credit_codes import code_check_character
from jifen_service.accounts.models import Centre, Employer, Membership, User
from jifen_service.accounts.roles import CENTRE_ROLES, Role
from jifen_service.casework import identity, rules
from jifen_service.casework.calendar import due_after_acceptance
from jifen_service.casework.models import Case, Event, Material
from jifen_service.casework.numbering import check_digit
from jifen_service.casework.states import State
from jifen_service.vault import keyed_hash

_BATCH = 5000
_DISTRICTS = 16
_PER_EMPLOYER = 100
_CASES_A_HOLDER = 5
_OFFICERS = 4
_YEARS = 3
#: one case in so many has its checklist too
_WITH_MATERIALS = 20
#: the way of a case and how many of a hundred end at each step
_WAY = (
    ("create", State.DRAFT, Role.APPLICANT, 3),
    ("submit", State.EMPLOYER_REVIEW, Role.APPLICANT, 2),
    ("confirm", State.CONFIRMED, Role.AGENT, 2),
    ("deliver", State.FILED, Role.AGENT, 3),
    ("accept", State.VERIFYING, Role.WINDOW, 6),
    ("propose", State.PROPOSED, Role.REVIEWER, 2),
    ("decide_passed", State.PASSED, Role.APPROVER, 40),
    ("print_notice", State.PASSED_PRINTED, Role.APPLICANT, 42),
)
_DECIDED_AFTER = 7
_OPEN_DAYS = 60
_LEVELS = ("junior_college", "bachelor", "master")
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华"


@dataclass(frozen=True, slots=True)
class Place:
    """A centre with its officers by role, and its employers with an agent each."""

    centre: Centre
    officers: dict[str, User]
    employers: list[tuple[Employer, User]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is made: how many cases, up to which moment, from which seed."""

    cases: int
    at: datetime
    seed: int


def generate(plan: Plan) -> int:
    """Fill an empty database; give how many cases were made. The same plan makes the same city."""
    chance = random.Random(plan.seed)
    with transaction.atomic():
        places = _places(plan, chance)
        holders = _accounts("holder", plan.cases // _CASES_A_HOLDER + 1)
    for start in range(0, plan.cases, _BATCH):
        numbers = range(start, min(start + _BATCH, plan.cases))
        with transaction.atomic():
            _write([_case(plan, chance, places, holders, number) for number in numbers])
    return plan.cases


def _accounts(kind: str, number: int) -> list[User]:
    users = [
        User(username=f"{kind}{index}", display_name=f"{kind}{index}", password="!")
        for index in range(number)
    ]
    return User.objects.bulk_create(users, batch_size=_BATCH)


def _places(plan: Plan, chance: random.Random) -> list[Place]:
    employers = max(_DISTRICTS, plan.cases // _PER_EMPLOYER)
    agents = _accounts("agent", employers)
    since = localdate(plan.at) - timedelta(days=365 * _YEARS)
    places = []
    for number in range(_DISTRICTS):
        centre = Centre.objects.create(
            district=f"示例{number}区", code=f"X{number:02}", name=f"示例{number}区中心"
        )
        officers = dict(zip(sorted(CENTRE_ROLES), _accounts(f"c{number}o", _OFFICERS), strict=True))
        Membership.objects.bulk_create(
            Membership(user=user, role=role, centre=centre, since=since) for role, user in officers.items()
        )
        own = range(number, employers, _DISTRICTS)
        made = Employer.objects.bulk_create([_employer(chance, centre, index, plan.at) for index in own])
        pairs = list(zip(made, (agents[index] for index in own), strict=True))
        Membership.objects.bulk_create(
            Membership(user=agent, role=Role.AGENT, employer=employer, since=since)
            for employer, agent in pairs
        )
        places.append(Place(centre, officers, pairs))
    return places


def _employer(chance: random.Random, centre: Centre, number: int, at: datetime) -> Employer:
    head = f"91310{chance.randrange(100, 999)}MA{number:07}"
    return Employer(
        id=UUID(int=chance.getrandbits(128), version=4),
        credit_code=head + code_check_character(head),
        name=f"示例{number}号有限公司",
        centre=centre,
        status=Employer.Status.VERIFIED,
        created_at=at - timedelta(days=365 * _YEARS),
    )


Made = tuple[Case, list[Event], list[Material]]


def _case(plan: Plan, chance: random.Random, places: list[Place], holders: list[User], number: int) -> Made:
    place = chance.choice(places)
    employer, agent = chance.choice(place.employers)
    holder = holders[number // _CASES_A_HOLDER]
    steps = chance.choices(range(1, len(_WAY) + 1), [share for *_, share in _WAY])[0]
    # What is still under way was begun lately.
    oldest = 365 * _YEARS if steps >= _DECIDED_AFTER else _OPEN_DAYS
    created = plan.at - timedelta(days=chance.randrange(steps * 5, oldest), minutes=chance.randrange(600))
    personal = _personal(chance)
    case = Case(
        id=UUID(int=chance.getrandbits(128), version=4),
        number=_number(created.date(), number),
        applicant=holder,
        employer=employer,
        centre=place.centre,
        personal=personal,
        profile=_profile(chance, personal["id_number"], created.date()),
        name_key=keyed_hash(personal["name"]),
        id_number_key=keyed_hash(personal["id_number"]),
        created_at=created,
    )
    people = {**place.officers, Role.APPLICANT: holder, Role.AGENT: agent}
    events = list(_events(case, steps, people, chance))
    materials = list(_materials(case)) if number % _WITH_MATERIALS == 0 else []
    return case, events, materials


def _number(day: date, number: int) -> str:
    return f"JF{day.year}-{number:08}{check_digit(f'{day.year}{number:08}')}"


def _personal(chance: random.Random) -> dict[str, Any]:
    born = date(1970, 1, 1) + timedelta(days=chance.randrange(365 * 30))
    head = f"310101{born:%Y%m%d}{chance.randrange(1000):03}"
    name = chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=2))
    return {"name": name, "id_number": head + identity.id_check_character(head)}


def _profile(chance: random.Random, id_number: str, on: date) -> dict[str, Any]:
    """What somebody fills in: a study, a permit, a job, and a run of insurance for each year."""
    born = identity.birth_date_of(id_number)
    first, employer = on.year - chance.randrange(2, 9), f"示例{chance.randrange(99)}号"
    wage = chance.randrange(8000, 30_000, 500)
    return {
        "birth_date": str(born),
        "education": [{"level": chance.choice(_LEVELS), "degree": True, "school": "示例大学"}],
        "permit": {"issued": f"{first}-03-01", "valid_until": f"{on.year + 1}-02-28"},
        "employment": {"employed": True, "employer": employer, "position": "职员"},
        "social_insurance": [
            {"from": f"{year}-01", "to": f"{year}-12", "base": wage, "employer": employer}
            for year in range(first, on.year)
        ],
    }


def _events(case: Case, steps: int, people: dict[str, User], chance: random.Random) -> Iterator[Event]:
    """The way of a case; sets what each step sets on it."""
    at, source = case.created_at, ""
    for sequence, (name, target, role, _share) in enumerate(_WAY[:steps]):
        if sequence:
            at += timedelta(days=chance.randrange(1, 6))
        yield Event(
            case=case,
            sequence=sequence,
            transition=name,
            source=source,
            target=target,
            actor=people[role],
            role=role,
            at=at,
        )
        source = target
        stamp = _STAMPS.get(name)
        if stamp:
            setattr(case, stamp, at)
        if name == "accept":
            case.due_on = due_after_acceptance(localdate(at)).on
        if name == "propose":
            case.proposer = people[role]
    case.state, case.version, case.changed_at = source, steps - 1, at


_STAMPS = {
    "submit": "submitted_at",
    "deliver": "filed_at",
    "accept": "accepted_at",
    "decide_passed": "decided_at",
}


def _materials(case: Case) -> Iterator[Material]:
    for code, item in rules.items().items():
        if item.always and case.kind in item.kinds:
            yield Material(case=case, code=code, required=item.required, created_at=case.created_at)


def _write(made: list[Made]) -> None:
    Case.objects.bulk_create([case for case, _, _ in made], batch_size=_BATCH)
    Event.objects.bulk_create([event for _, events, _ in made for event in events], batch_size=_BATCH)
    Material.objects.bulk_create([item for _, _, materials in made for item in materials], batch_size=_BATCH)
