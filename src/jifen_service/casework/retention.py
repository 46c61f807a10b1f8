"""Keeping and erasing by rule (保存与删除): lapses, anonymisation after the term, export of one's data."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import orjson
from django.db import transaction
from django.utils.timezone import localdate

from jifen_service.accounts.models import User
from jifen_service.audit import service as audit
from jifen_service.casework import rules
from jifen_service.casework.actors import SYSTEM
from jifen_service.casework.applying import apply
from jifen_service.casework.changing import record
from jifen_service.casework.errors import NotReady, StaleCase
from jifen_service.casework.models import Case, OutboxMessage, Upload
from jifen_service.casework.signals import erased
from jifen_service.casework.transitions import TRANSITIONS
from jifen_service.vault import files
from jifen_service.vault.errors import FileLost

#: user name of the account that stands for everybody whose data were erased
ERASED = "erased"


def lapse_all(at: datetime) -> int:
    """Let every application lapse with which nobody went on for the term; give how many."""
    before = at - timedelta(days=rules.terms()["lapse"].value)
    idle = Case.objects.filter(state__in=TRANSITIONS["lapse"].sources, changed_at__lt=before)
    done = 0
    for case_id, version in idle.values_list("pk", "version").order_by("changed_at"):
        try:
            apply(case_id, "lapse", SYSTEM, expected_version=version, at=at)
        except (StaleCase, NotReady):
            # Somebody went on with it this moment, or the day is not over yet.
            continue
        done += 1
    return done


def anonymise_all(at: datetime) -> int:
    """Erase what is personal in every case whose term of keeping is over; give how many.

    Figures, states, dates and the law version stay; facts, names, notes and files go, and the holder's
    account gives way to one that stands for nobody.
    """
    due = Case.objects.filter(anonymised_at=None, erase_on__lte=localdate(at)).order_by("erase_on")
    ids = list(due.values_list("pk", flat=True))
    for case_id in ids:
        _anonymise(case_id, at)
    return len(ids)


def _anonymise(case_id: Any, at: datetime) -> None:
    nobody = _nobody()
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
        # Files go first: interrupted here, the next run finds the rows and goes on.
        uploads = Upload.objects.filter(material__case=case).exclude(file_key="")
        for upload in uploads:
            files.erase(upload.file_key)
            files.erase(upload.thumbnail_key)
        uploads.update(name="", file_key="", thumbnail_key="", digest="")
        Upload.objects.filter(material__case=case, uploaded_by=case.applicant_id).update(uploaded_by=nobody)
        case.materials.update(note="")
        case.checks.update(finding={})
        case.decisions.update(profile={}, result={}, trace={})
        case.events.update(note="")
        case.events.filter(actor=case.applicant_id).update(actor=nobody)
        messages = OutboxMessage.objects.filter(event__case=case, recipient=case.applicant_id)
        messages.update(recipient=nobody)
        case.amendments.update(before=None, value=None)
        case.profile, case.confirmed, case.personal = {}, None, {}
        case.name_key = case.id_number_key = None
        case.applicant, case.anonymised_at = nobody, at
        case.save()
        erased.send(Case, case=case)
        record(case, SYSTEM, "anonymise", at, "")


def _nobody() -> User:
    account = User.objects.filter(username=ERASED).first()
    if account is None:
        account = User(username=ERASED, is_active=False)
        account.set_unusable_password()
        account.save()
    return account


def export_own(user: User, at: datetime, ip: str = "", more: Mapping[str, Any] | None = None) -> bytes:
    """Give all that is kept of a person: a ZIP with data.json and the files that were handed in.

    ``more`` is what the layers above keep of the person, by name.
    """
    cases = list(
        Case.objects.filter(applicant=user).select_related("employer", "centre").order_by("created_at")
    )
    uploads = list(
        Upload.objects.filter(material__case__in=cases)
        .exclude(file_key="")
        .select_related("material__case")
        .order_by("pk")
    )
    account = {
        "username": user.username,
        "name": user.display_name,
        "phone": user.phone,
        "language": user.language,
    }
    data = {"exported_at": at.isoformat(), "account": account, "cases": [_exported(case) for case in cases]}
    data |= more or {}
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("data.json", orjson.dumps(data, option=orjson.OPT_INDENT_2, default=str))
        for upload in uploads:
            _add_file(archive, upload)
    with transaction.atomic():
        audit.record(user, "applicant", "export", "account", user.pk, at, ip, {"cases": len(cases)})
    return out.getvalue()


def _add_file(archive: ZipFile, upload: Upload) -> None:
    """A file of the export; one that cannot be read any more must not keep the rest back."""
    name = _file_name(upload)
    try:
        archive.writestr(name, files.read(upload.file_key))
    except FileLost:
        archive.writestr(f"{name}.lost.txt", "这个文件读不出来了 · this file cannot be read any more")


def _file_name(upload: Upload) -> str:
    suffix = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/heic": "heic"}
    material = upload.material
    return f"{material.case.number}/{material.code}-{upload.sequence}.{suffix[upload.media_type]}"


def _exported(case: Case) -> dict[str, Any]:
    times = ("created_at", "submitted_at", "filed_at", "accepted_at", "decided_at", "due_on", "erase_on")
    events = case.events.order_by("sequence").values("transition", "role", "at", "reasons", "note")
    decisions = case.decisions.order_by("pk").values("outcome", "on", "law_version", "total", "result")
    materials = case.materials.order_by("pk").values("code", "verdict", "reason", "note")
    amendments = case.amendments.order_by("pk").values("place", "before", "value", "event__at")
    looks = audit.looks_at("case", case.pk).values("at", "role", "action")
    return {
        "number": case.number,
        "kind": case.kind,
        "state": case.state,
        "employer": case.employer.name if case.employer else None,
        "centre": case.centre.name if case.centre else None,
        **{key: getattr(case, key) for key in times},
        "profile": case.profile,
        "confirmed": case.facts,
        "personal": case.personal,
        "events": list(events),
        "amendments": list(amendments),
        "decisions": list(decisions),
        "materials": list(materials),
        "looked_at": list(looks),
    }
