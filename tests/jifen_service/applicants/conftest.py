"""A small world with the holder and a stranger signed in."""

import pytest
from django.test import Client
from tests.jifen_service.casework.world import World, make_world


@pytest.fixture
def world(db, settings, tmp_path, clean_cache) -> World:
    clock = tmp_path / "clock"
    clock.write_text("2026-07-04T09:30")
    settings.CLOCK_FILE = str(clock)
    return make_world()


@pytest.fixture
def sign_in(world):
    """`sign_in("stranger")`: a client of one of the world's people."""

    def make(name: str) -> Client:
        client = Client()
        client.force_login(world.people[name].user)
        return client

    return make


@pytest.fixture
def client(sign_in) -> Client:
    return sign_in("holder")
