"""Where tables are read and a result is put: files, folders, globs; written aside, then put in place."""

from __future__ import annotations

import fcntl
import glob
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from jifen.errors import JifenError, Problem, TableError

_SUFFIX = ".parquet"
#: outputs with these endings are files, others folders
_FILES = {_SUFFIX, ".html", ".json"}


class PlaceError(JifenError):
    """The output cannot be written where it was asked for."""

    code = "place"


def is_remote(place: str) -> bool:
    """Whether a place is no path of this machine but an address that a cluster reads."""
    return "://" in place


def files_at(place: str, table: str) -> list[str]:
    """Give the Parquet files of a file, a folder or a glob; TableError when there are none."""
    if is_remote(place):
        return [place]
    path = Path(place)
    if path.is_dir():
        found = sorted(str(file) for file in path.glob(f"*{_SUFFIX}") if file.name[0] not in "._")
    elif path.is_file():
        found = [place]
    else:
        found = sorted(str(file) for file in _matching(path) if file.is_file())
    if not found:
        raise TableError([Problem(table, "no_such_files", place)])
    return found


def _matching(pattern: Path) -> Iterable[Path]:
    """Walk what a glob matches, absolute or not."""
    anchor = Path(pattern.anchor)
    return anchor.glob(str(pattern.relative_to(anchor)))


class Target(NamedTuple):
    """Where a result goes: one file, or files in a folder; ``aside`` is a folder to write in before."""

    path: Path
    one_file: bool
    aside: Path

    @property
    def result(self) -> Path:
        """What to write: it is moved to its place when it is whole."""
        return self.aside / f"result{_SUFFIX}"

    @property
    def spill(self) -> Path:
        """Where an engine may put what does not fit into memory."""
        return self.aside / "spill"

    @property
    def before(self) -> Path:
        """Where an earlier folder waits while the new one takes its place."""
        return self.aside / "before"


def _target(place: str) -> Target:
    path = Path(place)
    if glob.has_magic(path.name):
        path = path.parent
        one_file = False
    else:
        one_file = path.suffix in _FILES or path.is_file()
    return Target(path, one_file, path.parent / f".{path.name}.unfinished")


@contextmanager
def written_aside(place: str, inputs: list[str]) -> Iterator[Target]:
    """Give a target to write; put in place only if nothing goes wrong, and leave nothing else behind.

    A run that was killed outright leaves its folder aside, under a name of its own that the next run for the
    same output clears. Raises PlaceError when another run is writing the same output.
    """
    target = _target(place)
    if any(Path(source).absolute() == target.path.absolute() for source in inputs):
        raise PlaceError(f"{place}: is an input too / 输出不能覆盖输入")
    try:
        target.aside.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlaceError(f"{place}: {error.strerror} / 不能写到这里") from None
    lock = os.open(target.aside, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise PlaceError(f"{place}: another run is writing it / 另一个进程正在写") from None
    try:
        _restore(target)
        _clear(target.aside)
        target.spill.mkdir()
        yield target
        _put(target)
    finally:
        shutil.rmtree(target.aside, ignore_errors=True)
        os.close(lock)


def _restore(target: Target) -> None:
    """Put an earlier output back that a run, killed in that instant, had set aside for its own."""
    if target.before.exists() and not target.path.exists():
        target.before.rename(target.path)


def _clear(folder: Path) -> None:
    for entry in folder.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _put(target: Target) -> None:
    if target.one_file:
        target.result.replace(target.path)
        return
    whole = target.aside / "folder"
    if target.result.is_dir():
        target.result.rename(whole)
    else:
        whole.mkdir()
        target.result.rename(whole / f"part-0{_SUFFIX}")
    if target.path.exists():
        _refuse_strange(target.path)
        target.path.rename(target.before)
    whole.rename(target.path)


def _refuse_strange(folder: Path) -> None:
    """Replace a folder only when nothing but a table is in it."""
    strange = [
        entry.name for entry in folder.iterdir() if entry.suffix != _SUFFIX and entry.name[0] not in "._"
    ]
    if strange:
        raise PlaceError(f"{folder}: holds other files too ({strange[0]}) / 文件夹里还有别的文件")
