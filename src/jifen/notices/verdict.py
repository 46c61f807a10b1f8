"""What a notice is worth (结论): from what the file says, and from what the platform says of it now. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from jifen.notices.reading import Finding

VALID = "valid"
#: what the platform's answer and the file must agree on
_COMPARED = ("code", "holder", "points", "passes", "decided_on", "issued_on", "valid_until")


def verdict(finding: Finding, today: date, answer: Mapping[str, Any] | None = None) -> str:
    """Give one word for a notice.

    Of the file alone: ``unsigned``, ``changed`` (a byte is not as it was signed), ``untrusted`` (signed by
    somebody else), ``foreign`` (no notice), ``expired``, ``valid``. With the platform's ``answer`` also its
    states, such as ``revoked``, ``superseded``, ``unknown``, and ``differs`` where it says something else.
    """
    if not finding.signed:
        return "unsigned"
    if not finding.intact:
        return "changed"
    if finding.trusted is False:
        return "untrusted"
    if not finding.data:
        return "foreign"
    if answer is None:
        return "expired" if _is_over(finding.data.get("valid_until"), today) else VALID
    state = str(answer.get("state", "unknown"))
    if state != "unknown" and any(answer.get(key) != finding.data.get(key) for key in _COMPARED):
        return "differs"
    return state


def _is_over(last: str | None, today: date) -> bool:
    return last is not None and date.fromisoformat(last) < today
