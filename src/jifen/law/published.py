"""Published amendments (已发布的修改): files of changed values in a folder, laid over the law in their order.

A file is called ``NNNN-anything.yaml``; the number is its place, and is never used again. It says what a file
of changed values says (`jifen.law.amendment`) and the day on which it was ``published``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Container
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from jifen.errors import LawError
from jifen.law.amendment import laid_over
from jifen.law.book import LawBook
from jifen.law.model import PublishedAmendment
from jifen.law.reading import parse_yaml

_NAME = re.compile(r"(\d{4})-[a-z0-9-]+\.yaml")
#: by which a folder that changed is told from one that did not: name, size, when it was written
Mark = tuple[tuple[str, int, int], ...]


def mark_of(folder: Path) -> Mark:
    """Give the mark of a folder of published amendments; LawError when there is no such folder."""
    try:
        with os.scandir(folder) as found:
            entries = [entry for entry in found if entry.name.endswith(".yaml")]
            told = ((entry.name, entry.stat()) for entry in entries if not entry.name.startswith("."))
            return tuple(sorted((name, stat.st_size, stat.st_mtime_ns) for name, stat in told))
    except OSError as error:
        raise LawError(f"{folder}: no folder of published amendments ({error.strerror})") from error


def with_published(book: LawBook, folder: Path, without: Container[str] = ()) -> LawBook:
    """Lay every amendment of a folder over a book, in the order of their numbers; none ``without`` by name.

    Raises LawError naming the file for a name or a content that is none, or a number that is there twice.
    """
    for name, _size, _written in mark_of(folder):
        if name not in without:
            book = with_file(book, _read(folder / name), name)
    return book


def number_of(name: str) -> int:
    """Give the number of a published file by its name; LawError when it has none."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise LawError(f"{name}: a published amendment is called like 0001-pass-mark.yaml")
    return int(found[1])


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LawError(f"{path.name}: {error.strerror}") from error


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise LawError(f"{name}: {error}") from error


def with_file(book: LawBook, content: bytes, name: str) -> LawBook:
    """Lay one published amendment, by what its file holds and its name, over a book; LawError as above."""
    number = number_of(name)
    if any(earlier.number == number for earlier in book.amendments):
        raise LawError(f"{name}: the number {number} stands before another file too")
    amendment = laid_over(book, parse_yaml(_text(content, name), name), name, number)
    if amendment.published is None:
        raise LawError(f"{name}: published: missing, a published amendment says its day")
    values = [dated for series in amendment.changed.values() for dated in series]
    published = PublishedAmendment(
        number=number,
        name=amendment.name,
        published=amendment.published,
        changed=tuple(amendment.changed),
        sources=tuple(dict.fromkeys(source.tag for dated in values for source in dated.sources)),
        file=name,
        digest=sha256(content).hexdigest(),
    )
    return replace(amendment.book, amendments=(*book.amendments, published), _laws={})
