"""The unified social credit code (统一社会信用代码): its form and check digit. Pure."""

from __future__ import annotations

import re

# GB 32100: digits and capitals without I, O, S, V, Z, whose values are their places; weights 3^(i-1) mod 31.
CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_FORM = re.compile(rf"[{CODE_ALPHABET}]{{2}}[0-9]{{6}}[{CODE_ALPHABET}]{{10}}")


def normal_code(code: str) -> str:
    """Give a code as it is compared and kept: no spaces, no hyphens, capitals."""
    return re.sub(r"[\s-]", "", code).upper()


def code_check_character(first_seventeen: str) -> str:
    """Give the check character that belongs to the first seventeen characters of a credit code."""
    values = (CODE_ALPHABET.index(character) for character in first_seventeen)
    total = sum(value * weight for value, weight in zip(values, _WEIGHTS, strict=True))
    return CODE_ALPHABET[-total % 31]


def credit_code_fault(code: str) -> str | None:
    """Say what is wrong with a unified social credit code: ``form`` or ``check_digit``; None when sound."""
    code = normal_code(code)
    if not _FORM.fullmatch(code):
        return "form"
    return None if code_check_character(code[:17]) == code[17] else "check_digit"
