"""What is asked, what comes back, and why nothing does (问与答). Pure.

A question names a person and a topic. An answer is a piece of the profile document, in the document's own
places, with the particulars that stand beside it; whatever is not such a piece is nonsense and is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

import orjson

from jifen_service.casework.particulars import faults_of
from jifen_service.casework.profile_part import errors_of
from jifen_service.casework.rules import topics
from jifen_service.registries.config import Registry

#: bytes of an answer and characters of its note
LARGEST = 256_000
_LONGEST_NOTE = 300
_PERSONAL = "personal."


class Then(StrEnum):
    """What follows where there is no answer."""

    AGAIN = "again"
    LATER = "later"
    FILE = "file"
    OFFICER = "officer"


class NoAnswer(Exception):  # noqa: N818  named for what is so
    """Why there is no answer, and what follows. ``code`` has its words in `registries.words`."""

    def __init__(self, code: str, then: Then = Then.OFFICER, **params: object) -> None:
        self.code, self.then, self.params = code, then, params
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Question:
    """What a register is asked. ``id`` stays the same however often it is asked."""

    id: UUID
    topic: str
    name: str
    id_number: str

    def as_dict(self) -> dict[str, str]:
        """JSON-able, in our words."""
        return {"question": str(self.id), "topic": self.topic, "name": self.name, "id_number": self.id_number}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a register says: whether it knows the person, the facts, a remark of its own."""

    found: bool
    profile: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        """JSON-able, as it is kept."""
        return {
            "found": self.found,
            "profile": dict(self.profile),
            "personal": dict(self.personal),
            "note": self.note,
        }


def roots(topic: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of the profile and of the particulars that an answer about a topic may have."""
    places = topics()[topic].places
    profile = (place.partition(".")[0].removesuffix("[]") for place in places if _PERSONAL not in place)
    personal = (place.removeprefix(_PERSONAL) for place in places if place.startswith(_PERSONAL))
    return tuple(dict.fromkeys(profile)), tuple(personal)


def read_json(body: bytes, topic: str, registry: Registry) -> Answer:
    """Read what a register answered; NoAnswer says what in it makes no sense."""
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise NoAnswer("not_json", Then.AGAIN) from None
    found = _at(told, registry.answer.get("found", "found"))
    if not isinstance(found, bool):
        raise NoAnswer("nonsense", Then.AGAIN, what="found")
    profile = _at(told, registry.answer.get("profile", "profile")) or {}
    personal = _at(told, registry.answer.get("personal", "personal")) or {}
    note = _at(told, registry.answer.get("note", "note")) or ""
    profile, personal = (_renamed(part, registry) for part in (profile, personal))
    return checked(topic, found=found, profile=profile, personal=personal, note=note)


def checked(topic: str, *, found: bool, profile: Any, personal: Any, note: Any = "") -> Answer:
    """An answer whose facts the engine's own reader takes; NoAnswer otherwise."""
    known, particulars = roots(topic)
    for part, keys in ((profile, known), (personal, particulars)):
        if not isinstance(part, Mapping) or set(part) - set(keys):
            raise NoAnswer("nonsense", Then.AGAIN, what=_strange(part, keys))
    wrong = [*errors_of("", known, profile), *faults_of("", particulars, personal, {})]
    if wrong:
        raise NoAnswer("nonsense", Then.AGAIN, what=wrong[0].at.removeprefix("profile."))
    return Answer(found, dict(profile), dict(personal), str(note)[:_LONGEST_NOTE])


def _strange(part: Any, keys: tuple[str, ...]) -> str:
    if not isinstance(part, Mapping):
        return "profile"
    return next(str(key) for key in part if key not in keys)[:40]


def _at(told: Any, place: str) -> Any:
    """What stands at a dotted place of their JSON; None where there is nothing."""
    for step in place.split("."):
        told = told.get(step) if isinstance(told, Mapping) else None
    return told


def _renamed(value: Any, registry: Registry) -> Any:
    """The same with their keys in our words."""
    if isinstance(value, Mapping):
        return {registry.keys.get(key, key): _renamed(inner, registry) for key, inner in value.items()}
    return [_renamed(inner, registry) for inner in value] if isinstance(value, list) else value
