"""Many courses of one person, each indicator followed once for all that leave alone what it reads (展望)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jifen.profile import Profile
from jifen.scoring import Course, Engine, Line, Standing, Walk


class Outlook:
    """Follows variants of one profile from ``on`` to ``until``.

    Variants must share the very objects of the sections that they leave alone (`Profile.model_copy` does).
    """

    def __init__(self, engine: Engine, on: date, until: date) -> None:
        self.on, self.until = on, until
        self.programs = engine.programs_between(on, until)
        self._lines: dict[tuple[object, ...], Line] = {}
        # Sections are told apart by identity, so they must outlive the outlook.
        self._kept: list[Profile] = []

    def standings(self, profile: Profile) -> tuple[Standing, ...]:
        """Give what holds when; conditions of application are not followed and count as met."""
        self._kept.append(profile)
        walk = Walk(self.programs, profile, self.until)
        program = self.programs[0][1]
        lines = {rule.id: self._line(walk, place) for place, rule in enumerate(program.indicators)}
        vetoes = {rule.id: self._veto(walk, place) for place, rule in enumerate(program.vetoes)}
        return tuple(Course(self.on, self.until, lines, {}, vetoes, self.programs).standings())

    def counts(self, profile: Profile, indicator: str) -> bool:
        """Tell whether an indicator yields points at the end of the outlook."""
        program = self.programs[-1][1]
        place = next(n for n, rule in enumerate(program.indicators) if rule.id == indicator)
        return Walk([(self.until, program)], profile, self.until).indicator(place)[0].value > 0

    def _line(self, walk: Walk, place: int) -> Line:
        reads = self.programs[0][1].indicators[place].reads
        key = (place, *(id(getattr(walk.profile, name)) for name in sorted(reads)))
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = walk.indicator(place)
        return line

    def _veto(self, walk: Walk, place: int) -> Line:
        # No action touches what vetoes read: one line serves all variants.
        line = self._lines.get(("veto", place))
        if line is None:
            line = self._lines["veto", place] = walk.veto(place)
        return line


@dataclass(frozen=True, slots=True)
class Need:
    """When the points are needed (用分): reached ``by`` a day, and kept through ``until``."""

    by: date
    until: date


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a course meets a need.

    ``reached``: the first day from which the mark is passed without a break through ``until``, or, when it is
    not passed by then, the first day after; None: never. ``falls``: the day on which a mark that is passed on
    ``by`` is lost before ``until``. ``least``: the least points over the mark from ``by`` through ``until``.
    """

    reached: date | None
    falls: date | None
    least: int

    def meets(self, need: Need) -> bool:
        """Tell whether the mark is reached in time and kept."""
        return self.reached is not None and self.reached <= need.by


def outcome(standings: Sequence[Standing], need: Need, pass_mark: int) -> Outcome:
    """Say how the standings of a course meet a need."""
    before = [standing for standing in standings if standing.day <= need.until]
    failing = next((place for place in range(len(before) - 1, -1, -1) if not before[place].passes), None)
    if failing is None:
        reached: date | None = before[0].day
    else:
        reached = next((standing.day for standing in standings[failing + 1 :] if standing.passes), None)
    needed = _through(before, need.by)
    falls = None
    if needed[0].passes:
        falls = next((standing.day for standing in needed if not standing.passes), None)
    return Outcome(reached, falls, min(standing.total for standing in needed) - pass_mark)


def _through(standings: Sequence[Standing], day: date) -> list[Standing]:
    """Give the standings that hold on a day and after it."""
    held = max((place for place, standing in enumerate(standings) if standing.day <= day), default=0)
    return list(standings[held:])
