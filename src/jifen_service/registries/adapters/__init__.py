"""The ways to ask a register (接入方式), all behind one interface."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from jifen_service.registries.adapters.http import HttpAdapter
from jifen_service.registries.answers import Answer, NoAnswer, Question, Then
from jifen_service.registries.config import BY_HAND, FILE, HTTP, Registry


class Adapter(Protocol):
    """Asks a question; gives the answer, or raises NoAnswer with why there is none and what follows."""

    #: calls that were made
    calls: int

    def ask(self, question: Question) -> Answer:
        """Put a question."""


@dataclass
class Elsewhere:
    """An adapter that has nothing to call: the question waits for a file, or for an officer."""

    why: NoAnswer
    calls: int = 0

    def ask(self, question: Question) -> Answer:
        """Say where the question goes on."""
        raise self.why


def adapter_of(registry: Registry | None) -> Adapter:
    """The adapter that serves a register; None is a topic for which none is configured."""
    if registry is None:
        return Elsewhere(NoAnswer("no_registry"))
    if registry.adapter == HTTP:
        return HttpAdapter(registry)
    return Elsewhere(_ELSEWHERE[registry.adapter])


_ELSEWHERE: Mapping[str, NoAnswer] = {FILE: NoAnswer("by_file", Then.FILE), BY_HAND: NoAnswer("by_hand")}
