"""The city administrator at work, and the tables of a few invented people."""

import pytest
from tests.jifen.population.conftest import people
from tests.jifen_service.centres.conftest import sign_in, world

from jifen_service.vault import files

__all__ = ["people", "sign_in", "world"]


@pytest.fixture
def city(world, sign_in, settings, tmp_path):
    """A browser of the city's administrator; what the server keeps lies in folders of its own."""
    settings.VAR = tmp_path / "var"
    settings.POPULATIONS = tmp_path / "populations"
    assert not list(files.all_keys())
    return sign_in("city_admin")
