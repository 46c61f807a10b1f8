"""May one settle in Shanghai (落户自测): every route by what is known, and the next question that matters.

`Settler.ask` gives ``{"on", "decided", "routes", "next", "answers", "from_profile"}``. A route's ``state`` is
``met``, ``near`` (one condition is missing; ``earliest`` is the month from which waiting may bring it),
``closed``, ``advice`` (its rules are not known in full: worth asking, never a promise) or ``open``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from jifen.advice.settle.asking import Asking
from jifen.advice.settle.known import Readers, given_in
from jifen.advice.settle.report import question_as_dict, route_as_dict
from jifen.advice.settle.standing import Compiled
from jifen.advice.settle.tree import compile_tree
from jifen.errors import ProfileError
from jifen.explain import Language
from jifen.law import Law
from jifen.law.settlement import Answer, Question, Route, Settlement
from jifen.mechanisms import Facts
from jifen.profile import Profile, check_dates

__all__ = ["Settler", "given_in"]


class _Program:
    """The routes under the law of a day."""

    def __init__(self, settlement: Settlement, law: Law) -> None:
        self.law = law
        self.readers = Readers(law, settlement.questions)
        questions = {question.id: question for question in settlement.questions}
        self.routes = tuple(_compiled(route, questions, law) for route in settlement.routes)

    @cached_property
    def asking(self) -> tuple[Asking, ...]:
        """Who asks about each route, with what was worked out so far."""
        return tuple(Asking(route) for route in self.routes)


def _compiled(route: Route, questions: Mapping[str, Question], law: Law) -> Compiled:
    section = route.section.id

    def value(name: str) -> Any:
        return law.value(f"{section}.{name}")

    trees = (
        (condition, compile_tree(condition.when, questions, value, f"{section}.yaml: {condition.id}"))
        for condition in route.conditions
    )
    return Compiled(route, tuple(trees))


class Settler:
    """Judges routes and finds the next question; compiles the law of each period once."""

    def __init__(self, settlement: Settlement) -> None:
        self.settlement = settlement
        self._programs: dict[tuple[date, ...], _Program] = {}

    def program_on(self, day: date) -> _Program:
        """Give the compiled routes of a day; PolicyDateError before the first day they are known for."""
        law = self.settlement.law_on(day)
        period = (law.since, *(law.dated(series.key).from_ for series in self.settlement.series))
        if period not in self._programs:
            self._programs[period] = _Program(self.settlement, law)
        return self._programs[period]

    def next_question(self, on: date, answers: Mapping[str, Answer]) -> str | None:
        """Give the id of the question that the first open route needs most; None when all are decided."""
        asked = (asking.next_question(answers) for asking in self.program_on(on).asking)
        return next((name for name in asked if name is not None), None)

    def question(self, name: str, on: date, lang: Language = "zh") -> dict[str, Any]:
        """Give a question by its id, with the answers it takes; KeyError when there is none."""
        found = {question.id: question for question in self.settlement.questions}[name]
        return question_as_dict(found, self.program_on(on).law, lang)

    def ask(
        self, profile: Profile | None, given: Mapping[str, Answer], on: date, lang: Language = "zh"
    ) -> dict[str, Any]:
        """Judge every route. ``given``: answers by question, which go before what the profile says.

        Raises PolicyDateError, ProfileError (a birth after ``on``), WageError.
        """
        program = self.program_on(on)
        problems = check_dates(profile, on) if profile else ()
        if problems:
            raise ProfileError(problems)
        facts = Facts(profile, on) if profile else None
        read = {} if facts is None else program.readers.answers(facts)
        read = {name: answer for name, answer in read.items() if name not in given}
        answers = {**read, **given}

        def wait(leaf: Any, known: Mapping[str, Answer]) -> int | None:
            return program.readers.wait(leaf, known, facts, read)

        following = self.next_question(on, answers)
        return {
            "on": on.isoformat(),
            "decided": following is None,
            "routes": [
                route_as_dict(route, program.law, answers, wait, on, lang) for route in program.routes
            ],
            "next": None if following is None else self.question(following, on, lang),
            "answers": answers,
            "from_profile": list(read),
        }
