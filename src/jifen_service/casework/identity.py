"""Check digits of identity numbers (公民身份号码, 统一社会信用代码). Pure; never put into messages."""

from __future__ import annotations

import re
from datetime import date

from jifen_service.accounts.credit_codes import CODE_ALPHABET, code_check_character, credit_code_fault

__all__ = [
    "CODE_ALPHABET", "birth_date_of", "code_check_character", "credit_code_fault", "id_check_character",
    "id_number_fault", "mobile_fault", "normal",
]  # fmt: skip

# GB 11643: weights 2^(18-i) mod 11 of the first seventeen digits, and the check characters by remainder.
_ID_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))
_ID_CHECKS = "10X98765432"
_ID_FORM = re.compile(r"[1-9][0-9]{16}[0-9X]")

_MOBILE = re.compile(r"1[3-9][0-9]{9}")


def normal(number: str) -> str:
    """Give a number as it is compared: no spaces, no hyphens, capitals."""
    return re.sub(r"[\s-]", "", number).upper()


def id_check_character(first_seventeen: str) -> str:
    """Give the check character that belongs to the first seventeen digits of an ID number."""
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11]


def id_number_fault(number: str) -> str | None:
    """Say what is wrong with an ID number: ``form``, ``date`` or ``check_digit``; None when it is sound."""
    number = normal(number)
    if not _ID_FORM.fullmatch(number):
        return "form"
    if birth_date_of(number) is None:
        return "date"
    return None if id_check_character(number[:17]) == number[17] else "check_digit"


def birth_date_of(number: str) -> date | None:
    """Give the date of birth that an ID number carries, None when there is no such day."""
    number = normal(number)
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def mobile_fault(number: str) -> str | None:
    """Say what is wrong with a mainland mobile number: ``form``; None when it is sound."""
    return None if _MOBILE.fullmatch(normal(number)) else "form"
