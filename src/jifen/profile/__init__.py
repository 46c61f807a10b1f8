"""The profile document (个人档案), format 1: read, check, write.

``load`` reads YAML or JSON into a dict, ``parse`` checks a dict into a frozen `Profile`, ``read`` does
both; ``to_document`` and ``dump`` go back. Whatever is wrong is a `jifen.errors.ProfileError` with places.
"""

from jifen.profile.assumptions import assumptions
from jifen.profile.checking import parse
from jifen.profile.checks import check_dates
from jifen.profile.models import Profile
from jifen.profile.reading import Syntax, load
from jifen.profile.schema import json_schema
from jifen.profile.writing import dump, to_document

__all__ = [
    "Profile",
    "Syntax",
    "assumptions",
    "check_dates",
    "dump",
    "json_schema",
    "load",
    "parse",
    "read",
    "to_document",
]


def read(text: str | bytes, *, syntax: Syntax = "auto") -> Profile:
    """Read and check one document: ``parse(load(text))``. Raises ProfileError."""
    return parse(load(text, syntax=syntax))
