"""The circuit around a register (断路器): pybreaker with its state in the database.

Several workers ask; were the state in each one's memory, a register that is down would be tried by every one
of them, and no page could show what holds.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from pybreaker import CircuitBreaker, CircuitBreakerStorage

from jifen_service.registries.answers import NoAnswer, Then
from jifen_service.registries.config import Registry
from jifen_service.registries.models import Circuit

CLOSED, OPEN, HALF_OPEN = "closed", "open", "half-open"


class Stored(CircuitBreakerStorage):
    """The state of one circuit as a row."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        Circuit.objects.get_or_create(registry=name)

    def _row(self) -> Circuit:
        return Circuit.objects.get(pk=self.name)

    def _set(self, **values: object) -> None:
        Circuit.objects.filter(pk=self.name).update(**values)

    @property
    def state(self) -> str:
        return self._row().state

    @state.setter
    def state(self, state: str) -> None:
        self._set(state=state)

    @property
    def counter(self) -> int:
        return self._row().failures

    @property
    def success_counter(self) -> int:
        return self._row().successes

    @property
    def opened_at(self) -> datetime | None:
        return self._row().opened_at

    @opened_at.setter
    def opened_at(self, moment: datetime) -> None:
        self._set(opened_at=moment)

    def increment_counter(self) -> None:
        """One more failed call in a row."""
        self._set(failures=F("failures") + 1)

    def reset_counter(self) -> None:
        """A call succeeded."""
        self._set(failures=0)

    def increment_success_counter(self) -> None:
        """A trial call succeeded."""
        self._set(successes=F("successes") + 1)

    def reset_success_counter(self) -> None:
        """Trials begin anew."""
        self._set(successes=0)


def breaker(registry: Registry) -> CircuitBreaker:
    """The breaker of a register. What it refuses by itself, such as an unknown person, is no failure."""
    return CircuitBreaker(
        fail_max=registry.fail_max,
        reset_timeout=registry.open_for,
        exclude=[lambda error: isinstance(error, NoAnswer) and error.then != Then.AGAIN],
        state_storage=Stored(registry.key),
        name=registry.key,
        throw_new_error_on_trip=False,
    )


def close(key: str) -> None:
    """Let the next question through at once, as an officer asks."""
    Circuit.objects.filter(pk=key).update(state=CLOSED, failures=0, successes=0)


def note_answer(key: str, at: datetime) -> None:
    """Remember when a register last answered."""
    Circuit.objects.filter(pk=key).update(answered_at=at)


def note_failure(key: str, why: NoAnswer, at: datetime) -> None:
    """Remember when a register last failed, and how."""
    Circuit.objects.filter(pk=key).update(failed_at=at, reason=why.code, params=why.params)
