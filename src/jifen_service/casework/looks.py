"""Looks at a case (查看): recorded, masked by default, unmasked on record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from jifen_service.casework.actors import Person, actor_of
from jifen_service.casework.changing import record
from jifen_service.casework.errors import NotConcerned
from jifen_service.casework.models import Case
from jifen_service.vault.mask import mask_id_number, mask_name, mask_phone

_ADDRESS_SHOWN = 6
#: particulars that a screen masks until somebody asks for the whole
MASKED = ("id_number", "phone", "household_address", "residence_address", "permit_number", "spouse_id_number")


def look(case: Case, person: Person, *, at: datetime, ip: str = "", what: str = "case") -> None:
    """Record that somebody looked at a case; ``what``: the page or part."""
    record(case, actor_of(person), "look", at, ip, {"what": what})


def unmask(case: Case, person: Person, field: str, *, at: datetime, ip: str = "") -> str:
    """Give one particular in full, and record that it was asked for."""
    if field not in MASKED:
        raise NotConcerned("field")
    record(case, actor_of(person), "look_unmasked", at, ip, {"what": field})
    return str(case.personal.get(field) or "")


def masked(case: Case) -> Mapping[str, str]:
    """Give the particulars as a screen shows them, and the name as a list does."""
    personal = {key: str(case.personal.get(key) or "") for key in (*MASKED, "name")}
    shown = {"name": mask_name(personal["name"]), "phone": mask_phone(personal["phone"])}
    for key in ("id_number", "spouse_id_number", "permit_number"):
        shown[key] = mask_id_number(personal[key])
    for key in ("household_address", "residence_address"):
        text = personal[key]
        shown[key] = text[:_ADDRESS_SHOWN] + "*" * max(0, len(text) - _ADDRESS_SHOWN)
    return shown
