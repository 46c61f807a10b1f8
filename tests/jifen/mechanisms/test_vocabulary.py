"""Every mechanism is whole: a schema, a description, sentences for its outcomes, a rule that uses it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.law_cases.cases import assess, engine, read_cases

from jifen.errors import InputError
from jifen.law import load_lawbook
from jifen.mechanisms.node import _REGISTRY, MONTHS_NOT_COUNTED, Node, Points, Spec
from jifen.mechanisms.trace import Trace

TOWN = Path(__file__).parents[2] / "toy_law" / "lindenau"
VOCABULARY = sorted(_REGISTRY)


@pytest.mark.parametrize("name", VOCABULARY)
def test_it_is_described_and_has_a_schema(name: str):
    node = _REGISTRY[name]
    assert issubclass(node, Node)
    assert issubclass(node.spec, Spec)
    assert (node.__doc__ or "").strip()
    assert (node.spec.__doc__ or "").strip() != Spec.__doc__
    assert node.spec.model_fields
    module = __import__(node.__module__, fromlist=["__doc__"])
    assert name in (module.__doc__ or ""), "the file's first line names its words"


def test_the_vocabulary_is_small():
    assert len(VOCABULARY) <= 30


@pytest.fixture(scope="module")
def traces() -> list[Trace]:
    """Every trace of every law case, children included."""
    found: list[Trace] = []
    for case in read_cases():
        try:
            assessment = assess(case)
        except InputError:
            continue
        facts = assessment.facts
        roots = [result.trace for result in assessment.indicators]
        checks = [*assessment.conditions, *assessment.vetoes]
        checks += [warning.result for warning in assessment.warnings if warning.result]
        roots += [check.trace for check in checks]
        roots += [
            measure.of(facts)
            for result in assessment.indicators
            for measure in result.indicator.measures.values()
        ]
        found += [trace for root in roots for trace in _walk(root)]
    return found


def _walk(trace: Trace) -> Iterator[Trace]:
    yield trace
    for child in trace.children:
        yield from _walk(child)


def test_every_mechanism_is_exercised_by_a_law_case(traces: list[Trace]):
    assert sorted({trace.node.mechanism for trace in traces}) == VOCABULARY


def test_every_outcome_declared_is_reached_and_no_other(traces: list[Trace]):
    reached: dict[str, set[str]] = {}
    declared: dict[str, set[str]] = {}
    for trace in traces:
        if isinstance(trace.node, Points):
            reached.setdefault(trace.node.mechanism, set()).add(trace.outcome)
            declared.setdefault(trace.node.mechanism, set()).update(trace.node.outcomes())
    # These two stand beside the sentence of an outcome.
    beside = {"entry_not_counted", MONTHS_NOT_COUNTED}
    assert reached == {mechanism: outcomes - beside for mechanism, outcomes in declared.items()}


def test_every_mechanism_is_used_by_another_law_too():
    book = load_lawbook(TOWN)
    used = {word for section in book.sections.values() for word in _words(section.measures, section.points)}
    assert sorted(used & set(VOCABULARY)) == VOCABULARY


def _words(*rules: Any) -> Iterator[str]:
    """Every key of nested rules."""
    for rule in rules:
        if isinstance(rule, dict):
            yield from rule
            yield from _words(*rule.values())
        elif isinstance(rule, list):
            yield from _words(*rule)


def test_the_engine_compiles_each_period_once():
    first, last = (engine().program_on(day) for day in (engine().book.change_dates[-1],) * 2)
    assert first is last
