"""How a found value is shown in a problem: short, JSON-able, never failing."""

import math
from collections.abc import Mapping, Set
from datetime import date
from decimal import Decimal
from itertools import islice

SHOWN = 60
"""Characters of a found text that are shown."""
_EXACT_INT = 2**53


def shown(value: object) -> object:
    """The value itself if it is small and JSON-able, else a short text that stands for it."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _whole(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else str(value)
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, str):
        return short(value)
    if isinstance(value, date):
        return value.isoformat()
    return _container(value)


def short(text: str) -> str:
    """A text cut to what can be shown, with everything invisible or unprintable replaced."""
    cut = text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
    return "".join(letter if letter.isprintable() else "�" for letter in cut)


def kind_of(value: object) -> str:
    """What kind of value it is: a key of `jifen.messages.KINDS`."""
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (bool, "bool"),
        (int, "whole"),
        ((float, Decimal), "number"),
        (str, "text"),
        (date, "date"),
        (Mapping, "object"),
        ((list, tuple, Set), "list"),
    )
    if value is None:
        return "null"
    return next((name for types, name in kinds if isinstance(value, types)), "other")


def _whole(value: int) -> object:
    if abs(value) <= _EXACT_INT:
        return int(value)
    digits = int(value.bit_length() * math.log10(2)) + 1
    return short(str(value)) if digits <= SHOWN else f"≈10^{digits - 1}"


def _decimal(value: Decimal) -> object:
    if not value.is_finite():
        return str(value)
    number = float(value)
    if not math.isfinite(number) or Decimal(repr(number)) != value:
        return short(str(value))
    return int(number) if number.is_integer() and abs(number) <= _EXACT_INT else number


def _container(value: object) -> str:
    if isinstance(value, Mapping):
        keys = [short(str(key)) for key in islice(value, 3)]
        return "{" + ", ".join(keys + ["…"] * (len(value) > len(keys))) + "}"
    if isinstance(value, list | tuple | Set):
        return f"[… {len(value)}]" if value else "[]"
    return type(value).__name__
