"""Verifying (核验): what anybody may learn of a notice by its code or its file, and no more than that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate

from jifen.notices import Finding, examine
from jifen.notices.verdict import verdict
from jifen_service.notices import codes, wording
from jifen_service.notices.models import Ending, Notice, State
from jifen_service.notices.signing import signer


@dataclass(frozen=True, slots=True)
class Statement:
    """What a notice says and what it is worth; the holder masked, empty when their data were erased."""

    code: str
    state: State
    holder: dict[str, str]
    points: int | None
    passes: bool | None
    decided_on: date
    issued_on: date
    valid_until: date | None
    ended_on: date | None
    ended_by: str

    @property
    def ending(self) -> str:
        """Why it ended, in words; "" where it did not."""
        return str(Ending(self.ended_by).label) if self.ended_by else ""

    def as_dict(self) -> dict[str, Any]:
        """The answer of the HTTP interface: dates as ISO texts."""
        days = ("decided_on", "issued_on", "valid_until", "ended_on")
        told: dict[str, date | None] = {key: getattr(self, key) for key in days}
        return {
            "code": self.code,
            "state": self.state.value,
            "holder": self.holder,
            "points": self.points,
            "passes": self.passes,
            **{key: None if day is None else day.isoformat() for key, day in told.items()},
        }


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that somebody handed in: the verdict's word, what was found, what the platform knows of it."""

    word: str
    finding: Finding
    statement: Statement | None


def look_up(code: str, today: date) -> Statement | None:
    """What the notice with a code (as `codes.read` gives it) is worth today; None where there is none."""
    related = Notice.objects.select_related("decision", "superseded_by")
    notice = related.filter(code=code).first()
    return None if notice is None else _statement(notice, today)


def examine_file(content: bytes, at: datetime) -> Examined:
    """Whether a file is a notice of ours and what it is worth; NotANoticeError where it is no PDF."""
    own = signer().signing_cert.dump()
    finding = examine(content, at, (own, *_earlier(tuple(settings.NOTICE_TRUST))))
    code = codes.read(str(finding.data.get("code", "")))
    statement = look_up(code, localdate(at)) if code else None
    answer = statement.as_dict() if statement else {"state": "unknown"}
    return Examined(verdict(finding, localdate(at), answer), finding, statement)


def _statement(notice: Notice, today: date) -> Statement:
    newer = notice.newer
    ended_at = notice.ended_at or (newer.issued_at if newer else None)
    return Statement(
        code=codes.shown(notice.code),
        state=notice.state(today),
        holder=wording.holder(notice),
        points=notice.decision.total,
        passes=notice.decision.passes,
        decided_on=notice.decision.on,
        issued_on=localdate(notice.issued_at),
        valid_until=notice.valid_until,
        ended_on=None if ended_at is None else localdate(ended_at),
        ended_by=notice.ended_by,
    )


@cache
def _earlier(files: tuple[str, ...]) -> tuple[bytes, ...]:
    """The certificates that signed before the one that signs now."""
    return tuple(Path(name).read_bytes() for name in files)
