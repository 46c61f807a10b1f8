"""Two administrators, a folder of law of the test's own, a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

from jifen import read_law_from
from jifen_service.accounts.models import User
from jifen_service.accounts.roles import Role
from jifen_service.config import clock
from jifen_service.lawdrafts import content, service
from jifen_service.lawdrafts.models import Draft
from jifen_service.lawdrafts.service import Author

MARK = "pass_mark.pass_mark"
AT = datetime(2026, 11, 26, 10, tzinfo=clock.SHANGHAI)
EXERCISE = {
    "certainty": "estimate",
    "document": {"zh": "测试用的假设", "en": "an assumption for a test"},
    "meaning": {"zh": "只用来测试", "en": "for tests only"},
    "checked": date(2026, 11, 26),
}


@dataclass
class Office:
    """Administrators by name, each as the one who acts."""

    wang: Author
    li: Author
    zhao: Author


@pytest.fixture
def law_folder(settings, tmp_path: Path) -> Iterator[Path]:
    """A folder of published law that this process reads for the test alone."""
    folder = tmp_path / "law"
    folder.mkdir()
    settings.LAW_FOLDER = folder
    before = read_law_from(folder)
    yield folder
    read_law_from(before)


@pytest.fixture
def office(make_person: Callable[..., User]) -> Office:
    return Office(*(Author(make_person(name, Role.CITY_ADMIN), AT) for name in ("wang", "li", "zhao")))


def changing(value: int, begins: date, tag: str = "T", key: str = MARK) -> content.Content:
    """What a draft says that changes one value."""
    dated = {
        "from": begins,
        "value": value,
        "certainty": "estimate",
        "sources": [{"tag": tag, "text": "只是测试"}],
    }
    return content.with_value(content.blank("测试", "A test"), key, dated, {tag: EXERCISE})


@pytest.fixture
def draft(office: Office, law_folder: Path) -> Draft:
    """The pass mark of 125 from today, written by Wang."""
    return service.create(office.wang, changing(125, AT.date()))


def proposed(draft: Draft, by: Author) -> Draft:
    return service.propose(draft.pk, draft.version, by, "为了测试")
