"""The family as it is entered (家庭成员), and the children as the profile document has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jifen_service.casework.identity import birth_date_of, id_number_fault

CHILD = "child"


def completed(people: Iterable[Any]) -> list[dict[str, Any]]:
    """The members with their date of birth taken from a sound ID number where none was entered."""
    return [_completed(person) for person in people if isinstance(person, Mapping)]


def _completed(person: Mapping[str, Any]) -> dict[str, Any]:
    number = person.get("id_number")
    if person.get("birth_date") or not number or id_number_fault(str(number)):
        return dict(person)
    born = birth_date_of(str(number))
    return {**person, "birth_date": born.isoformat()} if born else dict(person)


def children_of(people: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The children of the profile document; one without a date of birth is not there yet."""
    return [
        {"birth_date": person["birth_date"]}
        for person in people
        if person.get("relation") == CHILD and person.get("birth_date")
    ]
