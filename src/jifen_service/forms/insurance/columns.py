"""The columns of an insurance record and the names people give them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from jifen_service.forms.insurance.cells import (
    CellError,
    plain,
    read_amount,
    read_month,
    read_name,
    read_yes_no,
)
from jifen_service.forms.insurance.problems import RecordError, shorten
from jifen_service.forms.insurance.table import Row


@dataclass(frozen=True)
class Column:
    """A column: its key in the profile document, its header in both languages, further names, its reader."""

    key: str
    zh: str
    en: str
    other_names: tuple[str, ...]
    read: Callable[[Any], Any]
    required: bool = False

    def header(self, lang: str) -> str:
        """The header of this column in `lang`."""
        return self.zh if lang == "zh" else self.en


COLUMNS: tuple[Column, ...] = (
    Column(
        "month", "月份", "month",
        ("缴费月份", "缴费年月", "所属月份", "所属期", "费款所属期", "年月", "缴费月", "period"),
        read_month, required=True,
    ),
    Column(
        "base", "缴费基数", "base",
        ("基数", "社保基数", "缴费工资", "养老保险缴费基数", "缴纳基数", "contribution base"),
        read_amount, required=True,
    ),
    Column(
        "employer", "单位", "employer",
        ("单位名称", "缴费单位", "缴费单位名称", "参保单位", "公司", "company", "payer"),
        read_name,
    ),
    Column("back_paid", "补缴", "back_paid", ("是否补缴", "补缴标志", "back paid"), read_yes_no),
    Column(
        "matches_contract", "与合同一致", "matches_contract",
        ("与合同单位一致", "合同一致", "matches contract"), read_yes_no,
    ),
    Column(
        "tax_consistent", "与个税对应", "tax_consistent",
        ("与个税一致", "个税对应", "个税一致", "tax consistent"), read_yes_no,
    ),
)  # fmt: skip

_UNITS = re.compile(r"[(\[【].*?[)\]】]")
_HEADER_ROWS = 10
"""Rows from the top among which the header may stand: prints carry titles above it."""


def normal(name: Any) -> str:
    """A header without case, spaces, underscores and units in brackets."""
    return re.sub(r"[\s_*:：]+", "", _UNITS.sub("", plain(name).lower()))


_BY_NAME = {
    normal(name): column for column in COLUMNS for name in (column.zh, column.en, *column.other_names)
}


@dataclass(frozen=True)
class Header:
    """Where each column stands.

    Attributes:
        places: index of the cell, by column key.
        width: number of cells that the header names.
        first_row: index (in the rows given) of the first row of data.
        assumed: whether there was no header and the template's order was taken.
        ignored: headers that mean nothing here.
    """

    places: dict[str, int]
    width: int
    first_row: int
    assumed: bool = False
    ignored: tuple[str, ...] = ()


def find_header(rows: Sequence[Row]) -> Header:
    """The header among the first rows, or the template's order for a table that begins with data.

    Raises:
        RecordError: no header and no data where it should be, or a column named twice.
    """
    for index, row in enumerate(rows[:_HEADER_ROWS]):
        names = [normal(cell) for cell in row.cells]
        known = {_BY_NAME[name].key for name in names if name in _BY_NAME}
        if {"month", "base"} <= known:
            return _header(row, names, index + 1)
    if _is_data(rows[0]):
        order = {column.key: place for place, column in enumerate(COLUMNS)}
        return Header(order, len(COLUMNS), 0, assumed=True)
    raise RecordError("no_header", row=rows[0].number, found=_listed(rows[0].cells))


def _header(row: Row, names: list[str], first_row: int) -> Header:
    places: dict[str, int] = {}
    ignored = []
    for index, name in enumerate(names):
        column = _BY_NAME.get(name)
        if column is None:
            if name:
                ignored.append(shorten(row.cells[index]))
        elif column.key in places:
            twice = (row.cells[places[column.key]], row.cells[index])
            raise RecordError("column_twice", row=row.number, found=_listed(twice), column=column.zh)
        else:
            places[column.key] = index
    width = max(index for index, name in enumerate(names) if name) + 1
    return Header(places, width, first_row, ignored=tuple(ignored))


def _is_data(row: Row) -> bool:
    try:
        read_month(row.cells[0])
        read_amount(row.cells[1])
    except (CellError, IndexError):
        return False
    return True


def _listed(cells: Sequence[Any]) -> str:
    return ", ".join(shorten(cell) for cell in cells if plain(cell)) or "–"
