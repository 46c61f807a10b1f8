"""What the fronts may ask about look-ups (查询记录) and the state of registers (登记机关状态)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from jifen_service.accounts.models import User
from jifen_service.casework.models import Case
from jifen_service.casework.rules import topics
from jifen_service.registries.asking import OPEN, lines_of
from jifen_service.registries.circuit import CLOSED
from jifen_service.registries.comparing import Line, agrees
from jifen_service.registries.config import HTTP, Registry, registries
from jifen_service.registries.models import Circuit, Evidence, Lookup
from jifen_service.registries.words import reason_in_words

#: days over which answers are counted
DAYS = 7


def exported(user: User) -> dict[str, Any]:
    """What is kept of a person here, for the export of one's own data: look-ups and answers."""
    told = ("topic", "registry", "status", "asked_at", "answered_at", "agrees", "late", "answer")
    kept = Lookup.objects.filter(case__applicant=user).select_related("case")
    return {
        "look_ups": [{"case": one.case.number} | {key: getattr(one, key) for key in told} for one in kept]
    }


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a check as an officer sees it: who was asked, how it stands, claimed beside found."""

    lookup: Lookup
    registry: str
    reason: str
    lines: tuple[Line, ...]

    @property
    def unknown(self) -> bool:
        """Whether the register does not know the person."""
        return self.lookup.answer is not None and not self.lookup.answer["found"]

    @property
    def differs(self) -> bool:
        """Whether it says anything else than what counts on the case now."""
        if self.lookup.answer is None:
            return False
        return not agrees(self.lines, found=not self.unknown, voluntary=topics()[self.lookup.topic].voluntary)

    @property
    def note(self) -> str:
        """What the register remarks."""
        return str((self.lookup.answer or {}).get("note") or "")

    def found_at(self, place: str) -> Any:
        """What was found at a place, or of an entry such as ``education[1]`` all that was."""
        within = f"{place}."
        inside = (line for line in self.lines if line.place.startswith(within))
        entry = {line.place.removeprefix(within): line.found for line in inside}
        return entry or next((line.found for line in self.lines if line.place == place), None)


def asked(case: Case, lang: str) -> Mapping[str, tuple[Asked, ...]]:
    """Every question about a case by topic, the newest first; one query."""
    found: dict[str, list[Asked]] = {}
    for lookup in case.lookups.select_related("asked_by").order_by("-asked_at"):
        lookup.case = case
        found.setdefault(lookup.topic, []).append(_asked(lookup, lang))
    return {topic: tuple(rows) for topic, rows in found.items()}


def _asked(lookup: Lookup, lang: str) -> Asked:
    reason = reason_in_words(lookup.reason, lookup.params)
    return Asked(lookup, name_of(lookup.registry, lang), reason, lines_of(lookup))


def name_of(key: str, lang: str) -> str:
    """What a register is called; its key once it is configured no more."""
    registry = registries().get(key)
    return registry.name[lang] if registry else key


def evidence(case: Case) -> Mapping[str, tuple[Evidence, ...]]:
    """What officers kept of checks by hand, by topic; one query."""
    found: dict[str, list[Evidence]] = {}
    for one in case.evidence.exclude(file_key="").select_related("added_by"):
        found.setdefault(one.topic, []).append(one)
    return {topic: tuple(rows) for topic, rows in found.items()}


@dataclass(frozen=True, slots=True)
class Standing:
    """A register's state: circuit (None where nothing is called), what waits, what was answered lately."""

    registry: Registry
    name: str
    topics: tuple[str, ...]
    circuit: Circuit | None
    reason: str
    waiting: int
    answered: int
    differing: int
    given_up: int
    next_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether the circuit is not closed."""
        return self.circuit is not None and self.circuit.state != CLOSED


def standings(today: date, lang: str) -> tuple[Standing, ...]:
    """Every register in the order of the configuration; two queries."""
    since = today - timedelta(days=DAYS)
    figures = {row["registry"]: row for row in _figures(since)}
    circuits = {circuit.pk: circuit for circuit in Circuit.objects.all()}
    return tuple(_standing(one, circuits, figures.get(key, {}), lang) for key, one in registries().items())


def _figures(since: date) -> Sequence[dict[str, Any]]:
    status, lately = Lookup.Status, Q(answered_at__date__gte=since)
    return (
        Lookup.objects.values("registry")
        .annotate(
            waiting=Count("pk", filter=Q(status__in=sorted(OPEN))),
            answered=Count("pk", filter=lately),
            differing=Count("pk", filter=lately & Q(agrees=False)),
            given_up=Count("pk", filter=Q(status=status.BY_HAND, changed_at__date__gte=since)),
        )
        .order_by()
    )


def _standing(
    registry: Registry, circuits: Mapping[str, Circuit], row: Mapping[str, Any], lang: str
) -> Standing:
    circuit = circuits.get(registry.key) if registry.adapter == HTTP else None
    figures = (row.get(key, 0) for key in ("waiting", "answered", "differing", "given_up"))
    again = None
    if circuit is not None and circuit.state != CLOSED and circuit.opened_at is not None:
        again = circuit.opened_at + timedelta(seconds=registry.open_for)
    words = reason_in_words(circuit.reason, circuit.params) if circuit else ""
    names = tuple(topics()[topic].name[lang] for topic in registry.topics)
    return Standing(registry, registry.name[lang], names, circuit, words, *figures, again)
