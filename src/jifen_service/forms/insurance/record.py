"""An insurance record (社保缴费记录), as a file or pasted, → months paid and all that is wrong, at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jifen_service.forms.insurance.cells import CellError, is_sum, plain
from jifen_service.forms.insurance.columns import COLUMNS, Header, find_header
from jifen_service.forms.insurance.problems import RecordError, RowProblem, shorten
from jifen_service.forms.insurance.runs import PaidMonth, to_runs
from jifen_service.forms.insurance.table import Row, read_table


@dataclass(frozen=True)
class Record:
    """What was read of a record.

    Attributes:
        months: the payments of the good rows, in the order of the table.
        problems: everything wrong, by row.
        repeated: numbers of rows that repeat an earlier one word for word; they were counted once.
        ignored: headers of columns that are not used.
        header_assumed: whether the table had no header and the template's order was taken.
    """

    months: tuple[PaidMonth, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    repeated: tuple[int, ...] = ()
    ignored: tuple[str, ...] = ()
    header_assumed: bool = False

    @property
    def runs(self) -> list[dict[str, Any]]:
        """The good rows as runs of the profile document."""
        return to_runs(self.months)

    @property
    def month_count(self) -> int:
        """Number of different months read."""
        return len({paid.month for paid in self.months})

    @property
    def bad_rows(self) -> int:
        """Number of rows that could not be taken."""
        return len({problem.row for problem in self.problems if problem.row})

    @property
    def span(self) -> tuple[int, int] | None:
        """First and last month read (months since year 0)."""
        months = [paid.month for paid in self.months]
        return (min(months), max(months)) if months else None


def read_record(content: bytes | str) -> Record:
    """Read a record, by content: CSV (UTF-8, UTF-16, GB18030; comma or tab), XLSX, or pasted text.

    Never raises for what a user may hand in: what cannot be read at all is one problem of row 0.
    """
    try:
        rows = read_table(content)
        header = find_header(rows)
        if len(rows) == header.first_row:
            raise RecordError("no_rows")
    except RecordError as error:
        return Record(problems=(error.problem,))
    return _read_rows(rows[header.first_row :], header)


def _read_rows(rows: Sequence[Row], header: Header) -> Record:
    months: dict[PaidMonth, int] = {}
    problems: list[RowProblem] = []
    repeated: list[int] = []
    for row in rows:
        if is_sum(_cell(row, header, "month")):
            continue
        paid, wrong = _read_row(row, header)
        problems.extend(wrong)
        if paid is None:
            continue
        if paid in months:
            repeated.append(row.number)
        else:
            months[paid] = row.number
    return Record(tuple(months), tuple(problems), tuple(repeated), header.ignored, header.assumed)


def _read_row(row: Row, header: Header) -> tuple[PaidMonth | None, list[RowProblem]]:
    values: dict[str, Any] = {}
    problems: list[RowProblem] = []
    for column in COLUMNS:
        cell = _cell(row, header, column.key)
        try:
            values[column.key] = column.read(cell)
        except CellError as error:
            found = shorten(plain(cell))
            problems.append(RowProblem(row.number, column.key, error.code, found, error.params))
    for cell in row.cells[header.width :]:
        if plain(cell):
            problems.append(RowProblem(row.number, "", "extra_cell", shorten(plain(cell))))
            break
    return (None if problems else PaidMonth(**values)), problems


def _cell(row: Row, header: Header, key: str) -> Any:
    place = header.places.get(key)
    return row.cells[place] if place is not None and place < len(row.cells) else None
