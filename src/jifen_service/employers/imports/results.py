"""What a pre-assessment keeps and shows: score, gap to the pass mark, next step, in both languages."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from jifen_service.casework.scoring import score
from jifen_service.employers.models import ImportedEmployee
from jifen_service.vault.mask import mask_id_number, mask_name

#: next steps that are shown
_STEPS_SHOWN = 2
_KEPT = ("on", "total", "pass_mark", "passes", "vetoed", "eligible")
_INDICATOR_KEPT = ("id", "group", "name", "points", "counted", "next")
#: a cell that begins so would be taken for a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def compute(profile: Mapping[str, Any], on: date) -> dict[str, Any]:
    """Score a profile; {"zh": …, "en": …} of what is kept of the contract's result, or {"errors": {…}}."""
    found = {lang: score(profile, on, lang) for lang in ("zh", "en")}
    if any(one.result is None for one in found.values()):
        return {"errors": {lang: [lack.message(lang) for lack in one.lacks] for lang, one in found.items()}}
    return {lang: _slim(one.result or {}) for lang, one in found.items()}


def _slim(result: Mapping[str, Any]) -> dict[str, Any]:
    """What the table and its bar need; citations are found on the case itself later."""
    kept = {key: result[key] for key in _KEPT}
    kept["indicators"] = [{key: item[key] for key in _INDICATOR_KEPT} for item in result["indicators"]]
    kept["missing"] = [item["name"] for item in result["eligibility"] if not item["met"]]
    return kept


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row of the table of results. ``result``: of the contract, slim; None where there is none."""

    row: int
    name: str
    masked: str
    id_number: str
    done: bool
    result: Mapping[str, Any] | None
    errors: tuple[str, ...]

    @property
    def gap(self) -> int:
        """Points that are missing to the pass mark; 0 or less when it is reached."""
        return self.result["pass_mark"] - self.result["total"] if self.result else 0

    @property
    def next_steps(self) -> tuple[str, ...]:
        """What to do next: apply, meet what is still asked of an applicant, or where points are to be had."""
        if self.result is None:
            return self.errors
        missing = self.result["missing"]
        first = (_("先满足: %(names)s") % {"names": _("、").join(missing)},) if missing else ()
        if self.result["passes"]:
            return first or (_("可以申请: 发邀请链接, 请本人填申请表"),)
        return (*first, *self._gains())[: _STEPS_SHOWN + len(first)]

    def _gains(self) -> tuple[str, ...]:
        """The next steps of the indicators that count, with their names."""
        items = self.result["indicators"] if self.result else ()
        return tuple(f"{item['name']}: {item['next']}" for item in items if item["next"])[:_STEPS_SHOWN]


def outcome_of(employee: ImportedEmployee, lang: str) -> Outcome:
    """A row as the table shows it in a language."""
    kept = employee.result or {}
    return Outcome(
        row=employee.row,
        name=employee.name,
        masked=mask_name(employee.name),
        id_number=mask_id_number(employee.id_number),
        done=employee.done,
        result=kept.get(lang),
        errors=tuple(kept.get("errors", {}).get(lang, ())),
    )


def workbook(outcomes: Iterable[Outcome], on: date) -> bytes:
    """The table as XLSX. Names are whole, as the employer wrote them; ID numbers are masked."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("预评结果")
    headers = [
        _("行"),
        _("姓名"),
        _("身份证号"),
        _("积分"),
        _("标准分值"),
        _("还差"),
        _("下一步"),
        _("按哪天算"),
    ]
    sheet.append(headers)
    for one in outcomes:
        result = one.result or {}
        gap = max(one.gap, 0) if one.result else None
        steps = "; ".join(one.next_steps)
        sheet.append(
            [one.row, _text(one.name), one.id_number, result.get("total"), result.get("pass_mark"), gap,
             _text(steps), on.isoformat()]
        )  # fmt: skip
    for place, width in enumerate((6, 14, 22, 8, 10, 8, 70, 14), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _text(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
