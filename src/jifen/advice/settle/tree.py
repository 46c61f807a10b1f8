"""Conditions of a route in three values (真、假、未知): yes, no, and not known yet."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jifen.errors import LawError
from jifen.law.settlement import Answer, Question, allows

Answers = Mapping[str, Answer]
#: months until a leaf may hold that does not hold now; None when no waiting brings it
Wait = Callable[["Leaf", Answers], int | None]


class Tree(ABC):
    """A condition made of questions' answers."""

    @abstractmethod
    def holds(self, answers: Answers) -> bool | None:
        """Say whether it holds; None as long as the answers leave both open."""

    @abstractmethod
    def leaves(self) -> tuple[Leaf, ...]:
        """Give the comparisons that it is made of."""

    @abstractmethod
    def wait(self, answers: Answers, leaf: Wait) -> int | None:
        """Count the months after which it may hold at the earliest; None when waiting does not bring it."""


@dataclass(frozen=True)
class Leaf(Tree):
    """An answer compared: one of some values, or a number that reaches a least one."""

    question: Question
    allowed: frozenset[Answer] = frozenset()
    minimum: int | None = None

    def holds(self, answers: Answers) -> bool | None:
        """Say whether it holds."""
        answer = answers.get(self.question.id)
        if answer is None:
            return None
        return answer in self.allowed if self.minimum is None else int(answer) >= self.minimum

    def leaves(self) -> tuple[Leaf, ...]:
        """Give its comparisons."""
        return (self,)

    def wait(self, answers: Answers, leaf: Wait) -> int | None:
        """Count the months after which it may hold."""
        # What is not known may hold already: the wait is one at the least.
        return leaf(self, answers) if self.holds(answers) is False else 0


@dataclass(frozen=True)
class Junction(Tree):
    """Several conditions of which all must hold, or one (``any_of``)."""

    parts: tuple[Tree, ...]
    any_of: bool

    def holds(self, answers: Answers) -> bool | None:
        """Say whether it holds."""
        unknown = False
        for part in self.parts:
            held = part.holds(answers)
            if held is self.any_of:
                return held
            unknown |= held is None
        return None if unknown else not self.any_of

    def leaves(self) -> tuple[Leaf, ...]:
        """Give its comparisons."""
        return tuple(leaf for part in self.parts for leaf in part.leaves())

    def wait(self, answers: Answers, leaf: Wait) -> int | None:
        """Count the months after which it may hold."""
        waits = [part.wait(answers, leaf) for part in self.parts]
        known = [months for months in waits if months is not None]
        if self.any_of:
            return min(known, default=None)
        return max(known) if len(known) == len(waits) else None


def compile_tree(
    words: Mapping[str, Any], questions: Mapping[str, Question], value: Callable[[str], Any], place: str
) -> Tree:
    """Make a tree of a law file's words; ``value`` gives a parameter. LawError names what is wrong."""
    if len(words) != 1:
        raise LawError(f"{place}: exactly one of all, any, is, at_least is expected")
    ((kind, content),) = words.items()
    if kind in ("all", "any"):
        parts = tuple(compile_tree(part, questions, value, place) for part in content)
        return Junction(parts, kind == "any")
    if kind not in ("is", "at_least") or not isinstance(content, Mapping) or len(content) != 1:
        raise LawError(f"{place}: {kind}: no such condition, or not one question")
    ((name, wanted),) = content.items()
    if name not in questions:
        raise LawError(f"{place}: {name}: no such question")
    question = questions[name]
    if kind == "at_least":
        return Leaf(question, minimum=value(wanted))
    allowed = frozenset(wanted if isinstance(wanted, list) else [wanted])
    wrong = [answer for answer in allowed if not allows(question, answer)]
    if wrong:
        raise LawError(f"{place}: {name} cannot be {wrong[0]}")
    return Leaf(question, allowed)
