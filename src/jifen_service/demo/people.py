"""Accounts, employers and officers of the sample world (演示人物), from places.yaml and people.yaml."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth.hashers import make_password

from jifen_service.accounts import organisations
from jifen_service.accounts.access import Person
from jifen_service.accounts.centres import ensure_centres
from jifen_service.accounts.demo import PASSWORD, PREFIX
from jifen_service.accounts.models import Centre, Employer, Membership, User
from jifen_service.accounts.roles import Role
from jifen_service.demo import numbers
from jifen_service.demo.papers import paper

_FOLDER = Path(__file__).parent
#: days since which officers hold their office, and employers are registered
OFFICE_DAYS, _REGISTERED = 900, 800
# Accounts are numbered in blocks, so that no two have the same mobile number.
_OFFICERS, _AGENTS = 500, 700


def rows(name: str) -> Any:
    """What one of the files beside this one holds."""
    return yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))


@dataclass
class Staff:
    """Who works where: officers by centre and role, agents by employer; each as `accounts.access.Person`."""

    at: datetime
    password: str = field(default_factory=lambda: make_password(PASSWORD))
    officers: dict[str, dict[str, list[Person]]] = field(default_factory=dict)
    agents: dict[str, Person] = field(default_factory=dict)
    employers: dict[str, Employer] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day of loading."""
        return self.at.date()

    def account(self, username: str, name: str, serial: int) -> User:
        """An account with the demonstration's password and a mobile number."""
        user = User(username=username, display_name=name, phone=numbers.phone(serial), phone_verified=True)
        user.password = self.password
        user.save()
        return user


def settle(at: datetime) -> Staff:
    """Make centres, officers, employers and agents; give who works where."""
    ensure_centres()
    staff, places = Staff(at), rows("places.yaml")
    for number, row in enumerate(places["officers"]):
        _officer(staff, row, _OFFICERS + number)
    for number, row in enumerate(places["employers"]):
        _employer(staff, row, number + 1)
    return staff


def _officer(staff: Staff, row: dict[str, Any], serial: int) -> None:
    user = staff.account(f"{PREFIX}{row['key']}", row["name"], serial)
    district = row.get("district", "")
    centre = Centre.objects.get(district=district) if district else None
    since = staff.today - timedelta(days=OFFICE_DAYS)
    held = [
        Membership.objects.create(user=user, role=role, centre=centre, since=since) for role in row["roles"]
    ]
    person = Person(user, staff.today, held[0].pk)
    for role in row["roles"]:
        staff.officers.setdefault(district, {}).setdefault(role, []).append(person)


def _employer(staff: Staff, row: dict[str, Any], number: int) -> None:
    at = staff.at - timedelta(days=_REGISTERED - number)
    users = [
        staff.account(f"{PREFIX}agent-{agent['key']}", agent["name"], _AGENTS + number * 10 + place)
        for place, agent in enumerate(row["agents"])
    ]
    told = organisations.Registration(
        credit_code=numbers.credit_code(number),
        name=row["name"],
        centre_id=Centre.objects.get(district=row["district"]).pk,
        address=row["address"],
        licence=paper("licence")[1],
        media_type="image/png",
    )
    employer = organisations.register(users[0], told, at=at)
    for colleague in users[1:]:
        Membership.objects.create(user=colleague, role=Role.AGENT, employer=employer, since=at.date())
    staff.employers[row["key"]] = _judged(staff, employer, row, at + timedelta(days=1))
    staff.agents[row["key"]] = Person(users[0], staff.today)


def _judged(staff: Staff, employer: Employer, row: dict[str, Any], at: datetime) -> Employer:
    officer = staff.officers[row["district"]][Role.WINDOW][0]
    if row["standing"] == Employer.Status.VERIFIED:
        return organisations.verify(officer, employer.pk, at=at)
    if row["standing"] == Employer.Status.REFUSED:
        return organisations.refuse(officer, employer.pk, row["reason"], at=at)
    return employer
