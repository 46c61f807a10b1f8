"""Filling in (填写): a new case, its employer, the sections of its form."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from jifen_service.accounts.models import Employer, User
from jifen_service.accounts.roles import Role
from jifen_service.casework import deciding, materials
from jifen_service.casework.actors import Actor, Person, actor_of
from jifen_service.casework.changing import locked, must_be, must_hold, record
from jifen_service.casework.errors import NotAllowed, NotConcerned, NotReady, StaleSection
from jifen_service.casework.lacks import Lack
from jifen_service.casework.models import Case, Event
from jifen_service.casework.numbering import new_number
from jifen_service.casework.particulars import faults_of
from jifen_service.casework.profile_part import errors_of
from jifen_service.casework.sections import (
    CHANGED,
    NONE,
    Section,
    asked_sections,
    fingerprint,
    lacks_of,
    sections_of,
)
from jifen_service.casework.states import DECIDED, FORM_OPEN, Kind, State
from jifen_service.casework.transitions import CREATE
from jifen_service.vault import keyed_hash

_ISSUED = frozenset({State.PASSED, State.PASSED_PRINTED})
_FOLLOWS = {Kind.RENEWAL: _ISSUED, Kind.CHANGE: _ISSUED, Kind.CANCELLATION: _ISSUED, Kind.APPEAL: DECIDED}
_ATTEMPTS = 5


def create(
    kind: str,
    person: Person | Actor,
    *,
    at: datetime,
    employer_id: UUID | None = None,
    previous_id: UUID | None = None,
    ip: str = "",
) -> Case:
    """Begin a case for the person who acts; every kind but ``new`` follows a decided case of theirs.

    Facts are copied from the earlier decision. Pressed twice, it gives the draft that is there already.
    """
    actor = actor_of(person)
    if Role.APPLICANT not in actor.roles or actor.user is None:
        raise NotAllowed("create", "role")
    with transaction.atomic():
        previous = _previous(kind, previous_id, actor)
        if (there := _draft_there(kind, previous, actor)) is not None:
            return there
        employer = _employer(employer_id) or (previous.employer if previous else None)
        case = _insert(kind, actor, previous, employer, at)
        Event.objects.create(
            case=case,
            sequence=0,
            transition=CREATE,
            target=case.state,
            actor=actor.user,
            role=Role.APPLICANT,
            at=at,
        )
        materials.synchronise(case, at)
        record(case, actor, "create", at, ip, {"kind": str(kind)})
    return case


def _previous(kind: str, previous_id: UUID | None, actor: Actor) -> Case | None:
    """The case that is followed, locked, so that two windows do not begin two drafts."""
    if kind == Kind.NEW:
        User.objects.select_for_update().get(pk=actor.user_id)
        return None
    previous = (
        Case.objects.select_for_update(of=("self",)).filter(pk=previous_id, applicant=actor.user_id).first()
    )
    if previous is None:
        raise NotConcerned("case")
    must_be(previous, _FOLLOWS[Kind(kind)], "create")
    return previous


def _draft_there(kind: str, previous: Case | None, actor: Actor) -> Case | None:
    drafts = Case.objects.filter(applicant=actor.user_id, kind=kind, state=State.DRAFT, previous=previous)
    return drafts.order_by("created_at").first()


def _employer(employer_id: UUID | None) -> Employer | None:
    if employer_id is None:
        return None
    employer = Employer.objects.filter(pk=employer_id).exclude(status=Employer.Status.REFUSED).first()
    if employer is None:
        raise NotConcerned("employer")
    return employer


def _insert(kind: str, actor: Actor, previous: Case | None, employer: Employer | None, at: datetime) -> Case:
    decision = deciding.latest(previous) if previous else None
    profile = decision.profile if decision else previous.facts if previous else {}
    personal = deciding.carried_over(previous.personal) if previous else {}
    centre_id = employer.centre_id if employer else previous.centre_id if previous else None
    for attempt in range(_ATTEMPTS):
        case = Case(
            kind=kind,
            number=new_number(localdate(at)),
            applicant=actor.user,
            previous=previous,
            employer=employer,
            centre_id=centre_id,
            profile=deepcopy(profile),
            personal=personal,
            created_at=at,
            changed_at=at,
        )
        set_search_keys(case)
        try:
            with transaction.atomic():
                case.save(force_insert=True)
        except IntegrityError:
            if attempt == _ATTEMPTS - 1:
                raise
        else:
            break
    return case


def set_search_keys(case: Case) -> None:
    """Set the keyed hashes by which a case is found from its particulars."""
    name, number = case.personal.get("name"), case.personal.get("id_number")
    case.name_key = keyed_hash(name) if name else None
    case.id_number_key = keyed_hash(number) if number else None


def choose_employer(
    case_id: UUID, person: Person | Actor, employer_id: UUID | None, *, at: datetime, ip: str = ""
) -> Case:
    """Set the employer that the case goes through, and with it the centre of its district."""
    actor = actor_of(person)
    with transaction.atomic():
        case = locked(case_id, actor)
        must_hold(case, actor, "choose_employer")
        must_be(case, FORM_OPEN, "choose_employer")
        employer = _employer(employer_id)
        case.employer, case.centre_id = employer, employer.centre_id if employer else None
        case.save(update_fields=["employer", "centre"])
        record(case, actor, "choose_employer", at, ip)
    return case


def save_section(
    case_id: UUID,
    person: Person | Actor,
    section_key: str,
    data: Mapping[str, Any],
    *,
    at: datetime,
    seen: str | None = None,
    ip: str = "",
) -> tuple[Lack, ...]:
    """Merge what was entered in one section into the case; give what the section still lacks.

    ``data``: ``profile`` and ``personal`` with keys of that section (None removes one, an absent one stays),
    ``none`` True says that there is nothing to enter. What is wrong is refused (NotReady) and nothing is
    saved; what is missing is saved as far as it goes.
    """
    actor = actor_of(person)
    with transaction.atomic():
        case = locked(case_id, actor)
        must_hold(case, actor, "save_section")
        must_be(case, FORM_OPEN, "save_section")
        section = _section(case, section_key)
        if seen is not None and seen != fingerprint(section, case.profile, case.personal):
            raise StaleSection
        profile, personal = merged(section, case.profile, case.personal, data)
        case.profile, case.personal = profile, personal
        set_search_keys(case)
        case.save(update_fields=["profile", "personal", "name_key", "id_number_key"])
        materials.synchronise(case, at)
        record(case, actor, "save_section", at, ip, {"section": section.key})
    return lacks_of(section, profile, personal)


def choose_changes(
    case_id: UUID, person: Person | Actor, sections: Collection[str], *, at: datetime, ip: str = ""
) -> Case:
    """Say what changed: only these sections are asked from then on, and only what proves them."""
    actor = actor_of(person)
    with transaction.atomic():
        case = locked(case_id, actor)
        must_hold(case, actor, "choose_changes")
        must_be(case, FORM_OPEN, "choose_changes")
        if case.kind != Kind.CHANGE:
            raise NotAllowed("choose_changes", "kind")
        chosen = [section.key for section in sections_of(case.kind) if section.key in sections]
        if not chosen:
            raise NotReady([Lack("", CHANGED, "nothing_ticked")])
        case.personal = {**case.personal, CHANGED: chosen}
        case.save(update_fields=["personal"])
        materials.synchronise(case, at)
        record(case, actor, "choose_changes", at, ip, {"sections": chosen})
    return case


def _section(case: Case, key: str) -> Section:
    for section in asked_sections(case.kind, case.personal):
        if section.key == key:
            return section
    raise NotConcerned("section")


def merged(
    section: Section, profile: Mapping[str, Any], personal: Mapping[str, Any], data: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give both documents with the section's data merged in; NotReady when anything in it is wrong. Pure."""
    new_profile = _merge(section, "profile", section.profile, profile, data.get("profile") or {})
    new_personal = _merge(section, "personal", section.personal, personal, data.get("personal") or {})
    if section.may_be_none and "none" in data:
        said = {*(new_personal.get(NONE) or ()), section.key}
        new_personal[NONE] = sorted(said if data["none"] else said - {section.key})
    wrong = (
        *errors_of(section.key, section.profile, new_profile),
        *(
            lack
            for lack in faults_of(section.key, section.personal, new_personal, new_profile)
            # Two fields of one page that disagree are told, and may be saved as typed.
            if lack.code != "birth_date_differs"
        ),
    )
    if wrong:
        raise NotReady(wrong)
    return new_profile, new_personal


def _merge(
    section: Section, part: str, keys: tuple[str, ...], held: Mapping[str, Any], given: Mapping[str, Any]
) -> dict[str, Any]:
    unknown = [key for key in given if key not in keys]
    if unknown:
        raise NotReady(
            Lack(section.key, f"{part}.{key}", "unknown_field", {"key": key[:40]}) for key in unknown
        )
    together = {**held, **given}
    return {key: value for key, value in together.items() if value not in (None, "")}
