"""The sample people as the sandbox's register knows them: what they entered is true, of all of them."""

from __future__ import annotations

from datetime import date, timedelta

from jifen_service.accounts.demo import PREFIX
from jifen_service.accounts.models import Membership
from jifen_service.demo.facts import sections
from jifen_service.demo.people import OFFICE_DAYS, rows
from jifen_service.demo.sandbox.answering import Known


def loaded_on() -> date | None:
    """The day on which the sample world was loaded, from which its dates are counted; None when it is not."""
    first = Membership.objects.filter(user__username__startswith=PREFIX, centre__isnull=False).first()
    return first.since + timedelta(days=OFFICE_DAYS) if first else None


def known_people(on: date) -> dict[str, Known]:
    """Everybody by ID number, as of the day of loading."""
    places = {row["key"]: row for row in rows("places.yaml")["employers"]}
    found: dict[str, Known] = {}
    for number, row in enumerate(rows("people.yaml"), 1):
        employer = places[row["at"]]
        filled = sections(row, number, employer["name"], employer["district"], on)
        profile = {key: value for part in filled.values() for key, value in part.get("profile", {}).items()}
        personal = {key: value for part in filled.values() for key, value in part.get("personal", {}).items()}
        known = Known((row.get("account", ""), row["name"]), profile, personal)
        found[personal["id_number"]] = known
    return found
