"""A content tree as a PDF that is archived (PDF/A): every font in it, colours defined, metadata alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

import orjson

from jifen_service.fonts.making import BOLD
from jifen_service.notices.content import Document, Verification
from jifen_service.notices.printing.blocks import DRAWN
from jifen_service.notices.printing.paper import LINE, PLAIN, SMALL, TITLE, Paper

#: characters that the drawing itself adds to the texts of a tree
_OWN = "0123456789.-/ {}nb·"


def write(document: Document, at: datetime, data: tuple[str, dict[str, Any]] | None = None) -> bytes:
    """The document as PDF/A-3u, made at a moment; ``data``: a name and what programs read, attached as JSON.

    Raises PrintError: no font with Chinese characters, or a character that no font has.
    """
    paper = Paper(document, "".join(_texts(document)) + _OWN, at)
    paper.add_page()
    _head(paper, document)
    for block in document.blocks:
        DRAWN[type(block)](paper, block)
    if data is not None:
        name, told = data
        paper.embed_file(
            bytes=orjson.dumps(told, default=str),
            basename=name,
            mime_type="application/json",
            modification_date=at,
            associated_file_relationship="Data",
            desc=document.title,
        )
    return bytes(paper.output())


def _head(paper: Paper, document: Document) -> None:
    if document.mark:
        paper.size(PLAIN, BOLD)
        paper.ink("seal")
        paper.lines(document.mark, align="C")
        paper.ink("ink")
    paper.size(TITLE, BOLD)
    paper.lines(document.title, height=2 * LINE, align="C")
    paper.size(SMALL)
    paper.ink("ink-soft")
    paper.lines(document.number, align="C")
    paper.ink("ink")
    paper.size(PLAIN)
    paper.ln(LINE / 2)


def _texts(part: Any) -> Iterator[str]:
    """Every text of a tree; of a scoring result, the names and figures that the bar shows."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Verification):
        yield from (part.code, *part.words, *part.issuer)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _texts(getattr(part, field.name))
    elif isinstance(part, tuple):
        for item in part:
            yield from _texts(item)
    elif isinstance(part, dict):
        yield from (indicator["name"] for indicator in part["indicators"])
