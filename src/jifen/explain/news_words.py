"""What a change of the law means (变动的意思): who is affected, what to heed, in the words beside the law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

import yaml

from jifen.law import Section
from jifen.law.store import DEFAULT_FOLDER

WORDS = DEFAULT_FOLDER / "news" / "words.yaml"


@cache
def words() -> Mapping[str, Any]:
    """Give the file as it stands: ``told``, ``labels``, ``sections``, ``other``, ``days``."""
    return yaml.safe_load(WORDS.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def meaning_of(keys: Iterable[str], day: date | None = None) -> Mapping[str, Any]:
    """Give the words for parameters that change: a day's own, else of the first section with any; or {}."""
    own = words()["days"].get(day)
    of_sections = (words()["sections"].get(key.partition(".")[0]) for key in keys)
    return own or next((found for found in of_sections if found), {})


def affected(section: Section, lang: str) -> tuple[str, str]:
    """Say who is affected by a change in a section, and what to heed."""
    told = words()["sections"].get(section.id) or words()["other"]
    return told["who"][lang].format(name=section.name[lang]), told["heed"][lang]
