"""The template of the employees' spreadsheet, to download and fill in (模板)."""

from __future__ import annotations

import csv
import io
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from jifen_service.employers.imports.columns import Column, columns

#: rows below the header whose cells are text, so that no program turns ID numbers into figures
_ROWS = 500
_TEXT = "@"
#: a list inside a validation may not be longer
_LONGEST_LIST = 255


def template_csv(lang: str) -> bytes:
    """The template as CSV, in UTF-8 with the mark by which Excel recognises it."""
    text = io.StringIO(newline="")
    rows = [
        [column.header[lang] for column in columns()],
        [column.example.get(lang, "") for column in columns()],
    ]
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def template_xlsx(lang: str, on: date) -> bytes:
    """The template as XLSX, with a list to choose from where there are choices."""
    book = Workbook()
    sheet = book.active
    for place, column in enumerate(columns(), start=1):
        letter = get_column_letter(place)
        head = sheet.cell(1, place, column.header[lang])
        head.font = Font(bold=True)
        sheet.cell(2, place, column.example.get(lang) or None)
        sheet.column_dimensions[letter].width = 22 if column.kind in ("id_number", "choice") else 16
        if column.kind != "money":
            for row in range(2, _ROWS + 2):
                sheet.cell(row, place).number_format = _TEXT
        if allowed := _list(column, lang, on):
            allowed.add(f"{letter}2:{letter}{_ROWS + 1}")
            sheet.add_data_validation(allowed)
    sheet.freeze_panes = "B2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _list(column: Column, lang: str, on: date) -> DataValidation | None:
    """What a cell may be chosen from; other spellings are read too, so nothing is forbidden."""
    words = list(column.choices(lang, on).values())
    if column.kind == "yes_no":
        words = ["是", "否"] if lang == "zh" else ["yes", "no"]
    text = ",".join(word.replace(",", " ") for word in words)
    if not words or len(text) > _LONGEST_LIST:
        return None
    return DataValidation(type="list", formula1=f'"{text}"', allow_blank=True, showErrorMessage=False)
