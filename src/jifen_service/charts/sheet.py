"""The charts as a spreadsheet (电子表格): one sheet a chart, labels and counts."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from jifen_service.charts.bars import Chart

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: what a sheet's name may not contain, and how long it may be
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST = 31
_WIDTHS = {"A": 44, "B": 12, "C": 12}


def workbook(place: str, since: date, until: date, charts: Iterable[Chart]) -> bytes:
    """Give the .xlsx of the figures of a place and a period (both days included)."""
    book = Workbook()
    cover = book.active
    cover.title = _("说明")
    for row in ((_("范围"), place), (_("从"), since.isoformat()), (_("到"), until.isoformat())):
        cover.append([_harmless(cell) for cell in row])
    cover.column_dimensions["B"].width = _WIDTHS["A"]
    for found in charts:
        _add(book, found)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _add(book: Workbook, found: Chart) -> None:
    sheet = book.create_sheet(found.title.translate(_FORBIDDEN)[:_LONGEST])
    funnel = found.tone == "funnel"
    sheet.append([found.note, _("件数"), *([_("占送件 %")] if funnel else [])])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for bar in found.bars:
        sheet.append([_harmless(bar.label), bar.count, *([bar.share] if funnel else [])])
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"


def _harmless(text: str) -> str:
    """A text that no spreadsheet program reads as a formula."""
    return f"'{text}" if text[:1] in "=+-@" else text
