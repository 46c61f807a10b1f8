"""Files of the materials (上传): sealed in the vault, a new one beside the older, looked at on record."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from jifen_service.accounts.roles import Role
from jifen_service.casework import intake
from jifen_service.casework.actors import Actor, Person, actor_of
from jifen_service.casework.changing import locked, must_be, record
from jifen_service.casework.errors import NotAllowed, NotConcerned
from jifen_service.casework.models import Case, Material, Upload
from jifen_service.casework.scope import concerning
from jifen_service.casework.states import MATERIALS_OPEN
from jifen_service.vault import files, keyed_hash

_LONGEST_NAME = 128


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it is shown: its content in ``media_type``."""

    upload: Upload
    content: bytes
    media_type: str


def add_upload(
    case_id: UUID, person: Person | Actor, code: str, name: str, content: bytes, *, at: datetime, ip: str = ""
) -> Upload:
    """Hand in a file for an item; it becomes the current one, the older are kept.

    Raises UploadRefused when the content cannot be taken. The same content again gives the upload there is.
    """
    actor = actor_of(person)
    inspected = intake.inspect(content)
    kept: list[str] = []
    try:
        with transaction.atomic():
            case = locked(case_id, actor)
            _may_hand_in(case, actor)
            material = case.materials.filter(code=code).first()
            if material is None:
                raise NotConcerned("material")
            digest = keyed_hash(hashlib.sha256(content).hexdigest())
            latest = material.uploads.order_by("-sequence").first()
            if latest is not None and latest.digest == digest:
                return latest
            kept += [files.store(content), files.store(inspected.thumbnail)]
            upload = Upload(
                material=material,
                sequence=(material.uploads.aggregate(last=Max("sequence"))["last"] or 0) + 1,
                name=_plain_name(name),
                media_type=inspected.media_type,
                size=len(content),
                pages=inspected.pages,
                digest=digest,
                file_key=kept[0],
                thumbnail_key=kept[1],
                uploaded_by=actor.user,
                uploaded_at=at,
            )
            upload.save(force_insert=True)
            _open_again(material)
            record(case, actor, "add_upload", at, ip, {"item": code, "sequence": upload.sequence})
    except BaseException:
        # What the database does not know must not stay in the vault.
        for key in kept:
            files.erase(key)
        raise
    return upload


def _may_hand_in(case: Case, actor: Actor) -> None:
    must_be(case, MATERIALS_OPEN, "add_upload")
    holds = Role.APPLICANT in actor.roles and case.applicant_id == actor.user_id
    is_agent = Role.AGENT in actor.roles and case.employer_id in actor.employer_ids
    if not (holds or is_agent):
        raise NotAllowed("add_upload", "not_yours")


def _open_again(material: Material) -> None:
    """A new file has not been seen by anybody yet; who still looks at the older one is told so."""
    material.verdict, material.reason, material.judged_by = Material.Verdict.OPEN, "", None
    material.version += 1
    material.save(update_fields=["verdict", "reason", "judged_by", "version"])


def _plain_name(name: str) -> str:
    """The last part of a file's name, without what a screen cannot show."""
    plain = PurePath(name.replace("\\", "/")).name
    return "".join(character for character in plain if character.isprintable())[:_LONGEST_NAME]


def upload_of(person: Person | Actor, upload_id: UUID) -> Upload:
    """Give an upload of a case that concerns the person; NotConcerned otherwise, or once it was erased."""
    actor = actor_of(person)
    found = Upload.objects.select_related("material__case").filter(pk=upload_id).exclude(file_key="").first()
    if found is None or not Case.objects.filter(concerning(actor), pk=found.material.case_id).exists():
        raise NotConcerned("upload")
    return found


def read_upload(person: Person | Actor, upload_id: UUID, *, at: datetime, ip: str = "") -> Opened:
    """Give the file as it was handed in; the look is recorded."""
    upload = upload_of(person, upload_id)
    _looked(upload, person, at, ip, page=0)
    return Opened(upload, files.read(upload.file_key), upload.media_type)


def read_page(
    person: Person | Actor, upload_id: UUID, page: int = 1, width: int = 1200, *, at: datetime, ip: str = ""
) -> Opened:
    """Give a page (from 1) as a JPEG of at most ``width`` pixels; the look is recorded."""
    upload = upload_of(person, upload_id)
    if not 1 <= page <= upload.pages:
        raise NotConcerned("page")
    _looked(upload, person, at, ip, page=page)
    content = intake.render(files.read(upload.file_key), upload.media_type, page, width)
    return Opened(upload, content, "image/jpeg")


def read_thumbnail(person: Person | Actor, upload_id: UUID) -> Opened:
    """Give the small picture of the first page (JPEG)."""
    upload = upload_of(person, upload_id)
    return Opened(upload, files.read(upload.thumbnail_key), "image/jpeg")


def _looked(upload: Upload, person: Person | Actor, at: datetime, ip: str, page: int) -> None:
    detail = {"item": upload.material.code, "sequence": upload.sequence, "page": page}
    record(upload.material.case, actor_of(person), "look_upload", at, ip, detail)
