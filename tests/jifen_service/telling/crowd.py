"""Many people with many messages waiting in the outbox, made in bulk, for the tests of delivering."""

from __future__ import annotations

from datetime import datetime, timedelta

from jifen_service.accounts.models import Centre, User
from jifen_service.accounts.roles import Role
from jifen_service.casework.models import Case, Event, OutboxMessage
from jifen_service.casework.states import State
from jifen_service.vault import keyed_hash

#: what a sandbox gateway refuses for good, and what never gets through
REFUSED, DEAD = "13900000000", "13900009999"
#: what each case tells its holder, in this order
TOLD = ("confirm", "deliver", "accept", "ask_supplement", "supplement")
#: the bad numbers are told less: what never gets through is tried for hours
TOLD_LESS = {REFUSED: 3, DEAD: 2}


def make_crowd(people: int, cases_each: int, at: datetime) -> list[User]:
    """Holders with cases, each of which has told the holder `TOLD`; the first two numbers are bad ones."""
    centre = Centre.objects.create(district="奉贤区", code="FX", name="奉贤区人才服务中心")
    phones = [REFUSED, DEAD, *(f"138{number:08}" for number in range(1, people))][:people]
    users = User.objects.bulk_create(
        User(
            username=f"u{number}",
            password="!",
            phone=phone,
            phone_key=keyed_hash(phone),
            phone_verified=True,
        )
        for number, phone in enumerate(phones)
    )
    cases = Case.objects.bulk_create(
        Case(
            number=f"JF2026-{number:09}",
            applicant=user,
            centre=centre,
            state=State.VERIFYING,
            created_at=at,
            changed_at=at,
            due_on=at.date() + timedelta(days=20),
        )
        for number, user in enumerate(users * cases_each)
    )
    events = Event.objects.bulk_create(
        Event(case=case, sequence=place, transition=name, target=State.VERIFYING, role=Role.SYSTEM, at=at)
        for place, name in enumerate(TOLD, 1)
        for case in cases
        if place <= TOLD_LESS.get(case.applicant.phone, len(TOLD))
    )
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            event=event, recipient=event.case.applicant, template=event.transition, created_at=event.at
        )
        for event in events
    )
    return users
