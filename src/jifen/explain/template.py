"""The law's sentences: templates whose places are filled from what an evaluation found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from functools import lru_cache
from string import Formatter
from typing import Any

from jifen.law import Text

_FEN = Decimal("0.01")
MINUS = "\N{MINUS SIGN}"

#: Gives the value of a name that a template uses; LookupError when there is none.
Lookup = Callable[[str], Any]


@lru_cache(maxsize=4096)
def _parts(template: str) -> tuple[tuple[str, str | None, tuple[str, ...]], ...]:
    """Take a template apart: text before a place, the name in it, its words for one and for several."""
    return tuple(
        (literal, name, tuple(spec.split("|")) if spec else ())
        for literal, name, spec, _ in Formatter().parse(template)
    )


def fill(template: str, lookup: Lookup, labels: Mapping[str, Text], lang: str) -> str:
    """Fill a template; names are looked up only when the template uses them.

    ``{missing:month|months}`` is the number with the word that fits it.
    """
    parts = _parts(template)
    if len(parts) == 1 and parts[0][1] is None:
        return parts[0][0]
    words = []
    for literal, name, forms in parts:
        words.append(literal)
        if name is not None:
            value = lookup(name)
            words.append(in_words(value, labels, lang))
            if forms:
                words.append(f" {forms[0 if value == 1 else -1]}")
    return "".join(words)


def names_in(template: str) -> frozenset[str]:
    """Give the names that a template uses."""
    return frozenset(name for _, name, _ in _parts(template) if name)


def in_words(value: Any, labels: Mapping[str, Text], lang: str) -> str:
    """Write a value for people: labels for kinds, thousands separated, money to the fen."""
    # Most values are small counts; they are written without a format.
    if type(value) is int and 0 <= value < 1000:
        return str(value)
    if isinstance(value, str):
        label = labels.get(value)
        return label[lang] if label else value
    if value is None:
        return "—"
    if isinstance(value, int):
        return f"{value:,}".replace("-", MINUS)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        # Cut, not rounded: a sum that is just short of a step must not look as if it reached it.
        value = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(_FEN, ROUND_DOWN)
    text = f"{value:,f}".replace("-", MINUS)
    return text.rstrip("0").rstrip(".") if "." in text else text
