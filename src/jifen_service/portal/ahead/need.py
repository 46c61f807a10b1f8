"""For when the points are needed: children's birth dates, milestones, days, own estimates (什么时候要用)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from jifen_service.forms.kinds import KINDS

Document = Mapping[str, Any]
Deadline = Mapping[str, Any]
_MONTHS = "months."
_MOST_MONTHS = 119


@dataclass(frozen=True, slots=True)
class Need:
    """What was asked: a milestone by its key or days of one's own, estimates by action, errors by field.

    ``children``: birth dates as typed, a document's own where the form does not say.
    """

    children: tuple[str, ...] = ()
    milestone: str = ""
    by: date | None = None
    until: date | None = None
    months: Mapping[str, int] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


def read(posted: QueryDict, document: Document) -> Need:
    """Read the form; what cannot be read is said and left out."""
    errors: dict[str, str] = {}
    children = tuple(text.strip() for text in posted.getlist("child") if text.strip())
    if "_asked" not in posted:
        children = tuple(str(child["birth_date"]) for child in document.get("children") or ())
    good = tuple(day for day in (_day(text, "child", errors) for text in children) if day)
    by, until = (_day(posted.get(name, "").strip(), name, errors) for name in ("by", "until"))
    if by and until and until < by:
        errors["until"] = _("不能早于要用的那天")
        until = None
    months = {
        name.removeprefix(_MONTHS): int(text)
        for name, text in posted.items()
        if name.startswith(_MONTHS) and isinstance(text, str) and _is_months(text)
    }
    return Need(
        tuple(day.isoformat() for day in good), posted.get("milestone", ""), by, until, months, errors
    )


def with_children(document: Document, need: Need) -> dict[str, Any]:
    """The document with the children that the form names."""
    children = [{"birth_date": day} for day in need.children]
    rest = {key: value for key, value in document.items() if key != "children"}
    return {**rest, "children": children} if children else rest


def key_of(deadline: Deadline) -> str:
    """A milestone of a child in one word."""
    return f"{deadline['child']}-{deadline['milestone']}"


def days(need: Need, deadlines: tuple[Deadline, ...], earliest: date) -> tuple[date, date] | None:
    """The days from and until which the points are needed: as typed, else of the milestone that was chosen.

    Without a choice the first milestone that leaves time enough (from ``earliest`` on), else the last; None
    where there is neither.
    """
    chosen = next((one for one in deadlines if key_of(one) == need.milestone), None)
    if chosen is None and need.by is not None:
        return need.by, need.until or need.by
    if chosen is None:
        later = (one for one in deadlines if one["by"] >= earliest.isoformat())
        chosen = next(later, deadlines[-1] if deadlines else None)
    if chosen is None:
        return None
    return date.fromisoformat(chosen["by"]), date.fromisoformat(chosen["until"])


def _day(text: str, name: str, errors: dict[str, str]) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(str(KINDS["date"].read(text)))
    except ValueError:
        errors[name] = _("写日期, 如 2030-09-01")
        return None


def _is_months(text: str) -> bool:
    return text.isdecimal() and 0 < int(text) <= _MOST_MONTHS
