"""Fixtures of the law's tests."""

from pathlib import Path

import pytest
from tests.jifen.law.folder import LawFolder


@pytest.fixture
def folder(tmp_path: Path) -> LawFolder:
    """A copy of Shanghai's law folder."""
    return LawFolder(tmp_path)
