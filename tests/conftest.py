"""What every test shares: how Hypothesis searches, and which settings Django runs with."""

import os
from importlib.util import find_spec
from pathlib import Path

from hypothesis import HealthCheck, settings

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
