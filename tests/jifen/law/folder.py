"""A copy of Shanghai's law folder that a test may change."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

from jifen.explain import result
from jifen.law import LawBook, load_lawbook
from jifen.law.store import DEFAULT_FOLDER
from jifen.profile import parse
from jifen.scoring import Engine


class LawFolder:
    """Law files that can be edited as a person would: by replacing text that stands there once."""

    def __init__(self, place: Path) -> None:
        self.path = place / "law"
        shutil.copytree(DEFAULT_FOLDER, self.path)

    def replace(self, file: str, old: str, new: str) -> None:
        """Replace a text that must stand exactly once in a file."""
        path = self.path / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{file} has {text.count(old)} times {old!r}"
        path.write_text(text.replace(old, new), "utf-8")

    def write(self, file: str, text: str) -> None:
        """Write a whole file."""
        (self.path / file).write_text(text, "utf-8")

    def book(self) -> LawBook:
        """Read the folder."""
        return load_lawbook(self.path)

    def engine(self) -> Engine:
        """Read the folder and compile the law of every period."""
        engine = Engine(self.book())
        for day in engine.book.change_dates:
            engine.program_on(day)
        return engine

    def score(self, on: date, lang: Any = "zh", **document: Any) -> dict[str, Any]:
        """Score a document under this law."""
        return result(self.engine().score(parse(document), on), lang)
