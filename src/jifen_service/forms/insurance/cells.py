"""One cell → a month, an amount, a yes or no, a name. Forgiving in form, never in meaning."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

from jifen.profile.months import FIRST_YEAR, LAST_YEAR, month_of

MAX_NAME = 100
YES = frozenset({"是", "有", "对", "y", "yes", "true", "t", "1", "√", "✓", "✔", "v"})
NO = frozenset({"否", "无", "不", "不是", "没有", "错", "n", "no", "false", "f", "0", "x", "×", "✗", "-"})
SUMS = frozenset({"合计", "总计", "小计", "共计", "total", "sum", "subtotal"})

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})(?:\s*[-/.年]\s*(?P<month>\d{1,2})|(?P<packed>\d{2}))"
    r"(?:\s*[-/.月]\s*\d{1,2}\s*日?(?:[\sT]+[\d:.]+)?|\d{2})?\s*月?(?:份)?$"
)
_NAMED = re.compile(r"(?:\d{1,2}[-\s])?(?P<name>[a-z]{3})[a-z]*\.?[-\s,]+(?P<year>\d{4}|\d{2})$")
_AMOUNT = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?$|[-+]?\.\d+$")


class CellError(ValueError):
    """A cell that cannot be read; `.code` is a key of `problems.MESSAGES`."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def plain(cell: Any) -> str:
    """A cell as text: full-width forms narrowed, spaces trimmed; empty for nothing."""
    return "" if cell is None else unicodedata.normalize("NFKC", str(cell)).strip()


def read_month(cell: Any) -> int:
    """Month (months since year 0) of a date, a number such as 202607, or text in the usual forms.

    Raises:
        CellError: the cell is empty or says no month.
    """
    if isinstance(cell, datetime.date):
        return month_of(cell)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = plain(cell).lower()
    if not text:
        raise CellError("month_missing")
    if found := _YEAR_FIRST.match(text):
        year, month = int(found["year"]), int(found["month"] or found["packed"])
    elif (found := _NAMED.match(text)) and found["name"] in _MONTH_NAMES:
        year, month = int(found["year"]), _MONTH_NAMES.index(found["name"]) + 1
        year += 2000 if year < 100 else 0
    else:
        raise CellError("month_unreadable")
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise CellError("month_unreadable")
    return year * 12 + month - 1


def read_amount(cell: Any) -> Decimal:
    """Amount in CNY, exact; thousands separators and currency marks are left out.

    Raises:
        CellError: the cell is empty, no amount, or negative.
    """
    amount = read_number(cell)
    if amount < 0:
        raise CellError("base_negative")
    return amount


def read_number(cell: Any) -> Decimal:
    """A number, exact, whatever its sign.

    Raises:
        CellError: the cell is empty or no number.
    """
    if isinstance(cell, bool):
        raise CellError("base_unreadable")
    if isinstance(cell, float):
        if not math.isfinite(cell):
            raise CellError("base_unreadable")
        # A spreadsheet holds and shows 15 digits; what lies beyond is noise of binary fractions.
        return Decimal(f"{cell:.15g}")
    if isinstance(cell, int | Decimal):
        return Decimal(cell)
    return _number_of_text(plain(cell))


def _number_of_text(text: str) -> Decimal:
    if not text:
        raise CellError("base_missing")
    text = text.strip("¥￥元 ").replace("CNY", "").replace("RMB", "").replace(" ", "").replace("，", ",")
    if len(text) > 30 or not _AMOUNT.match(text):
        raise CellError("base_unreadable")
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        raise CellError("base_unreadable") from error


def read_yes_no(cell: Any) -> bool | None:
    """Yes, no, or None for an empty cell.

    Raises:
        CellError: the cell says neither.
    """
    if isinstance(cell, bool):
        return cell
    text = plain(cell).lower().removesuffix(".0")
    if text in YES:
        return True
    if text in NO:
        return False
    if text:
        raise CellError("yes_no_unreadable")
    return None


def read_name(cell: Any) -> str | None:
    """A name in one line, or None for an empty cell.

    Raises:
        CellError: longer than `MAX_NAME`.
    """
    text = " ".join(plain(cell).split())
    if len(text) > MAX_NAME:
        raise CellError("too_long", length=len(text), limit=MAX_NAME)
    return text or None


def is_sum(cell: Any) -> bool:
    """Whether a month's cell heads a line of sums, which a record's own print often ends with."""
    return plain(cell).lower().rstrip(":：") in SUMS
