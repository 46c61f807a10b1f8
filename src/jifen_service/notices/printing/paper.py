"""Content trees on A4 (打印): how each block is drawn with fpdf2, in fonts made for the document."""

from __future__ import annotations

import io
from datetime import datetime

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace, TTFFont

from jifen_service.notices.content import Document
from jifen_service.notices.printing.colours import colours
from jifen_service.notices.printing.fonts import BOLD, font_of

FACE = "jifen"
LINE = 6.0
SMALL, PLAIN, LARGE, TITLE = 8.5, 10.0, 12.0, 20.0
#: PDF/A part 3, for the attachment that programs read; level U: every character can be copied out
ARCHIVED = "PDF/A-3U"
_MARGIN, _FOOT = 20, 14


class Paper(FPDF):
    """A4 pages of one document, in ink on white; the foot names the document and counts the pages."""

    def __init__(self, document: Document, text: str, at: datetime) -> None:
        super().__init__(format="A4", enforce_compliance=ARCHIVED)
        self._foot = document.foot
        self.set_margin(_MARGIN)
        self.set_auto_page_break(auto=True, margin=_MARGIN)
        for style in ("", BOLD):
            self._add(style, text)
        self.set_title(f"{document.title} {document.number}".strip())
        self.set_lang("zh-CN" if document.lang == "zh" else "en")
        self.set_creator("Jifen")
        self.set_producer("Jifen")
        self.set_creation_date(at)
        self.ink("ink")

    def _add(self, style: str, text: str) -> None:
        font = TTFFont(self, io.BytesIO(font_of(text, style)), FACE + style, style)  # type: ignore[arg-type]
        # Its figures are right as they are; to find them anew every outline would be unpacked.
        font.ttfont.recalcBBoxes = False
        self.fonts[FACE + style] = font

    def ink(self, name: str) -> None:
        """Write and draw in a colour of the house from here on."""
        colour = colours()[name]
        self.set_text_color(*colour)
        self.set_draw_color(*colour)

    def size(self, points: float, style: str = "") -> None:
        """Write at a size in points from here on."""
        self.set_font(FACE, style, points)

    def lines(self, text: str, *, width: float = 0, height: float = LINE, align: str = "L") -> None:
        """Write a text, breaking lines as needed, and go to the next line."""
        self.multi_cell(width, height, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def room(self, height: float) -> None:
        """Begin a new page where less than ``height`` mm is left."""
        if self.will_page_break(height):
            self.add_page()

    def footer(self) -> None:
        """Print the foot."""
        self.set_y(-_FOOT)
        self.size(SMALL)
        self.ink("ink-faint")
        self.cell(0, 5, f"{self._foot}    {self.page_no()} / {{nb}}", align="C")
        self.ink("ink")


def grid(
    paper: Paper,
    rows: tuple[tuple[str, ...], ...],
    widths: tuple[float, ...],
    align: tuple[str, ...],
    *,
    headed: bool,
    height: float = LINE,
) -> None:
    """A table with hairlines: under a head in its first row, or each row under the label that begins it."""
    shade = FontFace(fill_color=colours()["paper"])
    paper.set_fill_color(*colours()["card"])
    paper.set_draw_color(*colours()["line"])
    with paper.table(
        col_widths=widths,
        text_align=align,
        line_height=height,
        padding=(1, 2),
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        first_row_as_headings=headed,
        headings_style=FontFace(emphasis="BOLD", fill_color=colours()["paper"]),
    ) as table:
        for cells in rows:
            row = table.row()
            for place, text in enumerate(cells):
                row.cell(text or " ", style=shade if place == 0 and not headed else None)
    paper.set_draw_color(*colours()["ink"])
