"""From a folder of law files to a checked law book."""

from __future__ import annotations

from pathlib import Path

from jifen.law.book import LawBook
from jifen.law.consistency import check_coverage
from jifen.law.reading import JURISDICTION_FILE, read_folder

DEFAULT_FOLDER = Path(__file__).parent / "shanghai"


def load_lawbook(folder: Path | None = None) -> LawBook:
    """Read and check a jurisdiction's law files; Shanghai's when no folder is named.

    Raises LawError naming the file and the key for anything the schema does not allow, for an overlap,
    a gap, a missing citation or an unknown tag.
    """
    book = read_folder(folder or DEFAULT_FOLDER)
    check_coverage(book, JURISDICTION_FILE)
    return book
