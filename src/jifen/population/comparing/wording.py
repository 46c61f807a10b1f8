"""The report's own words (words.yaml); those of the law come from the law's files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("words.yaml")


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    loaded: Mapping[str, Mapping[str, str]] = yaml.safe_load(_FILE.read_text("utf-8"))
    return loaded


def word(key: str, lang: str, **values: object) -> str:
    """Give one of them in a language."""
    return _words()[key][lang].format(**values)
