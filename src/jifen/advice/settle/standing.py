"""How a route stands by the answers known so far (路径的结论), and which answers it tells apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from jifen.advice.settle.tree import Answers, Leaf, Tree
from jifen.law.settlement import Answer, Condition, Question, Route

#: open: not decided yet; advice: the rules are incomplete, it is worth asking
State = Literal["met", "near", "closed", "advice", "open"]


@dataclass(frozen=True)
class Compiled:
    """A route ready to be judged: its conditions as trees, in the law's order."""

    route: Route
    trees: tuple[tuple[Condition, Tree], ...]

    def state(self, answers: Answers) -> State:
        """Judge: closed by one final condition or by two others, near by one; open while it may change."""
        failed = unknown = 0
        for condition, tree in self.trees:
            held = tree.holds(answers)
            if held is False and (condition.final or failed):
                return "closed"
            failed += held is False
            unknown += held is None
        if unknown:
            return "open"
        if failed:
            return "closed" if self.route.incomplete else "near"
        return "advice" if self.route.incomplete else "met"

    @cached_property
    def classes(self) -> Mapping[str, tuple[Answer, ...]]:
        """Give for each question one answer of every kind that the route tells apart, in the law's order."""
        leaves: dict[str, list[Leaf]] = {}
        for _, tree in self.trees:
            for leaf in tree.leaves():
                leaves.setdefault(leaf.question.id, []).append(leaf)
        return {name: _told_apart(found) for name, found in leaves.items()}


def _told_apart(leaves: list[Leaf]) -> tuple[Answer, ...]:
    question = leaves[0].question
    kinds: dict[tuple[bool | None, ...], Answer] = {}
    for answer in _possible(question, leaves):
        kinds.setdefault(tuple(leaf.holds({question.id: answer}) for leaf in leaves), answer)
    return tuple(kinds.values())


def _possible(question: Question, leaves: list[Leaf]) -> tuple[Answer, ...]:
    if question.kind == "choice":
        return tuple(question.choices)
    if question.kind == "yes_no":
        return (True, False)
    return (0, *sorted(leaf.minimum for leaf in leaves if leaf.minimum is not None))
