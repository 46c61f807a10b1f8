"""Reason 9: addresses are not letter for letter as on ID and permit (地址不逐字一致)."""

from __future__ import annotations

from collections.abc import Iterator

from jifen.advice.check.found import Fact, Found
from jifen.advice.check.subject import Subject

#: finding, the form's address, the document's
_PAIRS = (
    ("household_differs", "household", "on_id"),
    ("residence_differs", "residence", "on_permit"),
)


def find(subject: Subject) -> Iterator[Found]:
    """Both addresses, each against its document; a space is a letter too."""
    addresses = subject.profile.addresses
    for finding, stated, printed in _PAIRS:
        one, other = getattr(addresses, stated), getattr(addresses, printed)
        if one is not None and other is not None and one != other:
            facts = (Fact(f"addresses.{stated}", one), Fact(f"addresses.{printed}", other))
            yield Found(finding, facts, {"position": _first_difference(one, other)})


def _first_difference(one: str, other: str) -> int:
    """The first letter, from 1, at which two texts part."""
    same = (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(same, min(len(one), len(other))) + 1
