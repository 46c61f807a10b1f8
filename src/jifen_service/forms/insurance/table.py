"""Bytes of any origin → rows of cells, within limits, judged by content and never by the file's name."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook

from jifen_service.forms.insurance.problems import RecordError

MAX_BYTES = 1024 * 1024
MAX_UNPACKED_BYTES = 12 * 1024 * 1024
MAX_MEMBERS = 200
MAX_ROWS = 1200
MAX_COLUMNS = 40
DELIMITERS = (",", ";", "，", "|")
DELIMITER_LINES = 12
"""Lines from the top by which the delimiter is chosen: titles above the header have none."""
SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", "old_excel"),
    (b"%PDF", "pdf"),
)
DAMAGED = (
    AttributeError, EOFError, IndexError, KeyError, NotImplementedError, OSError, ParseError, RuntimeError,
    TypeError, ValueError, zipfile.BadZipFile, zipfile.LargeZipFile,
)  # fmt: skip
"""What openpyxl and zipfile raise on files that merely look like a workbook."""


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet counts it (from 1) and its cells as read."""

    number: int
    cells: tuple[Any, ...]

    @property
    def blank(self) -> bool:
        """Whether no cell says anything."""
        return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in self.cells)


def read_table(content: bytes | str) -> tuple[Row, ...]:
    """All rows that say something, of a CSV or XLSX file or of pasted text.

    Args:
        content: a file's bytes, or text as pasted from a spreadsheet.

    Raises:
        RecordError: too large, of no known kind, or damaged.
    """
    size = len(content) if isinstance(content, bytes) else len(content.encode("utf-8", "replace"))
    if size > MAX_BYTES:
        raise RecordError("too_large", size=human_size(size), limit=human_size(MAX_BYTES))
    if isinstance(content, bytes):
        for signature, code in SIGNATURES:
            if content.startswith(signature):
                raise RecordError(code)
        packed = content.startswith(b"PK\x03\x04")
        numbered = _workbook_rows(content) if packed else _text_rows(decode(content))
    else:
        numbered = _text_rows(content)
    rows = tuple(row for row in _limited(numbered) if not row.blank)
    if not rows:
        raise RecordError("empty")
    return rows


def human_size(size: int) -> str:
    """A size in bytes as people read it, such as '4.8 MB'."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(size // 1024, 1)} KB"


def decode(content: bytes) -> str:
    """Text of a file in UTF-8, UTF-16 (with its mark) or GB18030.

    Raises:
        RecordError: the bytes are no text, or in another encoding.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in content:
        raise RecordError("binary")
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RecordError("encoding")


def _text_rows(text: str) -> Iterator[Row]:
    """Rows of delimited text; the first lines decide on the delimiter."""
    controls = sum(1 for mark in text if mark < " " and mark not in "\t\r\n")
    if controls:
        raise RecordError("binary")
    if text.lstrip("\ufeff ").lower().startswith(("<!doctype", "<html", "<table", "<?xml")):
        raise RecordError("web_page")
    top = "".join(text.splitlines(keepends=True)[:DELIMITER_LINES])
    # Cells copied from a spreadsheet come with tabs; commas among them group thousands.
    delimiter = "\t" if "\t" in top else max(DELIMITERS, key=top.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield Row(number, tuple(cells))
    except csv.Error as error:
        raise RecordError("bad_csv", row=number + 1) from error


def _workbook_rows(content: bytes) -> Iterator[Row]:
    """Rows of the first sheet of an XLSX workbook that has any."""
    _refuse_bomb(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            try:
                if not book.worksheets:
                    raise RecordError("bad_workbook")
                yield from _first_filled_sheet(book.worksheets)
            finally:
                book.close()
    except DAMAGED as error:
        raise RecordError("bad_workbook") from error


def _first_filled_sheet(sheets: Iterable[Any]) -> Iterator[Row]:
    for sheet in sheets:
        # A sheet may claim any size; what stands in it is what counts.
        sheet.reset_dimensions()
        found = False
        rows = sheet.iter_rows(max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS + 1, values_only=True)
        for number, cells in enumerate(rows, start=1):
            row = Row(number, tuple(cells))
            found = found or not row.blank
            yield row
        if found:
            return


def _refuse_bomb(content: bytes) -> None:
    """Refuse an archive by what its directory announces, before anything is unpacked.

    zipfile never yields more than a member's announced size, so the announcement is a true bound.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except DAMAGED as error:
        raise RecordError("bad_workbook") from error
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED_BYTES or len(members) > MAX_MEMBERS:
        raise RecordError(
            "workbook_too_large", size=human_size(unpacked), limit=human_size(MAX_UNPACKED_BYTES)
        )


def _limited(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        if row.number > MAX_ROWS + 1:
            raise RecordError("too_many_rows", limit=MAX_ROWS)
        if len(row.cells) > MAX_COLUMNS and any(cell not in (None, "") for cell in row.cells[MAX_COLUMNS:]):
            raise RecordError("too_many_columns", row=row.number, limit=MAX_COLUMNS)
        yield row
