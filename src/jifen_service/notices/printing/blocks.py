"""The blocks of a content tree, each drawn in one way (各内容块的画法)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jifen.explain import Segment, bar
from jifen_service.fonts.making import BOLD
from jifen_service.notices import content
from jifen_service.notices.printing import qr
from jifen_service.notices.printing.colours import colours
from jifen_service.notices.printing.paper import LARGE, LINE, PLAIN, SMALL, Paper, grid

_LABELLED = (26.0, 74.0)  # per cent of the width
_BAR, _BAR_ROW = 9.0, 4.0
_HEADROOM = 1.12
_QR, _SEAL_HEIGHT = 34.0, 34.0
_GAP = 2.5


def _heading(paper: Paper, block: content.Heading) -> None:
    paper.room(5 * LINE)
    paper.ln(_GAP)
    paper.size(LARGE, BOLD)
    paper.lines(block.text, height=LINE + 1)
    paper.size(PLAIN)


def _paragraph(paper: Paper, block: content.Paragraph) -> None:
    paper.size({"lead": LARGE, "soft": SMALL}.get(block.tone, PLAIN))
    paper.ink("ink-soft" if block.tone == "soft" else "ink")
    paper.lines(
        block.text, height=LINE * (1.25 if block.tone == "lead" else 0.82 if block.tone == "soft" else 1)
    )
    paper.ln(_GAP)
    paper.ink("ink")
    paper.size(PLAIN)


def _facts(paper: Paper, block: content.Facts) -> None:
    grid(paper, block.rows, _LABELLED, ("L", "L"), headed=False)
    paper.ln(_GAP)


def _table(paper: Paper, block: content.Table) -> None:
    paper.size(SMALL)
    aligned = tuple("R" if place in block.figures else "L" for place in range(len(block.head)))
    widths = tuple(float(width) for width in block.widths)
    grid(paper, (block.head, *block.rows), widths, aligned, headed=True, height=LINE * 0.85)
    paper.size(PLAIN)
    paper.ln(_GAP)


def _items(paper: Paper, block: content.Items) -> None:
    for number, (text, remedy) in enumerate(block.rows, 1):
        paper.room(3 * LINE)
        paper.lines(f"{number}. {text}")
        if remedy:
            paper.size(SMALL)
            paper.ink("ink-soft")
            paper.set_x(paper.l_margin + 4)
            paper.lines(remedy, height=LINE * 0.85)
            paper.ink("ink")
            paper.size(PLAIN)
    paper.ln(_GAP)


def _points(paper: Paper, block: content.Points) -> None:
    """The bar: what counts side by side, deductions beneath it, the firm line of the pass mark."""
    segments, mark = bar(dict(block.result)), int(block.result["pass_mark"])
    below = [segment for segment in segments if segment.kind == "deduction"]
    first, last = (
        min([0, *(one.start for one in below)]),
        max([mark * _HEADROOM, *(one.end for one in segments)]),
    )
    paper.room(_BAR + 4 * LINE)
    left, top, unit = paper.l_margin, paper.get_y() + LINE, paper.epw / (last - first)

    def place(points: float) -> float:
        return left + (points - first) * unit

    paper.set_fill_color(*colours()["sunk"])
    paper.rect(place(0), top, left + paper.epw - place(0), _BAR, style="F")
    for segment in segments:
        if segment.kind == "counted":
            _piece(paper, segment, (place(segment.start), top, segment.points * unit, _BAR))
    for row, segment in enumerate(below):
        x, y = place(segment.start), top + _BAR + 0.6 + row * _BAR_ROW
        paper.set_fill_color(*colours()["seal"])
        paper.rect(x, y, (segment.end - segment.start) * unit, _BAR_ROW - 0.6, style="F")
    _mark(paper, place(mark), top, str(mark))
    paper.set_y(top + _BAR + len(below) * _BAR_ROW + _GAP + 1)
    paper.size(PLAIN)


def _piece(paper: Paper, segment: Segment, box: tuple[float, float, float, float]) -> None:
    x, y, width, height = box
    paper.set_fill_color(*colours()[segment.id])
    paper.set_draw_color(255, 255, 255)
    paper.set_line_width(0.4)
    paper.rect(x, y, width, height, style="FD")
    paper.size(SMALL)
    paper.set_text_color(*colours()[f"on-{segment.id}"])
    for text in (f"{segment.name} {segment.points}", str(segment.points)):
        if paper.get_string_width(text) < width - 1:
            paper.set_xy(x, y)
            paper.cell(width, height, text, align="C")
            break
    paper.ink("ink")


def _mark(paper: Paper, x: float, top: float, figure: str) -> None:
    paper.set_line_width(0.7)
    paper.line(x, top - 1.2, x, top + _BAR + 1.2)
    paper.set_line_width(0.2)
    paper.size(PLAIN, BOLD)
    width = 12.0
    paper.set_xy(x - width / 2, top - LINE)
    paper.cell(width, LINE - 1.4, figure, align="C")


def _seals(paper: Paper, block: content.Seals) -> None:
    paper.room(_SEAL_HEIGHT + LINE)
    paper.ln(_GAP)
    width, top = paper.epw / len(block.places), paper.get_y()
    paper.ink("line-strong")
    for place, text in enumerate(block.places):
        paper.set_xy(paper.l_margin + place * width, top)
        paper.rect(paper.get_x(), top, width, _SEAL_HEIGHT)
        paper.set_xy(paper.get_x() + 2, top + 2)
        paper.ink("ink")
        paper.lines(text, width=width - 4)
        paper.ink("line-strong")
    paper.ink("ink")
    paper.set_y(top + _SEAL_HEIGHT + _GAP)


def _verification(paper: Paper, block: content.Verification) -> None:
    """The QR code, beside it the code and what to do with it, to the right who issued the document."""
    paper.room(_QR + 2 * _GAP)
    paper.ln(_GAP)
    top, left = paper.get_y(), paper.l_margin
    _code(paper, block.address, left, top)
    middle, issuer = left + _QR + 4, 62.0
    width = paper.epw - _QR - 4 - issuer - 6
    paper.set_xy(middle, top + 1)
    paper.size(LARGE, BOLD)
    paper.cell(width, LINE + 1, block.code)
    paper.set_xy(middle, top + LINE + 3)
    paper.size(SMALL)
    for line in block.words:
        paper.set_x(middle)
        paper.lines(line, width=width, height=LINE * 0.82)
    _issuer(paper, block.issuer, left + paper.epw - issuer, top, issuer)
    paper.set_y(top + _QR + _GAP)
    paper.size(PLAIN)


def _code(paper: Paper, text: str, left: float, top: float) -> None:
    modules, runs = qr.bars(text)
    module = _QR / modules
    paper.set_fill_color(0, 0, 0)
    for column, row, length in runs:
        # A hair wider, so that no viewer shows seams between neighbours.
        paper.rect(left + column * module, top + row * module, length * module, module * 1.02, style="F")


def _issuer(paper: Paper, lines: tuple[str, ...], left: float, top: float, width: float) -> None:
    paper.ink("seal")
    paper.set_line_width(0.6)
    paper.rect(left, top, width, _QR)
    paper.set_line_width(0.2)
    height = LINE * len(lines)
    paper.set_xy(left + 2, top + (_QR - height) / 2)
    for place, line in enumerate(lines):
        paper.size(LARGE if place == 0 else SMALL, BOLD if place == 0 else "")
        paper.set_x(left + 2)
        paper.lines(line, width=width - 4, align="C")
    paper.ink("ink")


#: how each kind of block is drawn
DRAWN: Mapping[type, Callable[[Paper, Any], None]] = {
    content.Heading: _heading,
    content.Paragraph: _paragraph,
    content.Facts: _facts,
    content.Table: _table,
    content.Points: _points,
    content.Items: _items,
    content.Seals: _seals,
    content.Verification: _verification,
}
