"""A spreadsheet of employees → what each brings, and every cell that is wrong. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen_service.casework.identity import birth_date_of
from jifen_service.casework.profile_part import problems_of
from jifen_service.employers.imports import cells
from jifen_service.employers.imports.columns import Column, Header, SheetError, by_key, columns, find_header
from jifen_service.employers.imports.problems import CellProblem
from jifen_service.forms.insurance.cells import CellError, plain
from jifen_service.forms.insurance.problems import shorten
from jifen_service.forms.insurance.table import Row, read_table
from jifen_service.forms.places import build, parse_place
from jifen_service.vault.mask import mask_id_number

_EXAMPLE = ("示例", "example")


@dataclass(frozen=True, slots=True)
class Workplace:
    """What the employer itself adds to every profile."""

    name: str
    district: str


@dataclass(frozen=True, slots=True)
class Employee:
    """A row that can be assessed: its number in the spreadsheet, who it is, the profile document."""

    row: int
    name: str
    id_number: str
    profile: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a spreadsheet came to. ``ignored``: headers that mean nothing here."""

    employees: tuple[Employee, ...]
    problems: tuple[CellProblem, ...]
    ignored: tuple[str, ...] = ()

    @property
    def rows_with_problems(self) -> int:
        """How many rows have a problem."""
        return len({problem.row for problem in self.problems})


def read_employees(content: bytes, workplace: Workplace, on: date, lang: str) -> Reading:
    """Read a CSV or XLSX file.

    Raises:
        SheetError, RecordError: nothing of it can be read; `problems.file_message` says why.
    """
    rows = read_table(content)
    header = find_header(rows, lang)
    body = [row for row in rows[header.first_row :] if not _is_example(row, header)]
    if not body:
        raise SheetError("no_rows")
    employees: list[Employee] = []
    problems: list[CellProblem] = []
    seen: dict[str, int] = {}
    for row in body:
        found, wrong = _employee(row, header, workplace, on)
        if found is not None and (other := seen.setdefault(found.id_number, row.number)) != row.number:
            masked = mask_id_number(found.id_number)
            wrong = (CellProblem(row.number, "id_number", "id_twice", masked, {"other": other}),)
        problems.extend(wrong)
        if found is not None and not wrong:
            employees.append(found)
    return Reading(tuple(employees), tuple(problems), header.ignored)


def _is_example(row: Row, header: Header) -> bool:
    return plain(_cell(row, header, "name")).lower().startswith(_EXAMPLE)


def _cell(row: Row, header: Header, key: str) -> Any:
    place = header.places.get(key)
    return row.cells[place] if place is not None and place < len(row.cells) else None


def _employee(
    row: Row, header: Header, workplace: Workplace, on: date
) -> tuple[Employee | None, tuple[CellProblem, ...]]:
    values: dict[str, Any] = {}
    problems: list[CellProblem] = []
    for column in columns():
        cell = _cell(row, header, column.key)
        try:
            values[column.key] = cells.read(column, cell, on)
        except CellError as error:
            problems.append(
                CellProblem(row.number, column.key, error.code, _found(column, cell), error.params)
            )
    problems.extend(_missing(row.number, values, {problem.column for problem in problems}, on))
    if problems:
        return None, tuple(problems)
    profile = _profile(values, workplace)
    if date.fromisoformat(profile["birth_date"]) > on:
        found = mask_id_number(values["id_number"])
        return None, (CellProblem(row.number, "id_number", "born_later", found),)
    employee = Employee(row.number, values["name"], values["id_number"], profile)
    return employee, tuple(_refused(row.number, profile))


def _found(column: Column, cell: Any) -> str:
    """What stands in a cell; never a whole number that identifies somebody."""
    text = shorten(plain(cell))
    return mask_id_number(text) if column.kind == "id_number" else text


def _missing(row: int, values: Mapping[str, Any], wrong: set[str], on: date) -> Iterator[CellProblem]:
    """Required cells that are empty, and cells that another one needs."""
    for column in columns():
        if column.required and column.key not in wrong and values.get(column.key) is None:
            code = "id_missing" if column.kind == "id_number" else "name_missing"
            yield CellProblem(row, column.key, code)
        if not column.needs or column.needs in wrong or values.get(column.needs) is not None:
            continue
        if values.get(column.key):
            needed = by_key()[column.needs]
            yield CellProblem(
                row, needed.key, "needs", "", {"other": column.header, "allowed": needed.allowed(on)}
            )


def _profile(values: Mapping[str, Any], workplace: Workplace) -> dict[str, Any]:
    """The profile document of a row. One run of insurance, still paid, by this employer or an earlier one."""
    born = birth_date_of(values["id_number"])
    assert born is not None, "the ID number was checked"
    given = [
        (parse_place(column.place), values[column.key])
        for column in columns()
        if column.place and values.get(column.key) is not None and _counts(column, values)
    ]
    employment = {"employed": True, "employer": workplace.name, "district": workplace.district}
    work = [(("employment", key), value) for key, value in employment.items() if value != ""]
    return build(
        [(("birth_date",), born.isoformat()), *work, *((path, value) for path, value in given if path)]
    )


def _counts(column: Column, values: Mapping[str, Any]) -> bool:
    """Whether there is an entry that the value belongs to: 'no degree' without an education says nothing."""
    return not column.needs or values.get(column.needs) is not None


def _refused(row: int, profile: Mapping[str, Any]) -> list[CellProblem]:
    """What the reader of profiles finds wrong: a contract that ends before it begins, and the like."""
    places = {column.place: column.key for column in columns() if column.place}
    return [
        CellProblem(
            row,
            places.get(lack.at.removeprefix("profile."), ""),
            "profile",
            "",
            {"text": {lang: lack.message(lang) for lang in ("zh", "en")}},
        )
        for lack in problems_of("", tuple(profile), profile)
    ]
