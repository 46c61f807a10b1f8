"""Published amendments (已发布的修改): files of changed values in a folder, laid over the law in their order.

A file is called ``NNNN-anything.yaml``; the number is its place, and is never used again. It says what a file
of changed values says (`jifen.law.amendment`) and the day on which it was ``published``.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from jifen.errors import LawError
from jifen.law.amendment import laid_over
from jifen.law.book import LawBook
from jifen.law.model import PublishedAmendment
from jifen.law.reading import read_yaml

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


def with_published(book: LawBook, folder: Path) -> LawBook:
    """Lay every amendment of a folder over a book, in the order of their numbers.

    Raises LawError naming the file for a name or a content that is none, or a number that is there twice.
    """
    for name, _size, _written in mark_of(folder):
        book = _with(book, folder / name)
    return book


def number_of(name: str) -> int:
    """Give the number of a published file by its name; LawError when it has none."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise LawError(f"{name}: a published amendment is called like 0001-pass-mark.yaml")
    return int(found[1])


def _with(book: LawBook, path: Path) -> LawBook:
    number = number_of(path.name)
    if any(earlier.number == number for earlier in book.amendments):
        raise LawError(f"{path.name}: the number {number} stands before another file too")
    amendment = laid_over(book, read_yaml(path), path.name, number)
    if amendment.published is None:
        raise LawError(f"{path.name}: published: missing, a published amendment says its day")
    values = [dated for series in amendment.changed.values() for dated in series]
    published = PublishedAmendment(
        number=number,
        name=amendment.name,
        published=amendment.published,
        changed=tuple(amendment.changed),
        sources=tuple(dict.fromkeys(source.tag for dated in values for source in dated.sources)),
        file=path.name,
        digest=sha256(path.read_bytes()).hexdigest(),
    )
    return replace(amendment.book, amendments=(*book.amendments, published), _laws={})
