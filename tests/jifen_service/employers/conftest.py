"""An employer with cases, its agent signed in, and a day that stays the same."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override
from tests.jifen_service.casework.world import SHANGHAI, World, advance, make_world, new_case

from jifen_service.accounts.access import ACTING
from jifen_service.accounts.models import Membership

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """A page asked for in English leaves no language behind for the next test."""
    with override("zh-hans"):
        yield


@pytest.fixture
def now(settings, tmp_path: Path):
    """Moves the clock: `now(moment)`; it stands at NOW until then."""
    file = tmp_path / "clock"

    def move(moment: datetime) -> None:
        file.write_text(moment.isoformat(), encoding="ascii")

    move(NOW)
    settings.CLOCK_FILE = str(file)
    return move


@pytest.fixture
def world(db, now) -> World:
    return make_world()


@pytest.fixture
def sign_in(clean_cache):
    """`sign_in(person)`: a browser of theirs, in the membership they act in."""

    def make(person) -> Client:
        client = Client()
        client.force_login(person.user)
        held = Membership.objects.filter(user=person.user).first()
        session = client.session
        session[ACTING] = held.pk if held else 0
        session.save()
        return client

    return make


@pytest.fixture
def agent(world, sign_in) -> Client:
    return sign_in(world.agent)


@pytest.fixture
def other_agent(world, sign_in) -> Client:
    return sign_in(world.other_agent)


@pytest.fixture
def submitted(world):
    """A case that waits for the employer."""
    return advance(world, new_case(world), "submit")
