"""What both readers of texts share: refusing with a place, and their limits."""

from decimal import Decimal
from typing import Any

from jifen.errors import Problem, ProfileError
from jifen.profile.found import short, shown

DEPTH_LIMIT = 30
"""Levels of nesting that a text may have; a profile has four."""
NUMBER_LIMIT = 60
"""Characters of a number."""

Refused = tuple[str, dict[str, Any]]
"""Code and parameters of a refusal."""


def refuse(code: str, at: str = "", found: object = None, **params: Any) -> ProfileError:
    """The error to raise for a text that cannot be read; ``line`` and ``column`` (from 1) say where."""
    return ProfileError([Problem(at, code, shown(found), params)])


def place_in(text: str, offset: int) -> dict[str, Any]:
    """Line and column, from 1, of an offset into a text."""
    return {"line": text.count("\n", 0, offset) + 1, "column": offset - text.rfind("\n", 0, offset)}


def refused_number(text: str) -> Refused | None:
    """Code and parameters if the text of a number is refused: too long, or beyond all bounds."""
    if len(text) > NUMBER_LIMIT:
        return "number_too_long", {"found": short(text), "limit": NUMBER_LIMIT}
    try:
        finite = Decimal(text).is_finite()
    except ArithmeticError:
        finite = False
    return None if finite else ("not_finite", {"found": text})
