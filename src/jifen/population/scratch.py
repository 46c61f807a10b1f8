"""A folder of this process for what engines put aside (临时文件); that of a killed one is swept away later.

DuckDB spills beside the output, in a folder with a fixed name. Spark and Java choose names by chance for the
life of a process, so theirs go here.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

_PREFIX = "jifen-scratch-"


@cache
def scratch() -> Path:
    """Give the folder, the same for the whole process; those of processes that are gone are removed."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        lock = _locked(left)
        if lock is not None:
            shutil.rmtree(left, ignore_errors=True)
            os.close(lock)
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        # Kept open, and so locked, until the process ends. Another one may have swept in between.
        if _locked(folder) is not None and folder.exists():
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            return folder


def _locked(folder: Path) -> int | None:
    """Lock a folder; None where somebody else works in it, or it is not ours to look at."""
    try:
        lock = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    return lock
