"""Numbers of cases (案件编号): the year, eight random digits, a check digit; none can be guessed."""

from __future__ import annotations

import secrets
from datetime import date

_DIGITS = 8


def new_number(day: date) -> str:
    """Give a number such as ``JF2026-483920174``; the database holds it unique."""
    serial = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}"
    return f"JF{day.year}-{serial}{check_digit(f'{day.year}{serial}')}"


def check_digit(digits: str) -> str:
    """Give the check digit of ISO/IEC 7064, MOD 11,10: it finds a wrong digit and two that were swapped."""
    product = 10
    for digit in digits:
        product = (product + int(digit)) % 10 or 10
        product = product * 2 % 11
    return str((11 - product) % 10)


def is_number(text: str) -> bool:
    """Whether a text is a number of a case with a right check digit."""
    head, dash, serial = text.strip().upper().partition("-")
    digits = f"{head[2:]}{serial[:-1]}"
    if not dash or not head.startswith("JF") or len(serial) != _DIGITS + 1:
        return False
    return digits.isascii() and digits.isdigit() and serial[-1] == check_digit(digits)
