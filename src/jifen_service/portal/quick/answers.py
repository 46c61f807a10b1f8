"""What was answered: from the form's words to values, with a message for each that cannot be read."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from jifen.profile.months import month_of, parse_month
from jifen_service.portal.quick.questions import Field

_WHOLE = re.compile(r"\d{1,4}")
_HALVES = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")
_EARLIEST_YEAR = 1900


class UnreadableError(ValueError):
    """An answer that cannot be read; the text says what to do about it."""


class IncompleteError(UnreadableError):
    """An answer of which a part is still missing: no mistake as long as one types."""


@dataclass(frozen=True)
class Answers:
    """Values by field name (absent: not answered), messages by field name.

    date → date; month → months since year 0; number → Decimal; choice, select → an option's key;
    checks → the keys ticked. What could not be read is missing from `values` and named in `errors`;
    `begun` are those of them that only lack a part.
    """

    values: Mapping[str, Any] = dataclass_field(default_factory=dict)
    errors: Mapping[str, str] = dataclass_field(default_factory=dict)
    begun: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)


def read(posted: QueryDict, asked: Mapping[str, Field], on: date) -> Answers:
    """Read a form. `on` is the evaluation date, the last day that an answer may name."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    begun: set[str] = set()
    for name, field in asked.items():
        try:
            value = _READERS[field.kind](posted, field, on)
        except UnreadableError as message:
            errors[name] = str(message)
            begun |= {name} if isinstance(message, IncompleteError) else set()
        else:
            if value is not None:
                values[name] = value
    return Answers(values, errors, frozenset(begun))


def missing(answers: Answers, asked: Mapping[str, Field]) -> Mapping[str, str]:
    """Messages for required fields without an answer."""
    return {
        name: field.required
        for name, field in asked.items()
        if field.required and name not in answers.values and name not in answers.errors
    }


def _clean(text: str) -> str:
    """Full-width figures as half-width ones, without blanks and the unit people add."""
    return unicodedata.normalize("NFKC", text).strip().removesuffix("年").strip()


def _figures(posted: QueryDict, name: str, parts: tuple[str, ...]) -> list[int] | None:
    """The numbers of a date in parts; None if all are empty."""
    texts = [_clean(posted.get(f"{name}_{part}", "")) for part in parts]
    if not any(texts):
        return None
    if not all(texts):
        raise IncompleteError(_("请把年、月、日填全。") if "day" in parts else _("请把年、月填全。"))
    if not all(_WHOLE.fullmatch(text) for text in texts):
        raise UnreadableError(_("请只填数字, 找到的是“%(found)s”。") % {"found": "-".join(texts)[:20]})
    figures = [int(text) for text in texts]
    if figures[0] < _EARLIEST_YEAR:
        raise UnreadableError(_("年份请填四位数字, 如 1990, 找到的是“%(found)s”。") % {"found": texts[0]})
    return figures


def _date(posted: QueryDict, field: Field, on: date) -> date | None:
    figures = _figures(posted, field.name, ("year", "month", "day"))
    if figures is None:
        return None
    try:
        day = date(*figures)
    except ValueError:
        found = "-".join(str(figure) for figure in figures)
        raise UnreadableError(_("没有“%(found)s”这一天, 请核对月和日。") % {"found": found}) from None
    if day > on:
        raise UnreadableError(_("这个日期在将来, 请核对年份。"))
    return day


def _month(posted: QueryDict, field: Field, on: date) -> int | None:
    figures = _figures(posted, field.name, ("year", "month"))
    if figures is None:
        return None
    year, month = figures
    try:
        found = parse_month(f"{year:04}-{month:02}")
    except ValueError:
        raise UnreadableError(_("月份请填 1 到 12, 找到的是“%(found)s”。") % {"found": month}) from None
    if found > month_of(on):
        raise UnreadableError(_("这个月份在将来, 请填已经开始缴纳的月份。"))
    return found


def _number(posted: QueryDict, field: Field, _on: date) -> Decimal | None:
    text = _clean(posted.get(field.name, ""))
    if not text:
        return None
    if not (_HALVES if field.halves else _WHOLE).fullmatch(text):
        allowed = _("请填数字, 如 5 或 5.5") if field.halves else _("请填整数, 如 5")
        raise UnreadableError(
            _("%(allowed)s, 找到的是“%(found)s”。") % {"allowed": allowed, "found": text[:20]}
        )
    number = Decimal(text.replace(",", "."))
    if not field.least <= number <= field.most:
        limits = {"least": field.least, "most": field.most, "found": text}
        raise UnreadableError(_("请填 %(least)s 到 %(most)s 之间的数, 找到的是“%(found)s”。") % limits)
    return number


def _choice(posted: QueryDict, field: Field, _on: date) -> str | None:
    key = posted.get(field.name, "")
    if not key:
        return None
    if field.option(key) is None:
        raise UnreadableError(_("请从给出的选项里选一个。"))
    return key


def _checks(posted: QueryDict, field: Field, _on: date) -> frozenset[str] | None:
    keys = frozenset(posted.getlist(field.name))
    if any(field.option(key) is None for key in keys):
        raise UnreadableError(_("请从给出的选项里选。"))
    return keys or None


_READERS = {
    "date": _date,
    "month": _month,
    "number": _number,
    "choice": _choice,
    "select": _choice,
    "checks": _checks,
}
