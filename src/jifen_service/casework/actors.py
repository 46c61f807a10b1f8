"""Who acts (办理人): a person in the role that was chosen, or the system itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from jifen_service.accounts.models import User
from jifen_service.accounts.roles import CENTRE_ROLES, Role


class Person(Protocol):
    """What the accounts layer knows of who is signed in, in the membership acted in."""

    user: Any
    roles: Collection[str]
    employer_ids: Collection[UUID]
    centre_ids: Collection[int]


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in the roles and places that count for one step."""

    user: User | None
    roles: frozenset[str]
    employer_ids: frozenset[UUID] = field(default_factory=frozenset)
    centre_ids: frozenset[int] = field(default_factory=frozenset)

    @property
    def user_id(self) -> int | None:
        """The account's id; None for the system."""
        return None if self.user is None else self.user.pk

    @property
    def is_officer(self) -> bool:
        """Whether somebody of a centre acts."""
        return bool(self.roles & CENTRE_ROLES)


#: the platform itself, for what no person does
SYSTEM = Actor(None, frozenset({Role.SYSTEM}))


def actor_of(person: Person | Actor) -> Actor:
    """Give the actor of a person; roles and places are those of the membership acted in."""
    if isinstance(person, Actor):
        return person
    return Actor(
        person.user, frozenset(person.roles), frozenset(person.employer_ids), frozenset(person.centre_ids)
    )
