"""The folder of published law (规则文件夹), made from the records: what is in effect lies there.

The rows say what is so; the folder follows them. A crash between the two leaves a folder that the next look
puts right: `follow` may be called by anybody at any time.
"""

from __future__ import annotations

import fcntl
import logging
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from jifen import default_engine
from jifen.current import shipped
from jifen.errors import LawError
from jifen.law import LawBook
from jifen.law.published import with_published
from jifen_service.lawdrafts.models import Publication
from jifen_service.lawdrafts.states import IN_EFFECT

logger = logging.getLogger(__name__)
#: where a file goes that is no longer in effect, beside the others
WITHDRAWN = "withdrawn"
_ASIDE, _DAMAGED, _LOCK = ".aside-", ".damaged", ".lock"


def folder() -> Path:
    """The folder that every process reads the law from."""
    return Path(settings.LAW_FOLDER)


def follow() -> tuple[str, ...]:
    """Bring the folder to what the records say; give the names of the files that were put right.

    OSError where there is no folder: one is not made here, since a disk that is away would look like no law.
    """
    place = folder()
    with _alone(place):
        wanted, withdrawn = _records()
        for aside in place.glob(f"{_ASIDE}*"):
            aside.unlink(missing_ok=True)
        put = [name for name, content in wanted.items() if _put(place / name, content)]
        gone = [name for name in withdrawn if _taken_away(place, name)]
        return (*put, *gone)


def law_of_records(without: str = "") -> LawBook:
    """Give the law with all that is in effect, but for one file; the folder is brought up to it first."""
    follow()
    return with_published(shipped(), folder(), {without})


def law_before(number: int) -> LawBook:
    """Give the law as it would be without a publication and all later ones."""
    later = Publication.objects.filter(number__gte=number).values_list("file", flat=True)
    return with_published(shipped(), folder(), frozenset(later))


def foreign() -> tuple[str, ...]:
    """The files in effect that no record here knows: somebody laid them there by hand."""
    known = _records()[0]
    return tuple(sorted(path.name for path in folder().glob("*.yaml") if path.name not in known))


def fault() -> str:
    """Why this process cannot read the law; "" when it can."""
    try:
        default_engine()
    except LawError as error:
        return str(error)
    return ""


def look(hindered: str = "") -> str:
    """`follow` for a thread that must go on; give what hinders it, which it takes again and tells once."""
    hinders = ""
    try:
        for name in follow():
            logger.info("the folder of published law was brought to its records: %s", name)
    except Exception as error:
        hinders = f"{type(error).__name__}: {error}"
        if hinders != hindered:
            logger.warning("the folder of published law cannot be looked at: %s", hinders)
    return hinders


def _records() -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    rows = Publication.objects.values_list("file", "content", "draft__state")
    wanted = {file: content.encode() for file, content, state in rows if state in IN_EFFECT}
    return wanted, tuple(file for file, _, state in rows if state not in IN_EFFECT)


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Wait until no other process is at it; the records are read under the lock, so the last one is right."""
    with (place / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _put(path: Path, content: bytes) -> bool:
    """Have a file hold what its record says; give whether it did not."""
    held = path.read_bytes() if path.is_file() else None
    if held == content:
        return False
    if held is not None:
        logger.error("%s is not what was published; it is put back, the other is kept beside it", path.name)
        path.rename(path.with_name(path.name + _DAMAGED))
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=_ASIDE)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    Path(aside).chmod(0o644)
    Path(aside).rename(path)
    return True


def _taken_away(place: Path, name: str) -> bool:
    """Put a file where it is not read; give whether it was."""
    if not (place / name).is_file():
        return False
    (place / WITHDRAWN).mkdir(exist_ok=True)
    (place / name).rename(place / WITHDRAWN / name)
    return True
