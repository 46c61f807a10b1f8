"""Amending a fact after a check (更正): what counts changes, what was claimed stays as it was claimed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from jifen_service.accounts.roles import Role
from jifen_service.casework import confirmed
from jifen_service.casework.actors import Actor, Person, actor_of
from jifen_service.casework.changing import must_be, officer_role, record, take
from jifen_service.casework.errors import NotConcerned, NotReady
from jifen_service.casework.lacks import Lack
from jifen_service.casework.models import Amendment, Case, Event
from jifen_service.casework.profile_part import all_problems
from jifen_service.casework.sections import Section, sections_of
from jifen_service.casework.states import State
from jifen_service.casework.telling import tell_amended
from jifen_service.casework.transitions import AMEND
from jifen_service.forms.places import Path, look_up, parse_place

#: the roles that may, and the states in which they may
AMENDING = frozenset({Role.REVIEWER, Role.LEAD})
AMENDED_IN = frozenset({State.VERIFYING, State.SUPPLEMENT})


def amend_fact(  # noqa: PLR0913  all that is said with an amendment
    case_id: UUID,
    person: Person | Actor,
    place: str,
    value: Any,
    *,
    reason: str,
    expected_version: int,
    at: datetime,
    ip: str = "",
) -> Amendment:
    """Let another value count at a place of the profile, such as ``education[0].school``; None strikes it.

    The next free place of a list takes an entry that was left out, as a mapping. It is an event of the case,
    so that it raises the version; ``reason`` is what the holder reads. A list's places are those of the
    claimed document, also after an entry was struck out.

    Raises NotConcerned (no such case or place), StaleCase (somebody was first), NotAllowed (not this person,
    not in this state), NotReady (no reason, nothing new, or the engine's reader refuses the value).
    """
    actor = actor_of(person)
    officer_role(actor, AMEND, AMENDING)
    with transaction.atomic():
        case = take(case_id, expected_version, actor, AMEND)
        must_be(case, AMENDED_IN, AMEND)
        section, path = _owner(case, place)
        held = case.profile if case.confirmed is None else case.confirmed
        before = look_up(held, path)
        case.confirmed = _amended(section, held, path, value)
        _must_say_something(place, reason, before, value)
        case.changed_at = at
        case.save(update_fields=["confirmed", "changed_at"])
        event = Event.objects.create(
            case=case, sequence=case.version, transition=AMEND, source=case.state, target=case.state,
            actor=actor.user, role=officer_role(actor, AMEND, AMENDING), at=at, note=reason.strip(),
            data={"place": place},
        )  # fmt: skip
        amendment = Amendment.objects.create(case=case, event=event, place=place, before=before, value=value)
        tell_amended(event, case, at)
        record(case, actor, AMEND, at, ip, {"place": place, "version": case.version})
    return amendment


def _owner(case: Case, place: str) -> tuple[Section, Path]:
    """The section whose form asks for a place, and the place as a path."""
    path = parse_place(place) or ("",)
    for section in sections_of(case.kind):
        if path[0] in section.profile:
            return section, path
    raise NotConcerned("place")


def _amended(section: Section, held: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """The confirmed facts with the amendment; NotReady where it makes what was sound unsound."""
    try:
        amended = confirmed.put(held, path, value)
    except LookupError:
        raise NotConcerned("place") from None
    known = {(lack.at, lack.code) for lack in all_problems("", confirmed.standing(held))}
    found = all_problems(section.key, confirmed.standing(amended))
    if wrong := [lack for lack in found if (lack.at, lack.code) not in known]:
        raise NotReady(wrong)
    return amended


def _must_say_something(place: str, reason: str, before: Any, value: Any) -> None:
    if not reason.strip():
        raise NotReady([Lack("", "reason", "amend_reason_missing")])
    if before == value:
        code = "amend_nothing_said" if value is None else "amend_nothing_new"
        raise NotReady([Lack("", f"profile.{place}", code)])
