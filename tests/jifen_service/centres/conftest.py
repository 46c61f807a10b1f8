import pytest
from django.test import Client
from tests.jifen_service.casework import world as w

from jifen_service.accounts.access import ACTING
from jifen_service.accounts.models import Membership


@pytest.fixture
def world(db, settings, tmp_path) -> w.World:
    """Two centres with people of every role, on the day the story begins."""
    settings.VAULT_FILES = tmp_path / "vault"
    clock = tmp_path / "clock"
    clock.write_text("2026-07-06T10:00", encoding="ascii")
    settings.CLOCK_FILE = str(clock)
    return w.make_world()


@pytest.fixture
def sign_in(world):
    """`sign_in("window")`: a browser of that person of the world, acting in the first membership."""

    def make(name: str) -> Client:
        client = Client()
        user = world.people[name].user
        client.force_login(user)
        held = Membership.objects.filter(user=user).first()
        session = client.session
        session[ACTING] = held.pk if held else 0
        session.save()
        return client

    return make
