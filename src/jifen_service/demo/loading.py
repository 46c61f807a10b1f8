"""Loading the sample world (载入演示数据) into an empty database, in the order in which it happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from jifen_service.accounts.access import Person
from jifen_service.accounts.demo import PREFIX
from jifen_service.accounts.models import Employer, User
from jifen_service.casework.models import Case
from jifen_service.demo.call_backs import ask_to_be_called
from jifen_service.demo.facts import sections
from jifen_service.demo.laws import draft_laws
from jifen_service.demo.lives import Life
from jifen_service.demo.messages import tell_everybody
from jifen_service.demo.people import Staff, rows, settle
from jifen_service.demo.populations import invent_a_city
from jifen_service.demo.ways import ways


class NotEmptyError(Exception):
    """There are accounts, employers or cases that somebody else made."""


def is_empty() -> bool:
    """Whether nobody has used this database yet."""
    return not (User.objects.exists() or Employer.objects.exists() or Case.objects.exists())


def is_loaded() -> bool:
    """Whether the sample world is there already."""
    return User.objects.filter(username__startswith=PREFIX).exists()


def load(at: datetime) -> int:
    """Make the whole world as it stands at a moment, or nothing of it; give how many cases.

    Raises:
        NotEmptyError: the database holds something already.
    """
    if not is_empty():
        raise NotEmptyError
    with transaction.atomic():
        staff = settle(at)
        lives = [
            life for number, row in enumerate(rows("people.yaml"), 1) for life in _lives(staff, row, number)
        ]
        # All lives together in the order of time, as the audit would have seen them.
        steps = [moment for life in lives for moment in life.schedule()]
        for _at, take in sorted(steps, key=lambda moment: moment[0]):
            take()
        tell_everybody(at)
        ask_to_be_called(at)
        invent_a_city(at)
        draft_laws(staff, at)
    return len(lives)


def _lives(staff: Staff, row: dict[str, Any], number: int) -> list[Life]:
    # Who is only looked at by officers cannot sign in, and is not on the sign-in page.
    name = f"{PREFIX}{row['account']}" if "account" in row else f"sample-{number}"
    user = staff.account(name, row["name"], number)
    if "account" not in row:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    holder, known = Person(user, staff.today, 0), ways()
    employer = staff.employers[row["at"]]
    filled = sections(row, number, employer.name, employer.centre.district, staff.today)
    lives: list[Life] = []
    for kind, way, ago in row["cases"]:
        earlier = lives[-1] if lives else None
        life = Life(
            kind=kind,
            steps=known[way],
            ago=ago,
            holder=holder,
            employer=row["at"],
            district=employer.centre.district,
            sections=filled,
            staff=staff,
            turn=number,
            earlier=earlier,
        )
        lives.append(life)
    return lives
