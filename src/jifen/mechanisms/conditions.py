"""Conditions on one entry of a list: a diploma, a credential, a run of months (逐条条件).

A law file writes ``{id: ..., <test>}``; the tests are ``is_true``, ``is_false`` (a field of the entry),
``one_of`` ({field: [values]}), ``not_after`` (a date not later than the evaluation date; absent means
'already') and ``any_of`` (a list of tests, of which one is enough). The id names the reason when it fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from jifen.errors import LawError
from jifen.mechanisms.node import NEVER

if TYPE_CHECKING:
    from jifen.mechanisms.facts import Facts

Test = Callable[[Any, "Facts"], bool]


class Conditions:
    """A list of named tests that must all hold, in the order in which they are asked."""

    __slots__ = ("dates", "tests")

    def __init__(self, tests: Sequence[tuple[str, Test]], dates: frozenset[str] = frozenset()) -> None:
        self.tests = tuple(tests)
        #: the fields of an entry whose day alone changes the answer
        self.dates = dates

    def __add__(self, other: Conditions) -> Conditions:
        """Give the tests of both, these first."""
        return Conditions((*self.tests, *other.tests), self.dates | other.dates)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the tests, each the reason of a failure."""
        return tuple(name for name, _ in self.tests)

    def failing(self, entry: Any, facts: Facts) -> str | None:
        """Give the id of the first test that does not hold; None when all hold."""
        for name, test in self.tests:
            if not test(entry, facts):
                return name
        return None

    def next_change(self, entry: Any, facts: Facts) -> date:
        """Give a day before which the answer for an entry stays what it is; NEVER for good."""
        days = (getattr(entry, name) for name in self.dates)
        return min((day for day in days if day is not None and day > facts.on), default=NEVER)


def compile_conditions(words: Sequence[Mapping[str, Any]], model: type[Any], place: str) -> Conditions:
    """Make conditions from a law file's words for entries of ``model``; LawError names what is wrong."""
    tests = []
    for entry in words:
        rest = {key: value for key, value in entry.items() if key != "id"}
        if "id" not in entry:
            raise LawError(f"{place}: a condition without an id")
        tests.append((str(entry["id"]), _test(rest, model, f"{place}.{entry['id']}")))
    return Conditions(tests, frozenset(name for entry in words for name in _dates_in(entry)))


def _dates_in(words: Mapping[str, Any]) -> Iterator[str]:
    """Give the fields whose dates a test asks for, those of alternatives included."""
    if "not_after" in words:
        yield words["not_after"]
    for alternative in words.get("any_of", ()):
        yield from _dates_in(alternative)


def _test(words: Mapping[str, Any], model: type[Any], place: str) -> Test:
    if len(words) != 1:
        raise LawError(f"{place}: exactly one test is expected, found {', '.join(words) or 'none'}")
    ((kind, content),) = words.items()
    maker = _TESTS.get(kind)
    if maker is None:
        raise LawError(f"{place}: {kind}: no such test; known are {', '.join(sorted(_TESTS))}")
    return maker(content, model, place)


def check_field(name: Any, value: Any, model: type[Any], place: str) -> str:
    """Refuse a field that an entry does not have, and a value that its field cannot have."""
    if not isinstance(name, str) or name not in model.model_fields:
        raise LawError(f"{place}: an entry has no field {name}; it has {', '.join(model.model_fields)}")
    kind = model.model_fields[name].annotation
    allowed = get_args(kind) if get_origin(kind) is Literal else (True, False) if kind is bool else ()
    if value not in allowed:
        words = ", ".join(map(str, allowed)) or "nothing that can be compared"
        raise LawError(f"{place}: {name} cannot be {value}; it is one of {words}")
    return name


def _is_true(content: Any, model: type[Any], place: str) -> Test:
    name = check_field(content, True, model, place)
    return lambda entry, facts: getattr(entry, name) is True


def _is_false(content: Any, model: type[Any], place: str) -> Test:
    name = check_field(content, False, model, place)
    return lambda entry, facts: getattr(entry, name) is not True


def _one_of(content: Any, model: type[Any], place: str) -> Test:
    if not isinstance(content, Mapping) or len(content) != 1:
        raise LawError(f"{place}: one_of: write it as {{field: [values]}}")
    ((name, allowed),) = content.items()
    values = frozenset(allowed)
    for value in values:
        check_field(name, value, model, place)
    return lambda entry, facts: getattr(entry, name) in values


def _not_after(content: Any, model: type[Any], place: str) -> Test:
    dates = [name for name, field in model.model_fields.items() if date in get_args(field.annotation)]
    if content not in dates:
        raise LawError(f"{place}: an entry has no date {content}; it has {', '.join(dates)}")
    name: str = content

    def test(entry: Any, facts: Facts) -> bool:
        day = getattr(entry, name)
        return day is None or day <= facts.on

    return test


def _any_of(content: Any, model: type[Any], place: str) -> Test:
    tests = tuple(_test(words, model, place) for words in content)
    return lambda entry, facts: any(test(entry, facts) for test in tests)


_TESTS: dict[str, Callable[[Any, type[Any], str], Test]] = {
    "is_true": _is_true,
    "is_false": _is_false,
    "one_of": _one_of,
    "not_after": _not_after,
    "any_of": _any_of,
}
