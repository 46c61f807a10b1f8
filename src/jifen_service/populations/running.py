"""Working on a comparison (后台比较): claimed once, told how far it is, written whole or not at all."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from jifen.errors import InputError, JifenError, Problem, TableError
from jifen_service.lawdrafts.errors import DraftError
from jifen_service.populations import engine, laws
from jifen_service.populations.models import Comparison, State
from jifen_service.populations.tables import tables_of
from jifen_service.vault.errors import FileLost

logger = logging.getLogger(__name__)
Now = Callable[[], datetime]
LANGUAGES = ("zh", "en")
#: a folder of work this old belongs to a process that was killed
_LEFT = timedelta(days=1)
_WHOLE = 100


class _OvertakenError(Exception):
    """It was stopped, removed, or begun again elsewhere."""


def work_on(comparison_id: UUID, run: int, now: Now) -> str:
    """Compare the populations under both laws and keep the result; gives the state in which it ended.

    ``run``: which beginning this is; nothing is written once there was another.
    """
    mine = Comparison.objects.filter(pk=comparison_id, run=run)
    if not mine.filter(state=State.WAITING).update(state=State.RUNNING, progress=0, progress_at=now()):
        return ""
    try:
        ended: dict[str, Any] = {"state": State.DONE, "result": _result(mine.get(), now), "progress": _WHOLE}
    except _OvertakenError:
        return ""
    except InputError as error:
        ended = {"state": State.REFUSED, "problems": [_in_words(problem) for problem in error.problems]}
    except (JifenError, DraftError, FileLost) as error:
        why = {lang: laws.in_words(error, lang) for lang in LANGUAGES}
        ended = {"state": State.FAILED, "problems": [{"at": "", **why}]}
    except Exception as error:
        # What nobody foresaw is for the operator's log; the page says that it did not work.
        logger.exception("a comparison failed: %s", type(error).__name__)
        ended = {"state": State.FAILED, "problems": []}
    kept = mine.filter(state=State.RUNNING).update(**ended, finished_at=now())
    return str(ended["state"]) if kept else ""


def _result(comparison: Comparison, now: Now) -> dict[str, Any]:
    if comparison.population is None:
        raise TableError([Problem("persons", "no_such_files", comparison.population_name)])
    mine = Comparison.objects.filter(pk=comparison.pk, run=comparison.run, state=State.RUNNING)

    def tell(done: float | None) -> None:
        told = {} if done is None else {"progress": min(round(done * _WHOLE), _WHOLE - 1)}
        if not mine.update(progress_at=now(), **told):
            raise _OvertakenError

    sides = laws.sides(comparison.before, comparison.after, comparison.text, comparison.on)
    with (
        _folder(comparison) as folder,
        tables_of(comparison.population, folder) as tables,
    ):
        tell(None)
        means = engine.Means(memory=settings.POPULATIONS_MEMORY)
        out = str(folder / "counted.json")
        found = engine.compare(sides, lambda _found: "", tables, comparison.on, out, means, tell)
    return {lang: engine.as_dict(found, comparison.least, lang) for lang in LANGUAGES}


def _in_words(problem: Any) -> dict[str, str]:
    return {"at": problem.at} | {lang: problem.message(lang) for lang in LANGUAGES}


@contextmanager
def _folder(comparison: Comparison) -> Iterator[Path]:
    """Give a folder to work in, readable by this account alone; it goes whatever happens.

    Each beginning has its own, and clears what earlier ones left that were killed.
    """
    for left in _work().glob(f"{comparison.pk}-*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = _work() / f"{comparison.pk}-{comparison.run}"
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(at: datetime) -> int:
    """Remove what killed processes left of their work; give how many folders."""
    before = (at - _LEFT).timestamp()
    left = [folder for folder in _work().glob("*") if folder.stat().st_mtime < before]
    for folder in left:
        shutil.rmtree(folder, ignore_errors=True)
    return len(left)


def _work() -> Path:
    return Path(settings.VAR) / "populations-work"
