"""The city administrator at work, and the tables of a few invented people."""

from pathlib import Path

import pytest
from tests.jifen_service.centres.conftest import sign_in, world

from jifen import default_engine
from jifen.population.generating import Wanted, generate
from jifen_service.vault import files

__all__ = ["sign_in", "world"]


@pytest.fixture(scope="session")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with persons.parquet and ledger.parquet of 300 people over two years, up to June 2026."""
    folder = tmp_path_factory.mktemp("tables") / "people"
    wages = default_engine().book.parameters["average_wage.wage"]
    generate(Wanted(300, 24, 2026 * 12 + 5, seed=5), wages, str(folder), lambda done: None)
    return folder


@pytest.fixture
def city(world, sign_in, settings, tmp_path):
    """A browser of the city's administrator; what the server keeps lies in folders of its own."""
    settings.VAR = tmp_path / "var"
    settings.POPULATIONS = tmp_path / "populations"
    assert not list(files.all_keys())
    return sign_in("city_admin")
