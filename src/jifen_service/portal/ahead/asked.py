"""What a person asks of the years ahead: how far, how wages grow, what if the base rose or payment ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from jifen.profile.months import Month, format_month, month_of, parse_month
from jifen_service.forms.kinds import KINDS

Document = Mapping[str, Any]
#: horizons that the page offers, in years
YEARS = (5, 10, 18)
_DEFAULT_YEARS = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions as read. ``typed``: as they stood in their fields; ``errors``: messages by field.

    ``base_from`` is the month from which ``ratio`` times the average wage is paid; ``stop_from`` the first
    month without payment.
    """

    years: int = _DEFAULT_YEARS
    wage_growth: Decimal = Decimal(0)
    base_from: Month | None = None
    ratio: Decimal | None = None
    stop_from: Month | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def changes_something(self) -> bool:
        """Whether the document is not taken as it is."""
        return self.base_from is not None or self.stop_from is not None

    @property
    def messages(self) -> tuple[tuple[str, str], ...]:
        """Each field with its message, or with none."""
        return tuple((name, self.errors.get(name, "")) for name in _FIELDS)


def read(posted: QueryDict, today: date) -> Asked:
    """Read the questions of a form; what cannot be read is said and left out."""
    typed = {name: posted.get(name, "").strip() for name in _FIELDS}
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, parse in _FIELDS.items():
        if typed[name]:
            try:
                values[name] = parse(typed[name])
            except (ValueError, InvalidOperation):
                errors[name] = _MESSAGES[name]()
    errors = {**_contradictions(values, today), **errors}
    left_out = {*errors, *(_TOGETHER if _TOGETHER - values.keys() or _TOGETHER & errors.keys() else ())}
    good = {name: value for name, value in values.items() if name not in left_out}
    return replace(Asked(typed=typed, errors=errors), **good)


def _contradictions(values: Mapping[str, Any], today: date) -> dict[str, str]:
    """Months that are not ahead, and one of two answers that belong together."""
    errors = {
        name: _("要从下个月或更晚开始")
        for name in ("base_from", "stop_from")
        if name in values and values[name] <= month_of(today)
    }
    if len(_TOGETHER & values.keys()) == 1:
        errors |= dict.fromkeys(_TOGETHER - values.keys(), _("月份和倍数要一起填"))
    return errors


def plain(asked: Asked) -> Asked:
    """The same questions without any change of what is paid."""
    return replace(asked, base_from=None, ratio=None, stop_from=None)


def changed(document: Document, asked: Asked) -> dict[str, Any]:
    """The document as it would be: today's run of insurance ends, and goes on at the other base, or not."""
    if not asked.changes_something:
        return dict(document)
    runs = [dict(run) for run in document.get("social_insurance") or ()]
    if asked.base_from is not None and asked.ratio is not None:
        open_runs = [run for run in runs if not run.get("to")]
        ratio = int(asked.ratio) if asked.ratio == int(asked.ratio) else float(asked.ratio)
        kept = {key: value for key, value in (open_runs[-1] if open_runs else {}).items() if key not in _BASE}
        runs = _ended(runs, asked.base_from)
        runs.append({**kept, "from": format_month(asked.base_from), "ratio": ratio})
    if asked.stop_from is not None:
        runs = _ended(runs, asked.stop_from)
    return {**document, "social_insurance": runs}


_BASE = ("from", "to", "base", "ratio")


def _ended(runs: list[dict[str, Any]], month: Month) -> list[dict[str, Any]]:
    """The runs without what they would pay from a month on."""
    kept = []
    for run in runs:
        first, last = parse_month(run["from"]), run.get("to")
        if first >= month:
            continue
        goes_on = last is None or parse_month(last) >= month
        kept.append({**run, "to": format_month(month - 1)} if goes_on else run)
    return kept


def _years(text: str) -> int:
    if int(text) not in YEARS:
        raise ValueError(text)
    return int(text)


def _month(text: str) -> Month:
    return parse_month(str(KINDS["month"].read(text)))


def _number(text: str) -> Decimal:
    number = Decimal(text.removesuffix("%").removesuffix("倍").strip())
    if not number.is_finite() or not 0 <= number <= _MOST:
        raise ValueError(text)
    return number


_TOGETHER = frozenset({"base_from", "ratio"})
#: beyond this neither a growth in per cent nor a multiple of the wage means anything
_MOST = 19
_FIELDS = {
    "years": _years,
    "wage_growth": _number,
    "base_from": _month,
    "ratio": _number,
    "stop_from": _month,
}
_MESSAGES = {
    "years": lambda: _("选一个年数"),
    "wage_growth": lambda: _("写百分数, 如 5"),
    "base_from": lambda: _("写年月, 如 2027-07"),
    "ratio": lambda: _("写倍数, 如 1 或 1.5"),
    "stop_from": lambda: _("写年月, 如 2027-07"),
}
