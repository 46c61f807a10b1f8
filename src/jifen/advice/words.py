"""Advice's own words, by group and key, in both languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("words.yaml")


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    words: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return words


def say(group: str, key: str, lang: str, **values: Any) -> str:
    """Give one of the sentences, filled in."""
    return _words()[group][key][lang].format(**values)
