"""The law's sentences: templates whose places are filled from what an evaluation found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from string import Formatter
from typing import Any

from jifen.law import Text

#: Gives the value of a name that a template uses; LookupError when there is none.
Lookup = Callable[[str], Any]


@lru_cache(maxsize=4096)
def _parts(template: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((literal, name) for literal, name, _, _ in Formatter().parse(template))


def fill(template: str, lookup: Lookup, labels: Mapping[str, Text], lang: str) -> str:
    """Fill a template; names are looked up only when the template uses them."""
    parts = _parts(template)
    if len(parts) == 1 and parts[0][1] is None:
        return parts[0][0]
    words = []
    for literal, name in parts:
        words.append(literal)
        if name is not None:
            words.append(in_words(lookup(name), labels, lang))
    return "".join(words)


def names_in(template: str) -> frozenset[str]:
    """Give the names that a template uses."""
    return frozenset(name for _, name in _parts(template) if name)


def in_words(value: Any, labels: Mapping[str, Text], lang: str) -> str:
    """Write a value for people: labels for kinds, thousands separated, money to the fen."""
    if isinstance(value, str):
        label = labels.get(value)
        return label[lang] if label else value
    if value is None:
        return "—"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        value = round(Decimal(value.numerator) / Decimal(value.denominator), 2)
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
