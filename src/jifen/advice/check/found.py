"""What a comparison finds: the facts that disagree, with their places, and the words of the sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jifen.advice.check.subject import Subject


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the facts that disagree: its place in the document and what stands there.

    ``value``: as the profile has it; ``month`` says that an int is a month. A place may name a section where
    nothing is stated (``resume``); the value is then None.
    """

    at: str
    value: Any = None
    month: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Something found: the id of its finding, the facts that disagree, the sentence's words.

    ``months``: the months concerned, as bits counted back from the evaluation month; 0 for none. The sentence
    names them as ``{months}``.
    """

    id: str
    facts: tuple[Fact, ...]
    words: Mapping[str, Any] = field(default_factory=dict)
    months: int = 0


#: findings of one kind that are told: whoever has more has one fault, not a hundred
OF_ONE_KIND = 12

#: looks at a person for the findings of one reason
Detector = Callable[[Subject], Iterator[Found]]
