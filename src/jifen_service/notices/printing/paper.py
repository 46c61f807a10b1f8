"""Content trees on A4 (打印): how each block is drawn with fpdf2, in fonts made for the document."""

from __future__ import annotations

from datetime import datetime

from fpdf import FPDF

from jifen_service.fonts.making import BOLD, REGULAR, add_font
from jifen_service.notices.content import Document
from jifen_service.notices.printing import breaking
from jifen_service.notices.printing.colours import colours

FACE = "jifen"
LINE = 6.0
SMALL, PLAIN, LARGE, TITLE = 8.5, 10.0, 12.0, 20.0
#: PDF/A part 3, for the attachment that programs read; level U: every character can be copied out
ARCHIVED = "PDF/A-3U"
_MARGIN, _FOOT = 20, 14
_PAD = 2.0


class Paper(FPDF):
    """A4 pages of one document, in ink on white; the foot names the document and counts the pages."""

    def __init__(self, document: Document, text: str, at: datetime) -> None:
        super().__init__(format="A4", enforce_compliance=ARCHIVED)
        self._foot = document.foot
        self.set_margin(_MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(auto=True, margin=_MARGIN)
        for style in (REGULAR, BOLD):
            add_font(self, FACE, text, style)
        self.set_title(f"{document.title} {document.number}".strip())
        self.set_lang("zh-CN" if document.lang == "zh" else "en")
        self.set_creator("Jifen")
        self.set_producer("Jifen")
        self.set_creation_date(at)
        self.ink("ink")

    def ink(self, name: str) -> None:
        """Write and draw in a colour of the house from here on."""
        colour = colours()[name]
        self.set_text_color(*colour)
        self.set_draw_color(*colour)

    def size(self, points: float, style: str = "") -> None:
        """Write at a size in points from here on."""
        self.set_font(FACE, style, points)

    def measure(self, text: str) -> float:
        """How wide a text is, in mm, at the size of now."""
        return float(self.current_font.get_text_width(text, self.font_size_pt, None)[1] / self.k)

    def lines(self, text: str, *, width: float = 0, height: float = LINE, align: str = "L") -> None:
        """Write a text from where the pen is, breaking lines as needed; the pen ends below, at the margin."""
        left, width = self.x, width or self.w - self.r_margin - self.x
        for line in breaking.lines(text, width, self.measure):
            self.room(height)
            self.set_x(left)
            self.cell(width, height, line, align=align)
            self.set_y(self.y + height)

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
    """A table with hairlines: under a head in its first row, or each row under the label that begins it.

    ``widths``: what share of the page each column takes, in per cent; ``align``: L or R for each.
    """
    columns = [width / sum(widths) * paper.epw for width in widths]
    style, size = paper.font_style, paper.font_size_pt
    for number, cells in enumerate(rows):
        head = headed and number == 0
        paper.size(size, BOLD if head else style)
        broken = [
            breaking.lines(text, column - 2 * _PAD, paper.measure)
            for text, column in zip(cells, columns, strict=True)
        ]
        tall = max(map(len, broken)) * height + _PAD
        paper.room(tall)
        paper.set_fill_color(*colours()["paper"])
        paper.rect(
            paper.l_margin, paper.y, paper.epw if head else 0 if headed else columns[0], tall, style="F"
        )
        _row(paper, broken, columns, align, height)
        paper.set_y(paper.y + tall)
        paper.set_draw_color(*colours()["line"])
        paper.line(paper.l_margin, paper.y, paper.l_margin + paper.epw, paper.y)
    paper.size(size, style)
    paper.ink("ink")


def _row(
    paper: Paper, broken: list[list[str]], columns: list[float], align: tuple[str, ...], height: float
) -> None:
    """The texts of a row, each in its column; the pen stays at the row's top."""
    left, top = paper.l_margin, paper.y
    for texts, column, side in zip(broken, columns, align, strict=True):
        for place, text in enumerate(texts):
            paper.set_xy(left + _PAD, top + _PAD / 2 + place * height)
            paper.cell(column - 2 * _PAD, height, text, align=side)
        left += column
    paper.set_xy(paper.l_margin, top)
