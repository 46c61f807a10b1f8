"""What every test shares: how Hypothesis searches, and which settings Django runs with."""

import os
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# The engine is tested on its own too, where the platform is not checked out.
if find_spec("jifen_service.config") and find_spec("jifen_service.config.settings"):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jifen_service.config.settings")
    # Keys, uploads and databases of tests stay apart from those of a server run from the same tree.
    os.environ.setdefault("JIFEN_VAR", str(Path(__file__).resolve().parents[1] / "test-results" / "var"))
    import django

    # Folders further down import models in their conftest, which is read before pytest-django sets up.
    django.setup()

# `make test` must say the same twice, so its examples are fixed; HYPOTHESIS_PROFILE=explore goes further.
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

#: their tests share a server or a sample world, which costs more to start than most of them to run
SHARING = (
    "tests/browser/",
    "tests/jifen_service/test_nothing_in_clear.py",
    "tests/jifen_service/casework/test_all_or_nothing.py",
    "tests/parity/",
)


class OneWorld(LoadScopeScheduling):
    """Gives the tests of a file that share something dear to one worker, all others one by one."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file.startswith(SHARING) else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling | None:
    """Schedule so where the tests are shared out at all: `--dist loadscope`, as `make test` says."""
    return OneWorld(config, log) if config.getoption("dist") == "loadscope" else None
