"""The score over time (走势): the days on which something changes between two days, and nothing else.

Each rule is asked when it may change (`Node.next_change`), so twenty years cost a few scorings, and the
course is exact on every day: the same nodes evaluate, under the law of the day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from jifen.errors import ProfileError
from jifen.mechanisms import Check, Facts, Indicator, Program, Trace
from jifen.profile import Profile, check_dates
from jifen.scoring.engine import Engine, beaten


class Step(NamedTuple):
    """What a rule yields from ``day`` on until its next step: points, or whether a check holds."""

    day: date
    value: int
    trace: Trace
    facts: Facts
    program: Program


#: what one rule yields over time, oldest first; the first step is that of the first day
Line = tuple[Step, ...]
#: asks a rule on one day: its value, its trace, and a day before which the value stays
Ask = Callable[[Facts], tuple[int, Trace, date]]


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds from ``day`` on until the next standing. ``points``: of what counts, without zeros."""

    day: date
    points: Mapping[str, int]
    total: int
    passes: bool
    vetoed: bool
    eligible: bool


@dataclass(frozen=True)
class Course:
    """The course of one profile from ``on`` to ``until``, both inclusive; lines by the rule's id."""

    on: date
    until: date
    indicators: Mapping[str, Line]
    conditions: Mapping[str, Line]
    vetoes: Mapping[str, Line]
    programs: Sequence[tuple[date, Program]] = field(repr=False)

    def standings(self) -> Iterator[Standing]:
        """Walk the days on which total, points, veto or eligibility may change, oldest first."""
        groups = (self.indicators, self.conditions, self.vetoes)
        now = [{name: line[0].value for name, line in group.items()} for group in groups]
        yield self._standing(self.on, *now)
        turns = [
            (step.day, number, name, step.value)
            for number, group in enumerate(groups)
            for name, line in group.items()
            for step in line[1:]
        ]
        turns += [(day, 0, "", 0) for day, _ in self.programs[1:]]
        for day, together in groupby(sorted(turns), key=lambda turn: turn[0]):
            for _, number, name, value in together:
                if name:
                    now[number][name] = value
            yield self._standing(day, *now)

    def program_on(self, day: date) -> Program:
        """Give the compiled law of a day of the course."""
        return self.programs[bisect_right(self.programs, day, key=lambda pair: pair[0]) - 1][1]

    def _standing(
        self, day: date, points: Mapping[str, int], conditions: Mapping[str, int], vetoes: Mapping[str, int]
    ) -> Standing:
        program = self.program_on(day)
        lost = beaten(program, points)
        counted = {name: value for name, value in points.items() if value and name not in lost}
        total, vetoed = sum(counted.values()), any(vetoes.values())
        passes = total >= program.pass_mark and not vetoed
        return Standing(day, counted, total, passes, vetoed, all(conditions.values()) and not vetoed)


def at(line: Line, day: date) -> Step:
    """Give the step of a line that holds on a day."""
    return line[bisect_right(line, day, key=lambda step: step.day) - 1]


class Walk:
    """Follows single rules of one profile under the laws of a span of days.

    Facts of a day are shared between its rules. Raises what `Engine.score` raises.
    """

    def __init__(self, programs: Sequence[tuple[date, Program]], profile: Profile, until: date) -> None:
        """Follow under the laws that `Engine.programs_between` gives."""
        problems = check_dates(profile, programs[0][0])
        if problems:
            raise ProfileError(problems)
        self.programs, self.profile, self.until = programs, profile, until
        self._facts: dict[date, Facts] = {}

    def indicator(self, place: int) -> Line:
        """Follow the indicator at a place of the law's order."""
        return self._line([_of_indicator(program.indicators[place]) for _, program in self.programs])

    def condition(self, place: int) -> Line:
        """Follow the condition of application at a place of the law's order."""
        return self._line([_of_check(program.conditions[place], True) for _, program in self.programs])

    def veto(self, place: int) -> Line:
        """Follow the veto at a place of the law's order; it holds only while it is in force."""
        vetoes = [program.vetoes[place] for _, program in self.programs]
        return self._line([_of_check(veto, veto.in_force is None or veto.in_force.value) for veto in vetoes])

    def _line(self, asks: Sequence[Ask]) -> Line:
        steps: list[Step] = []
        last = len(asks) - 1
        for number, ((first, program), ask) in enumerate(zip(self.programs, asks, strict=True)):
            end = self.until if number == last else self.programs[number + 1][0] - timedelta(days=1)
            day = first
            while day <= end:
                facts = self._facts_on(day)
                value, trace, following = ask(facts)
                if not steps or steps[-1].value != value:
                    steps.append(Step(day, value, trace, facts, program))
                day = following
        return tuple(steps)

    def _facts_on(self, day: date) -> Facts:
        facts = self._facts.get(day)
        if facts is None:
            facts = self._facts[day] = Facts(self.profile, day)
        return facts


def follow(engine: Engine, profile: Profile, on: date, until: date) -> Course:
    """Give the course of a profile; open runs of months go on, every other fact stays as it is written.

    Raises PolicyDateError, ProfileError, WageError as `Engine.score` does.
    """
    walk = Walk(engine.programs_between(on, until), profile, until)
    program = walk.programs[0][1]
    return Course(
        on,
        until,
        {rule.id: walk.indicator(place) for place, rule in enumerate(program.indicators)},
        {rule.id: walk.condition(place) for place, rule in enumerate(program.conditions)},
        {rule.id: walk.veto(place) for place, rule in enumerate(program.vetoes)},
        walk.programs,
    )


def _of_indicator(indicator: Indicator) -> Ask:
    def ask(facts: Facts) -> tuple[int, Trace, date]:
        trace = indicator.points.evaluate(facts)
        return trace.value, trace, indicator.points.next_change(facts, trace)

    return ask


def _of_check(check: Check, in_force: bool) -> Ask:
    def ask(facts: Facts) -> tuple[int, Trace, date]:
        trace = check.measure.of(facts)
        return bool(trace.value) and in_force, trace, check.measure.next_change(facts)

    return ask
