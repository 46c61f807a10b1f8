"""The application form on paper (积分申请表), as an A4 PDF to sign and to seal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from django.utils.translation import override
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace

from jifen_service.casefile.facts import WHOLE, Reader
from jifen_service.casefile.parts import Part, parts_of
from jifen_service.casework.models import Case
from jifen_service.fonts.making import add_font

_FACE = "cjk"
_MARGIN, _LABEL, _LINE, _SEAL_HEIGHT = 16, 52, 6.2, 44
_SHADE = 240
#: characters that the drawing itself adds
_OWN = "0123456789/ {}nb"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed. ``head``: label and text of each line on top; ``parts``: section, heading, rows."""

    title: str
    head: Sequence[tuple[str, str]]
    parts: Sequence[tuple[str, str, Sequence[tuple[str, str]]]]
    declaration: str
    signature: str
    seal: str
    foot: str


def sheet_of(case: Case, on: date) -> Sheet:
    """The form of a case, everything in full, printed on a day; in Chinese, since it goes to an office."""
    with override("zh-hans"):
        head = [
            ("编号", case.number),
            ("办理种类", str(case.get_kind_display())),
            ("单位", case.employer.name if case.employer else ""),
            ("统一社会信用代码", case.employer.credit_code if case.employer else ""),
            ("受理点", case.centre.name if case.centre else ""),
            ("打印日期", on.isoformat()),
        ]
        parts = [table for part in parts_of(Reader.of(case, "zh", on, WHOLE)) for table in _tables(part)]
    return Sheet(
        title="上海市居住证积分申请表",
        head=head,
        parts=parts,
        declaration="本人和单位承诺以上内容和所附材料真实、准确、完整, 并愿意承担相应的法律责任。",
        signature="申请人签名:\n\n\n\n日期:     年   月   日",
        seal="单位盖章、经办人:\n\n\n\n日期:     年   月   日",
        foot=f"沪积分 {case.number} 第 {case.version} 版。内容改动后须重新打印、盖章。",
    )


def _tables(part: Part) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """A section as (its name, heading, rows); where the holder said that there is nothing, a row says so."""
    if part.none:
        return [(part.name, "", [("没有", "")])]
    return [
        (part.name, block.heading, [(row.label, row.text) for row in block.rows]) for block in part.blocks
    ]


class _Paper(FPDF):
    """A4 with the form's number and the page's at the foot."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(format="A4")
        self._foot = sheet.foot
        add_font(self, _FACE, "".join((*_texts(astuple(sheet)), _OWN)))
        self.set_margin(_MARGIN)
        self.set_auto_page_break(auto=True, margin=_MARGIN + 4)

    def footer(self) -> None:
        """Print the foot."""
        self.set_y(-_MARGIN)
        self.set_font(_FACE, size=8)
        self.cell(0, 5, f"{self._foot}    {self.page_no()} / {{nb}}", align="C")


def write(sheet: Sheet) -> bytes:
    """Give the sheet as a PDF.

    Raises PrintError: no font with Chinese characters, or a character that no font has.
    """
    paper = _Paper(sheet)
    paper.add_page()
    paper.set_font(_FACE, size=17)
    paper.cell(0, 12, sheet.title, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    paper.set_font(_FACE, size=10)
    _table(paper, sheet.head)
    before = ""
    for section, heading, rows in sheet.parts:
        if section != before:
            _heading(paper, section, 12)
            before = section
        if heading:
            _heading(paper, heading, 10)
        _table(paper, rows)
    _signatures(paper, sheet)
    return bytes(paper.output())


def _texts(part: Any) -> Iterator[str]:
    """Every text of a sheet."""
    if isinstance(part, str):
        yield part
    else:
        for inner in part:
            yield from _texts(inner)


def _heading(paper: FPDF, text: str, size: int) -> None:
    # A heading at the foot of a page would stand apart from its rows.
    if paper.will_page_break(5 * _LINE):
        paper.add_page()
    paper.ln(2)
    paper.set_font(_FACE, size=size)
    paper.cell(0, _LINE + 1, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    paper.set_font(_FACE, size=10)


def _table(paper: FPDF, rows: Sequence[tuple[str, str]]) -> None:
    label = FontFace(fill_color=_SHADE)
    widths = (_LABEL, paper.epw - _LABEL)
    with paper.table(
        col_widths=widths, line_height=_LINE, first_row_as_headings=False, text_align="LEFT", padding=0.7
    ) as table:
        for name, text in rows:
            row = table.row()
            row.cell(name, style=label)
            row.cell(text or " ")


def _signatures(paper: FPDF, sheet: Sheet) -> None:
    """The declaration, and the places to sign and to seal, which stay together."""
    if paper.will_page_break(_SEAL_HEIGHT + 4 * _LINE):
        paper.add_page()
    paper.ln(3)
    paper.multi_cell(0, _LINE, sheet.declaration, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    paper.ln(2)
    half, top = paper.epw / 2, paper.get_y()
    for place, text in enumerate((sheet.signature, sheet.seal)):
        paper.set_xy(paper.l_margin + place * half, top)
        paper.rect(paper.get_x(), top, half, _SEAL_HEIGHT)
        paper.set_xy(paper.get_x() + 2, top + 2)
        paper.multi_cell(half - 4, _LINE, text)
