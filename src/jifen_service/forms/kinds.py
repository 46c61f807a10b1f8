"""The kinds of fields: what a document holds ↔ what an input shows and sends.

Forgiving with what people type ('2026年7月', '13,000元', '50%'); what still cannot be read stays the text
it was, so that `jifen.profile.parse` says what is wrong with it and the page shows it again.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jifen.profile.months import format_month
from jifen_service.forms.insurance.cells import CellError, plain, read_month, read_number

_DAY = re.compile(r"(\d{4})(?:\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{2})(\d{2}))$")
_COUNT = re.compile(r"\d{1,9}$")
YES, NO = "true", "false"


@dataclass(frozen=True)
class Kind:
    """How a field's value is read from and shown in an input.

    Attributes:
        read: text as typed (never blank) → value for the document.
        input_type: the HTML input's type while the value is one that such an input can show.
        shows: whether an input of that type can show a text; others are shown in a plain text input.
    """

    read: Callable[[str], Any]
    input_type: str = "text"
    shows: Callable[[str], bool] = lambda text: True


def show(value: Any) -> str:
    """A document's value as the text of an input."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def _read_day(text: str) -> Any:
    found = _DAY.match(plain(text))
    if not found:
        return text
    year, month, day = found[1], found[2] or found[4], found[3] or found[5]
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _read_month(text: str) -> Any:
    try:
        return format_month(read_month(text))
    except CellError:
        return text


def _read_number(text: str) -> Any:
    try:
        return read_number(text)
    except CellError:
        return text


def _read_share(text: str) -> Any:
    narrow = plain(text)
    if not narrow.endswith("%"):
        return _read_number(text)
    share = _read_number(narrow[:-1])
    return share / 100 if isinstance(share, Decimal) else text


def _read_count(text: str) -> Any:
    narrow = plain(text).replace(",", "")
    return int(narrow) if _COUNT.match(narrow) else _read_number(text)


def _read_yes_no(text: str) -> Any:
    return {YES: True, NO: False}.get(text.strip(), text)


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("YYYY-MM-DD")


KINDS: dict[str, Kind] = {
    "text": Kind(str),
    "date": Kind(_read_day, "date", _is_day),
    # No input of type month: half of the browsers have none, and typing 202607 is quicker than leafing.
    "month": Kind(_read_month),
    "money": Kind(_read_number),
    "share": Kind(_read_share),
    "count": Kind(_read_count),
    "choice": Kind(str.strip),
    "yes": Kind(_read_yes_no),
    "yes_no": Kind(_read_yes_no),
}
