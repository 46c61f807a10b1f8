"""A profile document, whole or one section of an unfinished one, checked by the engine's own reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jifen.errors import ProfileError
from jifen.profile import parse
from jifen_service.casework.lacks import Lack, of_problems

# A document needs a date of birth; while it is not known yet, any day lets the rest be read.
_STAND_IN = "1990-01-01"
_UNFINISHED = frozenset({"missing_key"})


def problems_of(section: str, keys: tuple[str, ...], profile: Mapping[str, Any]) -> tuple[Lack, ...]:
    """Give what the profile reader refuses in these keys of a document, whatever else is missing in it."""
    part = {key: profile[key] for key in keys if profile.get(key) not in (None, "")}
    if not part:
        return ()
    try:
        parse({"birth_date": _STAND_IN, **part})
    except ProfileError as error:
        return of_problems(section, error.problems)
    return ()


def all_problems(section: str, profile: Mapping[str, Any]) -> tuple[Lack, ...]:
    """Give what the profile reader refuses in a whole document."""
    try:
        parse(profile)
    except ProfileError as error:
        return of_problems(section, error.problems)
    return ()


def errors_of(section: str, keys: tuple[str, ...], profile: Mapping[str, Any]) -> tuple[Lack, ...]:
    """Like `problems_of`, without what is merely not filled in yet: it may be saved and finished later."""
    return tuple(lack for lack in problems_of(section, keys, profile) if lack.code not in _UNFINISHED)
