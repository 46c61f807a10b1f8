"""Finding the employer to apply through (选单位): by credit code, or by part of its name."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from jifen_service.accounts.models import Employer
from jifen_service.casework.identity import normal

MOST_SHOWN = 10
_LEAST_LETTERS = 2


def found(asked: str) -> Sequence[Employer]:
    """The employers with this credit code, or verified ones with these letters in their name; at most ten."""
    asked = asked.strip()
    if len(asked) < _LEAST_LETTERS:
        return ()
    there = Employer.objects.select_related("centre").exclude(status=Employer.Status.REFUSED)
    by_code = list(there.filter(credit_code=normal(asked)))
    if by_code:
        return by_code
    named = there.filter(name__icontains=asked, status=Employer.Status.VERIFIED)
    return list(named.order_by("name")[:MOST_SHOWN])


def chosen_id(text: str) -> UUID | None:
    """The id of an employer from a form, None for none."""
    try:
        return UUID(text)
    except ValueError:
        return None
