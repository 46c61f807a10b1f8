"""Places of the document and what stands there, for people (出处)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jifen.advice.check.found import Fact
from jifen.explain.template import in_words
from jifen.law import Text
from jifen.profile import Profile
from jifen.profile.months import format_month
from jifen.profile.structure import field_at, keys_of

_ENTRY = re.compile(r"\[(\d+)\]")
_NUMBERED = {"zh": "{name} 第 {number} 条", "en": "{name}, entry {number}"}
_WITHIN = {"zh": "{outer} · {inner}", "en": "{outer}: {inner}"}


@lru_cache(maxsize=1024)
def name_of(place: str, lang: str) -> str:
    """What a place is called: ``社保缴费段 第 2 条 · 缴费单位``."""
    outer, _, inner = place.partition(".")
    entry = _ENTRY.search(outer)
    section = outer[: entry.start()] if entry else outer
    name = _described(keys_of(Profile)[section].description, lang)
    if entry:
        name = _NUMBERED[lang].format(name=name, number=int(entry[1]) + 1)
    field = field_at((section, inner)) if inner else None
    if field is None:
        return name
    return _WITHIN[lang].format(outer=name, inner=_described(field.description, lang))


def _described(description: str | None, lang: str) -> str:
    """A field's name in a language; what follows a comma explains it."""
    zh, _, en = (description or "").partition(" · ")
    return zh.split(",")[0] if lang == "zh" else en.split(";")[0].split(",")[0]


def plain_value(fact: Fact) -> Any:
    """What stands at a place, JSON-able, as a document writes it."""
    value = fact.value
    if fact.month and isinstance(value, int):
        return format_month(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def value_in_words(fact: Fact, labels: Mapping[str, Text], lang: str) -> str:
    """What stands at a place, for people: yes and no, kinds by their names; of a list, what is missing."""
    value = fact.value
    if value is None:
        return labels["ongoing" if fact.month else "absent" if "." in fact.at else "missing"][lang]
    if isinstance(value, bool):
        return labels[str(value).lower()][lang]
    return in_words(plain_value(fact) if fact.month else value, labels, lang)
