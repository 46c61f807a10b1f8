"""QR codes (二维码): for the page as SVG, for paper as rectangles."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import groupby

import segno

#: modules of white that a reader needs around the code
QUIET = 4


def as_svg(text: str, label: str) -> str:
    """The code as an SVG element without a style of its own; ``label`` says what it is."""
    out = io.BytesIO()
    code = segno.make_qr(text, error="m")
    code.save(out, kind="svg", border=QUIET, xmldecl=False, svgns=True, omitsize=True, nl=False, title=label)
    return out.getvalue().decode()


def bars(text: str) -> tuple[int, Iterator[tuple[int, int, int]]]:
    """How many modules wide the code is, and its dark runs: column, row, length in modules."""
    matrix = segno.make_qr(text, error="m").matrix
    return len(matrix), _runs(matrix)


def _runs(matrix: tuple[bytearray, ...]) -> Iterator[tuple[int, int, int]]:
    for row, modules in enumerate(matrix):
        column = 0
        for dark, run in groupby(modules):
            length = len(list(run))
            if dark:
                yield column, row, length
            column += length
