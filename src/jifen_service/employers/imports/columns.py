"""The columns of the employees' spreadsheet (columns.yaml): headers, kinds, where each value goes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from jifen_service.forms.choices import choices_at
from jifen_service.forms.insurance.cells import plain
from jifen_service.forms.insurance.problems import shorten
from jifen_service.forms.insurance.table import Row

_FILE = Path(__file__).with_name("columns.yaml")
_UNITS = re.compile(r"[(\[【].*?[)\]】]")
#: rows from the top among which the header may stand: lists carry titles above it
_HEADER_ROWS = 10
#: header cells that a message repeats
_CELLS_SHOWN = 6


class SheetError(Exception):
    """A spreadsheet of which nothing can be read; ``code`` is a key of words.yaml."""

    def __init__(self, code: str, **params: object) -> None:
        self.code, self.params = code, params
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Column:
    """A column; its fields as columns.yaml describes them."""

    key: str
    kind: str
    header: Mapping[str, str]
    place: str = ""
    names: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    example: Mapping[str, Any] = field(default_factory=dict)
    required: bool = False
    needs: str = ""

    def choices(self, lang: str, on: date) -> dict[str, str]:
        """Value → words of what a column of choice allows, from the law in force."""
        return choices_at(self.place, lang, on) if self.kind == "choice" else {}

    def allowed(self, on: date) -> dict[str, str]:
        """The choices in one line, in both languages."""
        return {lang: ", ".join(self.choices(lang, on).values()) for lang in ("zh", "en")}

    def spellings(self, on: date) -> dict[str, str]:
        """Everything that people may write → value: aliases, the law's labels, the values themselves."""
        found = {normal(value): value for value in self.choices("zh", on)}
        for lang in ("zh", "en"):
            found |= {normal(label): value for value, label in self.choices(lang, on).items()}
        return found | {normal(name): value for name, value in self.aliases.items()}


@cache
def columns() -> tuple[Column, ...]:
    """Every column, in the order of the template."""
    entries = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(Column(**{**entry, "names": tuple(entry.get("names", ()))}) for entry in entries)


@cache
def by_key() -> Mapping[str, Column]:
    """Every column by its key."""
    return {column.key: column for column in columns()}


def normal(name: Any) -> str:
    """A header or a choice without case, spaces, hyphens and what stands in brackets."""
    return re.sub(r"[\s_*:：-]+", "", _UNITS.sub("", plain(name).lower()))


@cache
def _by_name() -> Mapping[str, Column]:
    return {
        normal(name): column
        for column in columns()
        for name in (column.key, *column.header.values(), *column.names)
    }


@dataclass(frozen=True, slots=True)
class Header:
    """Where each column stands (index of its cell by key), headers without meaning, first row of data."""

    places: Mapping[str, int]
    ignored: tuple[str, ...]
    first_row: int


def find_header(rows: Sequence[Row], lang: str) -> Header:
    """The header among the first rows.

    Raises:
        SheetError: there is none with the required columns, or a column is named twice.
    """
    required = {column.key for column in columns() if column.required}
    for index, row in enumerate(rows[:_HEADER_ROWS]):
        found = [_by_name().get(normal(cell)) for cell in row.cells]
        if required <= {column.key for column in found if column}:
            return _header(row, found, index + 1, lang)
    cells = ", ".join(shorten(cell, 20) for cell in rows[0].cells[:_CELLS_SHOWN] if cell is not None)
    raise SheetError("no_header", row=rows[0].number, found=shorten(cells, 128))


def _header(row: Row, found: list[Column | None], first_row: int, lang: str) -> Header:
    places: dict[str, int] = {}
    ignored = []
    for index, column in enumerate(found):
        if column is None:
            if plain(row.cells[index]):
                ignored.append(shorten(row.cells[index]))
        elif column.key in places:
            raise SheetError("column_twice", column=column.header[lang])
        else:
            places[column.key] = index
    return Header(places, tuple(ignored), first_row)
