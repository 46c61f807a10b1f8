"""What is known of a person (已知的回答): what was answered, and what the profile document says already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jifen.advice.settle.tree import Answers, Leaf
from jifen.law import Law
from jifen.law.settlement import QUESTIONS, Answer, Question
from jifen.mechanisms import Facts
from jifen.mechanisms.scope import MeasureRef, Names, Scope
from jifen.profile import Profile

NOT_KNOWN = "unknown"


@dataclass(frozen=True)
class _Reader:
    """How the profile answers one question. ``reads``: the sections of the document that it must give."""

    question: Question
    rules: tuple[tuple[MeasureRef, Answer], ...]
    reads: frozenset[str]

    def answer(self, facts: Facts) -> Answer | None:
        """Give the answer of the first measure that holds; None when the document does not say."""
        for measure, gives in self.rules:
            if measure.of(facts).value:
                return gives
        return self.question.otherwise


class Readers:
    """Reads answers off profile documents under one law; by the mechanisms of the points."""

    def __init__(self, law: Law, questions: tuple[Question, ...]) -> None:
        names = Names(law)
        readers = (_reader(names, law, question) for question in questions if question.from_profile)
        self._readers = {reader.question.id: reader for reader in readers}

    def answers(self, facts: Facts) -> dict[str, Answer]:
        """Give what the document says; nothing of sections that it does not have."""
        given = facts.profile.model_fields_set
        found = {
            name: reader.answer(facts) for name, reader in self._readers.items() if reader.reads <= given
        }
        return {name: answer for name, answer in found.items() if answer is not None}

    def wait(
        self, leaf: Leaf, answers: Answers, facts: Facts | None, read: Mapping[str, Answer]
    ) -> int | None:
        """Count the months after which a comparison may hold, each month counting; None when it will not."""
        name = leaf.question.id
        if leaf.minimum is not None:
            return leaf.minimum - int(answers[name]) if leaf.question.kind == "months" else None
        if facts is None or name not in read:
            return None
        waits = [_ahead(ref, facts) for ref, gives in self._readers[name].rules if gives in leaf.allowed]
        return min((months for months in waits if months is not None), default=None)


def _reader(names: Names, law: Law, question: Question) -> _Reader:
    scope = Scope(names, law.section(QUESTIONS), f"questions.{question.id}")
    rules = tuple((scope.measure(rule.measure), rule.gives) for rule in question.from_profile)
    return _Reader(question, rules, frozenset(scope.reads))


def _ahead(measure: MeasureRef, facts: Facts) -> int | None:
    trace = measure.of(facts)
    missing = trace.detail.get("missing")
    return measure.node.ahead(facts, trace, missing) if isinstance(missing, int) else None


def given_in(profile: Profile) -> dict[str, Answer]:
    """Give the answers that a document's own section has."""
    section = profile.settlement
    stated = {name: getattr(section, name) for name in section.model_fields_set}
    return {name: answer for name, answer in stated.items() if answer is not None and answer != NOT_KNOWN}
