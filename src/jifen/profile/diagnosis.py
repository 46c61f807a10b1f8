"""What is wrong with a value, for people: from the validator's errors to problems.

Runs only when a document is refused, so it takes its time to tell a month 13 from a typing error.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches

from pydantic_core import ErrorDetails

from jifen.errors import Problem
from jifen.profile import structure
from jifen.profile.fields import DIGITS, PLACES
from jifen.profile.found import kind_of, short, shown
from jifen.profile.months import FIRST_YEAR, LAST_YEAR
from jifen.profile.structure import Place

Diagnosis = tuple[str, object, dict[str, object]]
"""Code, found value as shown, parameters of the message."""

_KEY_MARK = "[key]"
_ABOUT_KEYS = ("year", "invalid_key")
_EXPECTED = {
    "bool_type": "bool",
    "string_type": "text",
    "tuple_type": "list",
    "model_type": "object",
    "model_attributes_type": "object",
    "dict_type": "object",
}
_DATE = re.compile(r"([0-9]{4})-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"([0-9]{4})-[0-9]{2}")
_YEARS: dict[str, object] = {"low": FIRST_YEAR, "high": LAST_YEAR}


def diagnose(error: ErrorDetails, document: object) -> Problem:
    """One error of the validator as a problem."""
    place = place_of(error)
    code, found, params = _wrong(error, place, document)
    return Problem(short_place(place, document), code, found, params)


def place_of(error: ErrorDetails) -> Place:
    """The place that an error is about; the validator marks those that are about a key."""
    place = error["loc"]
    return place[:-1] if error["type"] in _ABOUT_KEYS and place[-1] == _KEY_MARK else place


def short_place(place: Place, document: object) -> str:
    """The text of a place, with overlong or unprintable keys shortened."""
    shortened = tuple(short(part) if isinstance(part, str) else part for part in place)
    return structure.text_of(shortened, document)


def nearest(word: object, allowed: Mapping[str, object] | tuple[object, ...]) -> str | None:
    """The allowed word that is most like the one found, if any is like it."""
    plain = str(word)[:80].strip().lower().replace("-", "_").replace(" ", "_")
    return next(iter(get_close_matches(plain, [str(item) for item in allowed], n=1)), None)


def _wrong(error: ErrorDetails, place: Place, document: object) -> Diagnosis:
    kind, value = error["type"], error["input"]
    limits: dict[str, object] = dict(error.get("ctx", {}))
    if value is None and place and isinstance(place[-1], int) and kind != "missing":
        return "empty_entry", None, {}
    if kind in _BY_KIND:
        return _BY_KIND[kind](value, limits)
    if kind in _BY_PLACE:
        return _BY_PLACE[kind](value, place)
    expected = _EXPECTED.get(kind, "other")
    if not place:
        return "not_an_object", shown(value), {"found_kind": kind_of(value)}
    return "wrong_type", shown(value), {"found_kind": kind_of(value), "expected": expected}


def _unknown_key(value: object, place: Place) -> Diagnosis:
    allowed = structure.keys_of(structure.model_at(place[:-1]))
    key = shown(place[-1])
    return "unknown_key", key, {"key": key, "nearest": nearest(place[-1], allowed), "allowed": [*allowed]}


def _missing(value: object, place: Place) -> Diagnosis:
    field = structure.field_at(place)
    params: dict[str, object] = {"key": place[-1]}
    if field is not None and structure.choices(field):
        return "missing_key", None, {**params, "expected": " | ".join(map(str, structure.choices(field)))}
    expected = "date" if field is not None and field.annotation is date else "month"
    return "missing_key", None, {**params, "expected": expected}


def _unknown_value(value: object, place: Place) -> Diagnosis:
    field = structure.field_at(place)
    allowed = structure.choices(field) if field is not None else ()
    if place == ("format",):
        return "unknown_format", shown(value), {"allowed": [*allowed]}
    near = nearest(value, allowed) if isinstance(value, str) else None
    return "unknown_value", shown(value), {"nearest": near, "allowed": [*allowed]}


def _date(value: object, limits: Mapping[str, object]) -> Diagnosis:
    if isinstance(value, date) and not isinstance(value, datetime):
        return "year_out_of_range", shown(value), dict(_YEARS)
    written = _DATE.fullmatch(value) if isinstance(value, str) else None
    if written is None:
        return "not_a_date", shown(value), {}
    if FIRST_YEAR <= int(written[1]) <= LAST_YEAR:
        return "no_such_day", shown(value), {}
    return "year_out_of_range", shown(value), dict(_YEARS)


def _month(value: object, limits: Mapping[str, object]) -> Diagnosis:
    written = _MONTH.fullmatch(value) if isinstance(value, str) else None
    if written is None:
        return "not_a_month", shown(value), {}
    if FIRST_YEAR <= int(written[1]) <= LAST_YEAR:
        return "no_such_month", shown(value), {}
    return "year_out_of_range", shown(value), dict(_YEARS)


def _year(value: object, limits: Mapping[str, object]) -> Diagnosis:
    text = str(value) if isinstance(value, str) or kind_of(value) == "whole" else ""
    if re.fullmatch(r"[0-9]{4}", text):
        return "year_out_of_range", shown(value), dict(_YEARS)
    return "not_a_year", shown(value), {}


def _number(value: object, limits: Mapping[str, object]) -> Diagnosis:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return "not_a_number", shown(value), {"found_kind": kind_of(value)}
    if not (isinstance(value, int) or Decimal(value).is_finite()):
        return "not_finite", shown(value), {}
    low, high = Decimal(str(limits["low"])), Decimal(str(limits["high"]))
    if value < low:
        return "too_small", shown(value), {"low": limits["low"]}
    if value > high:
        return "too_large", shown(value), {"high": limits["high"]}
    return "too_precise", shown(value), {"digits": DIGITS, "places": PLACES}


def _count(value: object, limits: Mapping[str, object]) -> Diagnosis:
    code, found, params = _number(value, limits)
    return ("not_whole", found, {}) if code == "too_precise" else (code, found, params)


def _too_long(value: object, limits: Mapping[str, object]) -> Diagnosis:
    size = len(value) if isinstance(value, list | tuple | Mapping) else limits.get("actual_length")
    return "too_many_entries", shown(value), {"size": size, "limit": limits["max_length"]}


def _long_text(value: object, limits: Mapping[str, object]) -> Diagnosis:
    return "text_too_long", shown(value), {"size": len(str(value)), "limit": limits["max_length"]}


def _bad_text(value: object, limits: Mapping[str, object]) -> Diagnosis:
    return "text_bad_character", shown(value), {}


def _twice(value: object, limits: Mapping[str, object]) -> Diagnosis:
    years = [str(year) for year in value] if isinstance(value, Mapping) else []
    return "duplicate_year", next((year for year in years if years.count(year) > 1), None), {}


_BY_KIND: dict[str, Callable[[object, Mapping[str, object]], Diagnosis]] = {
    "date": _date,
    "month": _month,
    "year": _year,
    "number": _number,
    "count": _count,
    "too_long": _too_long,
    "string_too_long": _long_text,
    "string_pattern_mismatch": _bad_text,
    "string_unicode": _bad_text,
    "duplicate_year": _twice,
}
_BY_PLACE: dict[str, Callable[[object, Place], Diagnosis]] = {
    "extra_forbidden": _unknown_key,
    "invalid_key": _unknown_key,
    "missing": _missing,
    "literal_error": _unknown_value,
    "format": _unknown_value,
}
