"""JSON text → values: numbers exact, nothing twice, nothing infinite, nothing too deep.

The compiled decoder of the standard library reads; only when it meets something that is refused, a
small scanner walks the text again to find the place.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

from jifen.errors import ProfileError
from jifen.profile.found import short
from jifen.profile.refusal import DEPTH_LIMIT, Refused, place_in, refuse, refused_number
from jifen.profile.structure import Place, text_of

_TOKEN = re.compile(r'("(?:[^"\\]|\\.)*")([ \t\r\n]*:)?|[{}\[\],]|-?Infinity|NaN|-?[0-9][0-9.eE+-]*')


_CONTAINERS = (dict, list)


class _RefusedError(Exception):
    """The decoder met something that JSON texts may not hold here."""


def read_json(text: str) -> object:
    """The value that a JSON text holds. Raises ProfileError with line and column."""
    try:
        value = _decoder.decode(text)
    except json.JSONDecodeError as error:
        raise refuse("json_syntax", reason=error.msg, line=error.lineno, column=error.colno) from None
    except (_RefusedError, ValueError, ArithmeticError, RecursionError) as error:
        raise _located(text, str(error)) from None
    if text.count("[") + text.count("{") > DEPTH_LIMIT and _too_deep(value):
        raise _located(text, "depth")
    return value


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise _RefusedError("a key twice")
    return read


def _not_finite(token: str) -> NoReturn:
    raise _RefusedError(token)


_decoder = json.JSONDecoder(object_pairs_hook=_once, parse_float=Decimal, parse_constant=_not_finite)


def _too_deep(value: object) -> bool:
    level = [value]
    for _ in range(DEPTH_LIMIT):
        level = [inner for outer in level for inner in _members(outer) if type(inner) in _CONTAINERS]
        if not level:
            return False
    return True


def _members(container: object) -> Iterable[object]:
    if isinstance(container, dict):
        return container.values()
    return container if isinstance(container, list) else ()


def _located(text: str, reason: str) -> ProfileError:
    """The error with the place of the first thing in the text that is refused."""
    scan = _Scan()
    for token in _TOKEN.finditer(text):
        refused = scan.refused(token)
        if refused is not None:
            code, params = refused
            return refuse(code, text_of(scan.place(), None), **params, **place_in(text, token.start()))
    return refuse("json_syntax", reason=short(reason))


@dataclass(slots=True)
class _Level:
    """An object or list that is open: the keys seen so far (objects), and the key or index it is at."""

    seen: set[str] | None
    part: int | str | None


class _Scan:
    """Walks tokens of well-formed JSON and knows the place it is at."""

    def __init__(self) -> None:
        self._open: list[_Level] = []

    def place(self) -> Place:
        """Keys and indexes of where the walk is."""
        return tuple(level.part for level in self._open if level.part is not None)

    def refused(self, token: re.Match[str]) -> Refused | None:
        """Code and parameters if this token is refused; else go on."""
        text = token[0]
        if token[1] is not None:
            return self._key(json.loads(token[1])) if token[2] else None
        if text in "{[":
            if len(self._open) == DEPTH_LIMIT:
                return "too_deep", {"limit": DEPTH_LIMIT}
            self._open.append(_Level(set(), None) if text == "{" else _Level(None, 0))
            return None
        if text in "}]":
            self._open.pop()
            return None
        if text == ",":
            level = self._open[-1]
            level.part = level.part + 1 if isinstance(level.part, int) else None
            return None
        return refused_number(text)

    def _key(self, key: str) -> Refused | None:
        level = self._open[-1]
        level.part = short(key)
        if level.seen is None or key in level.seen:
            return "duplicate_key", {"key": short(key)}
        level.seen.add(key)
        return None
