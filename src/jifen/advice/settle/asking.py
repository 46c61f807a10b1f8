"""Which question to ask next (下一问): the one with which the fewest, on average, are still to come.

Of a route, every way of asking is tried: the answers that it tells apart count as equally likely. What is
worked out for one state of the answers is kept, so that a whole test costs what its first question costs.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from jifen.advice.settle.standing import Compiled
from jifen.advice.settle.tree import Answers
from jifen.law.settlement import Answer

_NONE = Fraction(0)


class _Best(NamedTuple):
    """The questions still to come on average, and the first of them; None when the route is decided."""

    to_come: Fraction
    question: str | None


class Asking:
    """Asks about one route."""

    def __init__(self, route: Compiled) -> None:
        self.route = route
        self._known: dict[tuple[tuple[str, Answer], ...], _Best] = {}

    def next_question(self, answers: Answers) -> str | None:
        """Give the id of the best question to ask; None when the route is decided."""
        return self._best(self._alike(answers)).question

    def _alike(self, answers: Answers) -> dict[str, Answer]:
        """Put in the place of each answer the one that stands for all that the route does not tell apart."""
        return {name: self._stands_for(name, answers[name]) for name in self.route.classes if name in answers}

    def _stands_for(self, name: str, answer: Answer) -> Answer:
        leaves = [leaf for _, tree in self.route.trees for leaf in tree.leaves() if leaf.question.id == name]
        for other in self.route.classes[name]:
            if all(leaf.holds({name: other}) == leaf.holds({name: answer}) for leaf in leaves):
                return other
        raise AssertionError(f"{name}: {answer!r} is like no answer")

    def _best(self, answers: dict[str, Answer]) -> _Best:
        key = tuple(sorted(answers.items(), key=lambda item: item[0]))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._search(answers)
        return found

    def _search(self, answers: dict[str, Answer]) -> _Best:
        if self.route.state(answers) != "open":
            return _Best(_NONE, None)
        best: _Best | None = None
        for name in self._mattering(answers):
            kinds = self.route.classes[name]
            later = sum((self._best({**answers, name: kind}).to_come for kind in kinds), _NONE)
            count = 1 + later / len(kinds)
            if best is None or count < best.to_come:
                best = _Best(count, name)
        assert best is not None, "an open route has an open condition"
        return best

    def _mattering(self, answers: Answers) -> Iterable[str]:
        """Give the unanswered questions of conditions that are still open, in the law's order."""
        trees = [tree for _, tree in self.route.trees if tree.holds(answers) is None]
        names = dict.fromkeys(leaf.question.id for tree in trees for leaf in tree.leaves())
        return [name for name in names if name not in answers]
