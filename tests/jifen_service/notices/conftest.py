"""A decided case, its notice, and the key of the tests' own."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.jifen_service.casework.world import START, World, advance, make_world, new_case

from jifen_service.casework.models import Case
from jifen_service.notices import service
from jifen_service.notices.models import Notice

DECIDED = START + timedelta(days=21)
SITE = "https://jifen.example"


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture(autouse=True)
def own_key(settings, tmp_path_factory) -> None:
    """One key a process, so that no test touches the variable folder."""
    settings.VAR = _folder(tmp_path_factory)


@pytest.fixture
def at(settings, tmp_path: Path) -> Callable[[datetime], None]:
    """Set the platform's clock."""
    told = tmp_path / "clock"
    settings.CLOCK_FILE = str(told)

    def set_clock(moment: datetime) -> None:
        told.write_text(moment.isoformat())

    set_clock(DECIDED)
    return set_clock


@pytest.fixture
def passed(world: World, at) -> Case:
    return advance(world, new_case(world), "decide_passed", at=DECIDED)


@pytest.fixture
def notice(passed: Case) -> Notice:
    return passed.notices.get()


@pytest.fixture
def printed(world: World, passed: Case) -> bytes:
    return service.print_notice(passed, world.holder, at=DECIDED, site=SITE)


_folders: list[Path] = []


def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not _folders:
        _folders.append(tmp_path_factory.mktemp("key"))
    return _folders[0]
