import pytest
from tests.jifen_service.casework.world import World, make_world


@pytest.fixture
def world(db, settings, tmp_path) -> World:
    settings.VAULT_FILES = tmp_path / "vault"
    return make_world()
