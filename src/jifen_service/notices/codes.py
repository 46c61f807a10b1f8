"""Verification codes (核验码): chance in an alphabet without look-alikes, and a check character. Pure.

Crockford's base 32: no I, L, O or U; read in either case, with or without hyphens, O as 0, I and L as 1. The
check character makes the code, read as a polynomial over the field of 32, vanish at a generator of the field:
any one wrong character and any two neighbours swapped are noticed before the database is asked.
"""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_GROUP = 4
_HIGHEST, _REDUCED = 0b10000, 0b100101  # the field of 32 as polynomials modulo x⁵ + x² + 1
_READ_AS = str.maketrans("OIL", "011", " -\u2010\u2011\u2013\u2014")


def new_code() -> str:
    """A code that nobody can guess: eleven characters of chance and one that checks them."""
    chance = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return chance + ALPHABET[_times_x(_value(chance))]


def read(text: str) -> str | None:
    """The code that somebody typed, as it is kept; None where it is none, mistyped for instance."""
    code = text.strip().upper().translate(_READ_AS)
    if len(code) != LENGTH or any(character not in ALPHABET for character in code):
        return None
    return code if _value(code) == 0 else None


def shown(code: str) -> str:
    """The code as it is printed, in groups of four."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def _value(code: str) -> int:
    value = 0
    for character in code:
        value = _times_x(value) ^ ALPHABET.index(character)
    return value


def _times_x(value: int) -> int:
    return (value << 1) ^ _REDUCED if value & _HIGHEST else value << 1
