"""The employees' points over the years as rows and as a spreadsheet (员工积分走势)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from jifen_service.accounts.access import Person
from jifen_service.accounts.models import Employer
from jifen_service.audit import service as audit
from jifen_service.casework import queries
from jifen_service.casework.queries import Filters, Page, Row
from jifen_service.precheck.course import Course, course_of

PAGE = 28
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A case and the course of its holder's points; None where they cannot be computed yet."""

    row: Row
    course: Course | None


def page_of(
    person: Person, today: date, after: str, lang: str, size: int = PAGE
) -> tuple[Page, tuple[Line, ...]]:
    """A page of the agent's cases, the last changed first; one query more than the page itself takes."""
    page = queries.queue(person, Filters(today=today, order="changed"), after, size)
    wanted = [row.id for row in page.rows]
    facts = {case.pk: case.facts for case in queries.visible_cases(person).filter(pk__in=wanted)}
    return page, tuple(Line(row, _course(facts, row.id, today, lang)) for row in page.rows)


def _course(facts: dict[UUID, object], case_id: UUID, today: date, lang: str) -> Course | None:
    document = facts.get(case_id)
    return course_of(document, today, lang) if isinstance(document, dict) else None


def all_lines(person: Person, today: date, lang: str) -> Iterator[Line]:
    """Every case of the agent, page by page."""
    after = ""
    while True:
        page, lines = page_of(person, today, after, lang, _BATCH)
        yield from lines
        after = page.next
        if not after:
            return


def downloaded(person: Person, employer: Employer, rows: int, *, at: datetime, ip: str = "") -> None:
    """Record that the table left the house."""
    role = str(person.role or "")
    audit.record(person.user, role, "look_years_downloaded", "employer", employer.pk, at, ip, {"rows": rows})


def workbook(lines: Iterable[Line], today: date) -> bytes:
    """The table as XLSX, with the names masked as on the page."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("积分走势"))
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHI", (18, 10, 8, 10, 14, 8, 44, 14, 14), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([_bold(sheet, title) for title in _titles(today)])
    for line in lines:
        sheet.append(_cells(line))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _titles(today: date) -> tuple[str, ...]:
    return (
        _("编号"),
        _("姓名"),
        _("%(on)s 的积分") % {"on": today.isoformat()},
        _("标准分值"),
        _("下一次变化"),
        _("加减"),
        _("为什么"),
        _("哪天达到"),
        _("哪个月起不到"),
    )


def _cells(line: Line) -> list[object]:
    course = line.course
    if course is None:
        return [line.row.number, line.row.name]
    return [
        line.row.number,
        line.row.name,
        course.total,
        course.pass_mark,
        course.next_on,
        course.next_points,
        course.next_text,
        course.passes_from,
        course.below_from,
    ]


def _bold(sheet: object, title: str) -> object:
    cell = WriteOnlyCell(sheet, value=title)
    cell.font = Font(bold=True)
    return cell
