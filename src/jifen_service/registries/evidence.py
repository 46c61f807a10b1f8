"""Evidence of a check by hand (核查凭据): a page that the officer keeps, sealed, with who and when."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.db import transaction

from jifen_service.casework import intake
from jifen_service.casework.actors import Person, actor_of
from jifen_service.casework.changing import locked, must_be, officer_role, record
from jifen_service.casework.errors import NotConcerned
from jifen_service.casework.models import Case
from jifen_service.casework.scope import concerning
from jifen_service.registries.asking import CHECKED_IN
from jifen_service.registries.models import Evidence
from jifen_service.registries.service import CHECKING
from jifen_service.vault import files

_LONGEST_NAME = 128


def keep(
    case_id: UUID, person: Person, topic: str, name: str, content: bytes, *, at: datetime, ip: str = ""
) -> Evidence:
    """Keep a page beside a check; UploadRefused when the content cannot be taken."""
    actor = actor_of(person)
    officer_role(actor, "keep_evidence", CHECKING)
    inspected = intake.inspect(content)
    key = ""
    try:
        with transaction.atomic():
            case = locked(case_id, actor)
            must_be(case, CHECKED_IN, "keep_evidence")
            if not case.checks.filter(topic=topic).exists():
                raise NotConcerned("check")
            key = files.store(content)
            kept = Evidence.objects.create(
                case=case, topic=topic, name=PurePath(name).name[:_LONGEST_NAME], file_key=key,
                media_type=inspected.media_type, pages=inspected.pages, added_by=actor.user, added_at=at,
            )  # fmt: skip
            record(case, actor, "keep_evidence", at, ip, {"topic": topic})
    except BaseException:
        # What the database does not know must not stay in the vault.
        if key:
            files.erase(key)
        raise
    return kept


def read(person: Person, evidence_id: UUID, *, at: datetime, ip: str = "") -> tuple[Evidence, bytes]:
    """Give a page as it was kept; the look is recorded."""
    actor = actor_of(person)
    found = Evidence.objects.select_related("case").filter(pk=evidence_id).exclude(file_key="").first()
    if found is None or not Case.objects.filter(concerning(actor), pk=found.case_id).exists():
        raise NotConcerned("evidence")
    record(found.case, actor, "look_evidence", at, ip, {"topic": found.topic})
    return found, files.read(found.file_key)
