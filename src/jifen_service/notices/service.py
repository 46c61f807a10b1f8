"""What the pages may do with notices (通知书服务): show, print, and tell what was printed.

Times are given (``at``, aware). Who is not concerned by a case never gets here: the case is asked of
`casework.queries`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext, override

from jifen_service.accounts.models import User
from jifen_service.audit import service as audit
from jifen_service.casework import service as casework
from jifen_service.casework.models import Case
from jifen_service.casework.transitions import TRANSITIONS
from jifen_service.notices import wording
from jifen_service.notices.models import Notice, Print, State
from jifen_service.notices.printing import pdf
from jifen_service.notices.signing import sign

if TYPE_CHECKING:
    from jifen_service.accounts.access import Person

_STEP = TRANSITIONS["print_notice"]
#: the file that programs read within the PDF
DATA_NAME = "notice.json"


class NotPrintableError(Exception):
    """There is no notice that is valid now; ``state`` says what became of it, None where there was none."""

    def __init__(self, state: State | None) -> None:
        self.state = state
        super().__init__(state)


@dataclass(frozen=True, slots=True)
class Issued:
    """A notice as its case's page shows it, with its prints, the last first; ``may_print`` for who asks."""

    notice: Notice
    state: State
    prints: Sequence[Print]
    may_print: bool


def issued(case: Case, person: Person, today: date) -> Issued | None:
    """The last notice of a case, if any was issued; two queries."""
    notice = _last(case)
    if notice is None:
        return None
    state = notice.state(today)
    may_print = state is State.VALID and bool(_STEP.by & person.roles)
    return Issued(notice, state, notice.prints.select_related("by").all(), may_print)


def print_notice(
    case: Case, person: Person, *, at: datetime, site: str, lang: str = "zh", ip: str = ""
) -> bytes:
    """The signed PDF of a case's valid notice; the print is recorded, and the case moves on to printed.

    ``site``: address of the platform, without a slash. Raises NotPrintableError, NotAllowed (not in this
    role) or PrintError (font or character missing), and has recorded nothing then.
    """
    notice = _printable(case, person, at)
    with override(wording.languages(lang)):
        reason = gettext("上海市居住证积分通知书")
    plain = pdf.write(
        wording.document(notice, lang, site), notice.issued_at, (DATA_NAME, wording.data(notice, site))
    )
    signed = sign(plain, reason=reason, place=notice.content["centre"])
    record_print(case, person, at=at, ip=ip)
    return signed


def record_print(case: Case, person: Person, *, at: datetime, ip: str = "") -> None:
    """Record a print and take the step that goes with the first; all of it or nothing."""
    with transaction.atomic():
        notice = Notice.objects.select_for_update().get(pk=_printable(case, person, at).pk)
        role = min(_STEP.by & person.roles)
        Print.objects.create(
            notice=notice, number=notice.prints.count() + 1, by=person.user, role=role, at=at, ip=ip
        )
        state, version = Case.objects.values_list("state", "version").get(pk=case.pk)
        if state in _STEP.sources:
            casework.apply(case.pk, _STEP.name, person, expected_version=version, at=at, ip=ip)
        audit.record(person.user, role, "notice_printed", "notice", notice.pk, at, ip, {"case": case.number})


def exported(user: User) -> dict[str, Any]:
    """What is kept of a person here, for the export of one's own data: each notice with its prints."""
    kept = Notice.objects.filter(case__applicant=user).prefetch_related("prints")
    return {
        "notices": [
            {
                "code": notice.code,
                "issued_at": notice.issued_at,
                "valid_until": notice.valid_until,
                "ended_at": notice.ended_at,
                "ended_by": notice.ended_by,
                "content": notice.content,
                "prints": [{"at": one.at, "role": one.role, "ip": one.ip} for one in notice.prints.all()],
            }
            for notice in kept
        ]
    }


def _printable(case: Case, person: Person, at: datetime) -> Notice:
    notice = _last(case)
    state = notice.state(localdate(at)) if notice else None
    if notice is None or state is not State.VALID:
        raise NotPrintableError(state)
    if not _STEP.by & person.roles:
        raise casework.NotAllowed(_STEP.name, "role")
    return notice


def _last(case: Case) -> Notice | None:
    found = case.notices.select_related("decision", "case", "superseded_by").order_by("-issued_at")
    return found.first()
