"""What is printed, as one tree of plain data (内容树): drawn as a page of the browser and as a PDF alike.

Nothing here knows fonts, pixels or HTML; every text is in the language of the document already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within the document."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``tone``: '', 'lead' for the answer itself, 'soft' for what is said beside it."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and what stands behind them."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``widths``: what share of the width each column takes, in per cent; ``figures``: columns."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    figures: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Points:
    """The bar to the pass mark (到标准分值的条); ``result``: a scoring result in the contract's shape."""

    result: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Items:
    """Things said one by one, each with what to do about it, "" for nothing."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Seals:
    """Places to sign or to seal, beside one another."""

    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """How to tell that the print is genuine: a QR code of ``address``, the code to type, who issued it."""

    code: str
    address: str
    words: tuple[str, ...]
    issuer: tuple[str, ...]


Block: TypeAlias = Heading | Paragraph | Facts | Table | Points | Items | Seals | Verification


@dataclass(frozen=True, slots=True)
class Document:
    """A whole print. ``lang``: zh or en; ``mark``: a warning across the top, "" for none."""

    title: str
    number: str
    lang: str
    blocks: tuple[Block, ...]
    foot: str
    mark: str = ""
