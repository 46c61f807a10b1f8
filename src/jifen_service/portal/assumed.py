"""Assumptions in plain words, those of the quick test included (我们假定了什么)."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from jifen.explain import assumption_sentences

_FILE = Path(__file__).with_name("assumed.yaml")


@cache
def own_words() -> Mapping[str, Mapping[str, Any]]:
    """The words for what the quick test itself assumes."""
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


def sentences(paths: Iterable[str], document: Mapping[str, Any], lang: str) -> tuple[str, ...]:
    """Say what is assumed; `document` is the profile document that was scored."""
    return assumption_sentences(paths, document, lang, own_words())
