"""The engine: walks the compiled law over one person's facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from jifen.errors import ProfileError
from jifen.law import LawBook
from jifen.mechanisms import Check, Facts, Program, compile_law
from jifen.profile import Profile, assumptions, check_dates
from jifen.scoring.assessment import Assessment, CheckResult, IndicatorResult, WarningFound


class Engine:
    """Scores profiles under a law book; compiles the law of each period once."""

    def __init__(self, book: LawBook) -> None:
        self.book = book
        self._programs: dict[date, Program] = {}

    def program_on(self, day: date) -> Program:
        """Give the compiled law of a day; PolicyDateError when no policy is in force."""
        law = self.book.law_on(day)
        program = self._programs.get(law.since)
        if program is None:
            program = self._programs[law.since] = compile_law(law)
        return program

    def programs_between(self, on: date, until: date) -> list[tuple[date, Program]]:
        """Give the compiled laws of a span of days, both inclusive, each with its first day in the span."""
        later = [day for day in self.book.change_dates if on < day <= until]
        return [(day, self.program_on(day)) for day in (on, *later)]

    def score(self, profile: Profile, on: date) -> Assessment:
        """Score a profile as of a day.

        Raises PolicyDateError when no policy is in force, ProfileError when the profile contradicts the day
        (a birth in the future), WageError when a wage from before the first on file would be needed.
        """
        program = self.program_on(on)
        problems = check_dates(profile, on)
        if problems:
            raise ProfileError(problems)
        facts = Facts(profile, on)
        indicators = _indicators(program, facts)
        conditions = _checks(program.conditions, facts)
        vetoes = _checks(program.vetoes, facts)
        vetoed = any(veto.met and veto.in_force for veto in vetoes)
        total = sum(result.points for result in indicators if result.counted)
        warnings = _warnings(program, facts, vetoes, conditions)
        return Assessment(
            on=on,
            policy=program.law.policy,
            total=total,
            pass_mark=program.pass_mark,
            passes=total >= program.pass_mark and not vetoed,
            vetoed=vetoed,
            eligible=not vetoed and all(condition.met for condition in conditions),
            indicators=indicators,
            conditions=conditions,
            vetoes=vetoes,
            warnings=warnings,
            assumptions=(*assumptions(profile), *facts.assumptions),
            program=program,
            facts=facts,
        )


def beaten(program: Program, points: Mapping[str, int]) -> set[str]:
    """Give the indicators that do not count because another one of their choice is higher (择高)."""
    lost: set[str] = set()
    for choice in program.choices:
        # max gives the first of equals: on a tie the indicator named first counts.
        best = max(choice, key=points.__getitem__)
        lost.update(name for name in choice if name != best)
    return lost


def _indicators(program: Program, facts: Facts) -> tuple[IndicatorResult, ...]:
    traces = {indicator.id: indicator.points.evaluate(facts) for indicator in program.indicators}
    lost = beaten(program, {name: trace.value for name, trace in traces.items()})
    return tuple(
        IndicatorResult(indicator, trace.value, indicator.id not in lost, trace)
        for indicator in program.indicators
        for trace in (traces[indicator.id],)
    )


def _checks(checks: tuple[Check, ...], facts: Facts) -> tuple[CheckResult, ...]:
    results = []
    for check in checks:
        trace = check.measure.of(facts)
        results.append(CheckResult(check, bool(trace.value), trace))
    return tuple(results)


def _warnings(
    program: Program, facts: Facts, vetoes: tuple[CheckResult, ...], conditions: tuple[CheckResult, ...]
) -> tuple[WarningFound, ...]:
    found = [
        WarningFound(result.id, result=result)
        for result in _checks(program.warnings, facts)
        if result.met and result.in_force
    ]
    for result in vetoes:
        dated = result.check.in_force
        if result.met and dated is not None and dated.dispute is not None:
            found.append(WarningFound(f"{result.id}_disputed", dated.dispute))
    for result in conditions:
        other = result.check.other
        if other is not None and bool(other.measure.of(facts).value) != result.met:
            found.append(WarningFound(f"{result.id}_disputed", other.dispute))
    for key, since in facts.disputes:
        series = program.law.section(key.split(".")[0]).parameters[key.split(".")[1]]
        found.append(WarningFound(f"{key.split('.')[0]}_disputed", series.on(since).dispute))
    note = program.law.policy.note
    if note is not None:
        found.append(WarningFound("policy_reading", note))
    return tuple(found)
