"""The law of now (现行规则): the shipped law with what is published, read anew when a publication comes.

One engine serves a process until the folder of published amendments changes. Each call looks at the folder,
which costs microseconds; a folder that cannot be read leaves the last good law in force and is logged.
"""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from threading import Lock

from jifen.advice.settle import Settler
from jifen.errors import LawError
from jifen.law import LawBook, load_lawbook
from jifen.law.published import Mark, mark_of, with_published
from jifen.law.settlement import Settlement, load_settlement
from jifen.scoring import Engine

#: every so many calls each file is looked at: the folder itself does not tell of one written in place
CLOSELY = 64
#: the environment's variable that names the folder; without it the shipped law is all there is
FOLDER = "JIFEN_LAW_FOLDER"
logger = logging.getLogger(__name__)


@cache
def shipped() -> LawBook:
    """Give Shanghai's law as the files of this package say it, read once per process."""
    return load_lawbook()


@cache
def _routes() -> Settlement:
    return load_settlement(shipped())


@dataclass(frozen=True)
class _Held:
    """What was made of a folder when it bore a mark."""

    mark: Mark
    engine: Engine

    @cached_property
    def settler(self) -> Settler:
        return Settler(replace(_routes(), book=self.engine.book))


class CurrentLaw:
    """The engine and the judge of routes under the law with a folder's amendments; None: without any."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._held: _Held | None = None
        self._seen, self._calls = (0, 0), 0
        self._told = ""
        self._taking = Lock()

    def engine(self) -> Engine:
        """Give the engine; LawError when the folder has never been readable in this process."""
        return self._now().engine

    def settler(self) -> Settler:
        """Give the judge of routes under the same law."""
        return self._now().settler

    def _now(self) -> _Held:
        held = self._held
        if held is not None and (self.folder is None or self._looks_as_before(self.folder)):
            return held
        try:
            mark = () if self.folder is None else mark_of(self.folder)
            return held if held is not None and held.mark == mark else self._taken_up(mark)
        except LawError as error:
            if held is None:
                raise
            self._tell(str(error))
            return held

    def _looks_as_before(self, folder: Path) -> bool:
        """Whether nothing came or went since the last call; now and then the answer is no, to be sure."""
        try:
            found = os.stat(folder)  # noqa: PTH116  with every call, and three times as quick as Path's
        except OSError:
            return False
        before, self._seen = self._seen, (found.st_ino, found.st_mtime_ns)
        self._calls = (self._calls + 1) % CLOSELY
        return before == self._seen and self._calls != 0

    def _taken_up(self, mark: Mark) -> _Held:
        with self._taking:
            held = self._held
            if held is not None and held.mark == mark:
                return held
            try:
                book = shipped() if self.folder is None else with_published(shipped(), self.folder)
                taken = _Held(mark, Engine(book))
                self._told = ""
            except LawError as error:
                if held is None:
                    raise
                self._tell(str(error))
                # Under the new mark, so that the folder is not read again before it changes.
                taken = _Held(mark, held.engine)
            self._held = taken
            return taken

    def _tell(self, fault: str) -> None:
        """Say once what is wrong: the folder is asked again with every call."""
        if fault != self._told:
            self._told = fault
            logger.error("the published law cannot be taken up, the last good one stays in force: %s", fault)


class _Process:
    """Which law this process reads; the environment says so until `read_law_from` does."""

    def __init__(self) -> None:
        folder = os.environ.get(FOLDER, "").strip()
        self.law = CurrentLaw(Path(folder).expanduser() if folder else None)


_process = _Process()


def default_engine() -> Engine:
    """Give the engine for Shanghai's law as published; LawError when what is published cannot be read."""
    return _process.law.engine()


def default_settler() -> Settler:
    """Give the judge of Shanghai's routes to the household registration under the same law."""
    return _process.law.settler()


def read_law_from(folder: Path | None) -> Path | None:
    """Read published amendments from a folder from now on, from none for None; give the one before."""
    before = _process.law.folder
    _process.law = CurrentLaw(folder)
    return before
