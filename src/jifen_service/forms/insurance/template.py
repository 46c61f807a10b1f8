"""The template of an insurance record, to download and fill in (模板)."""

from __future__ import annotations

import csv
import datetime
import io
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from jifen.profile.months import format_month, month_of
from jifen_service.forms.insurance.columns import COLUMNS

EXAMPLE_MONTHS = 3
EXAMPLES = {
    "zh": {"base": 9000, "employer": "某某科技有限公司", "no": "否", "yes": "是"},
    "en": {"base": 9000, "employer": "Example Technology Ltd", "no": "no", "yes": "yes"},
}


def template_rows(lang: str, on: datetime.date) -> list[list[Any]]:
    """Header and a few example rows that end with the month before `on`."""
    words = EXAMPLES[lang]
    this_month = month_of(on)
    rows: list[list[Any]] = [[column.header(lang) for column in COLUMNS]]
    answers = [words["base"], words["employer"], words["no"], words["yes"], words["yes"]]
    months = range(this_month - EXAMPLE_MONTHS, this_month)
    return rows + [[format_month(month), *answers] for month in months]


def template_csv(lang: str, on: datetime.date) -> bytes:
    """The template as CSV, in UTF-8 with the mark by which Excel recognises it."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(template_rows(lang, on))
    return text.getvalue().encode("utf-8-sig")


def template_xlsx(lang: str, on: datetime.date) -> bytes:
    """The template as an XLSX workbook; months are text, so that no program turns them into days."""
    book = Workbook()
    sheet = book.active
    for row in template_rows(lang, on):
        sheet.append(row)
    for index, letter in enumerate("ABCDEF"):
        sheet.column_dimensions[letter].width = 28 if COLUMNS[index].key == "employer" else 14
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2, max_col=1):
        row[0].number_format = "@"
    sheet.freeze_panes = "A2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
