"""What a value of each unit looks like (单位), so that a slip in a law file is found when it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Literal

#: 单位: of a parameter's values.
Unit = Literal[
    "points",
    "months",
    "years",
    "age",
    "persons",
    "yes_no",
    "times_average_wage",
    "cny_a_month",
    "cny_a_year",
    "effort",
    "calendar_month",
    "tiers",
]

#: what a tier must say: the least ratio, how many months, within how many, and its points
TIER = {
    "ratio": "times_average_wage",
    "months": "months",
    "window_months": "months",
    "points": "points",
}


_MONTHS = 12


def _whole(value: Any) -> bool:
    return type(value) is int


def _natural(value: Any) -> bool:
    return type(value) is int and value > 0


def _amount(value: Any) -> bool:
    return type(value) in (int, Decimal) and value > 0


_LOOKS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "points": (_whole, "a whole number"),
    "months": (_natural, "a whole number above zero"),
    "years": (_natural, "a whole number above zero"),
    "age": (_natural, "a whole number above zero"),
    "persons": (_natural, "a whole number above zero"),
    "effort": (_natural, "a whole number above zero"),
    "calendar_month": (lambda value: _natural(value) and value <= _MONTHS, "a month from 1 to 12"),
    "yes_no": (lambda value: type(value) is bool, "true or false"),
    "times_average_wage": (_amount, "a number above zero"),
    "cny_a_month": (_amount, "a number above zero"),
    "cny_a_year": (_amount, "a number above zero"),
}


def fault_of(unit: Unit, value: Any) -> str | None:
    """Say what is wrong with a value of a unit; None when nothing is. A table gives one value a key."""
    if unit == "tiers":
        return _fault_of_tiers(value)
    entries = value.items() if isinstance(value, dict) and value else [("", value)]
    for key, entry in entries:
        fits, words = _LOOKS[unit]
        if not fits(entry):
            return f"{key + ': ' if key else ''}{unit} must be {words}, found {entry!r}"
    return None


def _fault_of_tiers(value: Any) -> str | None:
    if not isinstance(value, dict) or not value:
        return f"tiers must be a table, found {value!r}"
    for name, tier in value.items():
        if not isinstance(tier, dict) or set(tier) != set(TIER):
            return f"{name}: a tier says exactly {', '.join(TIER)}"
        for key, unit in TIER.items():
            fits, words = _LOOKS[unit]
            if not fits(tier[key]):
                return f"{name}.{key}: must be {words}, found {tier[key]!r}"
        if tier["months"] > tier["window_months"]:
            return f"{name}.months: more than the {tier['window_months']} of window_months"
    return None
