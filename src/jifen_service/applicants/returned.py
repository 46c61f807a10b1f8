"""Why a case came back to its holder (退回原因), item by item, each with the page that puts it right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise

from jifen_service.applicants.section_page import sections_with_pages
from jifen_service.applicants.status import Standing
from jifen_service.casework.models import Case
from jifen_service.casework.queries import Entry
from jifen_service.casework.rules import Reason
from jifen_service.casework.states import State


@dataclass(frozen=True, slots=True)
class Returned:
    """The step that brought it back, when, its reasons with their addresses ('' for none), and the note."""

    label: str | Promise
    at: datetime
    reasons: tuple[tuple[Reason, str], ...]
    note: str


def returned(entries: Sequence[Entry], case: Case, there: Standing) -> Returned | None:
    """The last step, if it came with reasons and leaves the case with its holder; None otherwise."""
    last = entries[-1] if entries else None
    if last is None or not (last.reasons or last.note):
        return None
    if not (there.form_open or case.state in (State.SUPPLEMENT, State.REJECTED, State.REVOKED)):
        return None
    reasons = tuple((reason, _address(reason, case, there)) for reason in last.reasons)
    return Returned(last.label, last.at, reasons, last.note)


def _address(reason: Reason, case: Case, there: Standing) -> str:
    if reason.section == "materials" and there.materials_open:
        return reverse("applicants:materials", args=[case.pk])
    keys = {section.key for section in sections_with_pages(case)}
    if there.form_open and reason.section in keys:
        return reverse("applicants:section", args=[case.pk, reason.section])
    return ""
