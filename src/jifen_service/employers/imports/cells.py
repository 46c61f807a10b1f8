"""One cell of the employees' spreadsheet → its value. Forgiving in form, never in meaning."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any

from jifen_service.casework.identity import id_number_fault
from jifen_service.casework.identity import normal as normal_number
from jifen_service.employers.imports.columns import Column, normal
from jifen_service.employers.imports.problems import LONGEST_NAME
from jifen_service.forms.insurance import cells
from jifen_service.forms.insurance.cells import CellError, plain

_DAY = re.compile(
    r"(\d{4})(?:\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{2})(\d{2}))(?:[\sT]+[\d:.]+)?$"
)
_MOST_MONEY = 10**9
#: a spreadsheet's numbers have fifteen digits; what follows becomes noughts
_LOST = "000"


def read(column: Column, cell: Any, on: datetime.date) -> Any:
    """The value of a cell, None for an empty one.

    Raises:
        CellError: the cell says nothing that the column allows; its code is a key of words.yaml.
    """
    if not plain(cell):
        return None
    try:
        return _READERS[column.kind](column, cell, on)
    except CellError as error:
        raise CellError(_OTHER_WORDS.get(error.code, error.code), **error.params) from None


def _name(_column: Column, cell: Any, _on: datetime.date) -> str:
    text = " ".join(plain(cell).split())
    if len(text) > LONGEST_NAME:
        raise CellError("too_long", length=len(text))
    return text


def _id_number(_column: Column, cell: Any, _on: datetime.date) -> str:
    text = normal_number(plain(cell).lstrip("'"))
    if isinstance(cell, float) or "E+" in text or (isinstance(cell, int) and text.endswith(_LOST)):
        raise CellError("id_number_lost")
    if fault := id_number_fault(text):
        raise CellError(f"id_{fault}")
    return text


def _date(_column: Column, cell: Any, _on: datetime.date) -> str:
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    found = _DAY.match(plain(int(cell) if isinstance(cell, float) and cell.is_integer() else cell))
    if not found:
        raise CellError("date_unreadable")
    try:
        day = datetime.date(int(found[1]), int(found[2] or found[4]), int(found[3] or found[5]))
    except ValueError:
        raise CellError("date_unreadable") from None
    return day.isoformat()


def _month(_column: Column, cell: Any, _on: datetime.date) -> str:
    year, month = divmod(cells.read_month(cell), 12)
    return f"{year:04d}-{month + 1:02d}"


def _money(_column: Column, cell: Any, _on: datetime.date) -> int | float:
    amount = cells.read_amount(cell)
    if amount > _MOST_MONEY:
        raise CellError("number_unreadable")
    # JSON has no decimals; two places of an amount below a billion come through a float as they are.
    return int(amount) if amount == amount.to_integral_value() else float(round(amount, 2))


def _yes_no(_column: Column, cell: Any, _on: datetime.date) -> bool | None:
    return cells.read_yes_no(cell)


def _choice(column: Column, cell: Any, on: datetime.date) -> str | None:
    text = normal(cell)
    if text in _NONE:
        return None
    value = column.spellings(on).get(text)
    if value is None:
        raise CellError("choice_unknown", allowed=column.allowed(on))
    return value


_NONE = frozenset({"无", "没有", "none", "no", "/", "", "、"})
_OTHER_WORDS = {"base_unreadable": "number_unreadable", "base_missing": "number_unreadable"}
_READERS: Mapping[str, Callable[[Column, Any, datetime.date], Any]] = {
    "name": _name,
    "id_number": _id_number,
    "date": _date,
    "month": _month,
    "money": _money,
    "yes_no": _yes_no,
    "choice": _choice,
}
