"""A case as the guards see it (快照): plain facts at one moment, without the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MaterialFact:
    """An item of the checklist: whether something was uploaded, and what the officer found."""

    code: str
    required: bool
    uploads: int
    verdict: str


@dataclass(frozen=True, slots=True)
class ScoreFact:
    """A score on a day; ``total`` None where none could be computed."""

    total: int | None
    pass_mark: int
    passes: bool


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """An earlier decision: when (a date in Shanghai), and by whom (ids of accounts)."""

    on: date
    proposer: int | None
    approver: int | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A case and who acts on it, at one moment. Parts that no guard of a transition asks for stay empty.

    ``today`` is the day in Shanghai; ids are those of accounts, employers and centres. ``changed_on`` is the
    day of the last transition. ``unchanged``: a renewal whose facts are those of the decision before.
    ``appealed`` is the decision of the case that an appeal is about.
    """

    kind: str
    state: str
    holder: int
    today: date
    changed_on: date
    actor: int | None
    employer_ids: frozenset[UUID] = frozenset()
    centre_ids: frozenset[int] = frozenset()
    employer: UUID | None = None
    centre: int | None = None
    employer_verified: bool = False
    proposer: int | None = None
    profile: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    materials: tuple[MaterialFact, ...] = ()
    checks: Mapping[str, str] = field(default_factory=dict)
    score: ScoreFact | None = None
    appealed: DecisionFact | None = None
    followed_by_cancellation: bool = False
    unchanged: bool = False
