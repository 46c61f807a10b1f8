"""Scoring everybody under two laws at once, and counting what differs (两种规则之下各有多少人)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import and_
from typing import Any

import ibis

from jifen.law import Dated, Text
from jifen.mechanisms import Program, Value
from jifen.population.compiling import scored
from jifen.population.engines import Engine, Tell
from jifen.population.running import Means, Tables, opened
from jifen.population.table import Persons

#: prefixes of the two laws' columns
BEFORE, AFTER = "before_", "after_"
#: years of a band of ages
BAND = 5
#: columns of what is asked beside the indicators; none has such a name
_TOTAL, _UP, _DOWN = "total", "_up", "_down"


@dataclass(frozen=True)
class Side:
    """One of the two laws: what it is called, compiled, and which values it changes, if it is a proposal."""

    name: Text
    program: Program
    changed: Mapping[str, tuple[Dated, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Crossing:
    """People of one kind: how many, how many pass under each law, how many cross in which direction."""

    people: int
    before: int
    after: int
    up: int
    down: int

    def __add__(self, other: Crossing) -> Crossing:
        """Give both kinds together."""
        pairs = zip(self.as_tuple(), other.as_tuple(), strict=True)
        return Crossing(*(one + another for one, another in pairs))

    def as_tuple(self) -> tuple[int, int, int, int, int]:
        """Give the five counts."""
        return self.people, self.before, self.after, self.up, self.down


@dataclass(frozen=True)
class Points:
    """One indicator: people by their points before and after, and who of the changed crosses."""

    moves: Mapping[tuple[int, int], int]
    up: int
    down: int

    @property
    def changed(self) -> int:
        """Whose points change."""
        return sum(people for (old, new), people in self.moves.items() if old != new)

    def holders(self, side: int) -> int:
        """Count who has points under a law (0: the first, 1: the second)."""
        return sum(people for points, people in self.moves.items() if points[side] != 0)

    def sum(self, side: int) -> int:
        """Add up the points under a law."""
        return sum(points[side] * people for points, people in self.moves.items())


@dataclass(frozen=True)
class Comparison:
    """Everything that is counted, nothing suppressed yet: for `report` only."""

    on: date
    sides: tuple[Side, Side]
    whole: Crossing
    by_age: Mapping[int, Crossing]
    by_education: Mapping[str, Crossing]
    #: those whose points change for anybody
    by_indicator: Mapping[str, Points]
    #: who crosses though none of their points change: by the mark or the veto alone
    by_mark: tuple[int, int]
    #: people by total, under each law
    totals: tuple[Mapping[int, int], Mapping[int, int]]
    totals_changed: int


def compare(
    sides: tuple[Side, Side],
    write: Callable[[Comparison], str],
    tables: Tables,
    on: date,
    out: str,
    means: Means,
    tell: Tell,
) -> Comparison:
    """Score everybody under both laws, count, and write the report that ``write`` makes of it to ``out``.

    Gives the counts too. Raises as `running.score` does.
    """
    programs = dict(zip((BEFORE, AFTER), (side.program for side in sides), strict=True))
    with opened(list(programs.values()), tables, on, out, means) as (work, target):
        age = Persons(work.facts, on, work.counts).years_since(work.facts.birth_date)
        facts = work.facts.mutate(band=(age // BAND * BAND).cast("int32"), level=work.facts.education)
        both = scored(programs, facts, on, work.counts, keep=("band", "level"))
        file = target.aside / "both.parquet"
        work.engine.write(both, file, True, tell)
        found = _counted(work.engine, work.engine.read([str(file)], "both"), sides, on)
        target.result.write_text(write(found), "utf-8")
    return found


def _counted(engine: Engine, both: Value, sides: tuple[Side, Side], on: date) -> Comparison:
    groups = _crossings(engine, both)
    nobody = Crossing(0, 0, 0, 0, 0)
    by_age: dict[int, Crossing] = {}
    by_level: dict[str, Crossing] = {}
    for (band, level), crossing in groups.items():
        by_age[band] = by_age.get(band, nobody) + crossing
        by_level[level] = by_level.get(level, nobody) + crossing
    names = [one.id for one in sides[0].program.indicators]
    changed = _changed(engine, both, names)
    return Comparison(
        on,
        sides,
        sum(groups.values(), start=nobody),
        dict(sorted(by_age.items())),
        by_level,
        {name: _points(engine, both, name) for name in names if changed[name]},
        (changed[_UP], changed[_DOWN]),
        (_totals(engine, both, BEFORE), _totals(engine, both, AFTER)),
        changed[_TOTAL],
    )


def _crossings(engine: Engine, both: Value) -> dict[tuple[int, str], Crossing]:
    before, after = both[f"{BEFORE}passes"], both[f"{AFTER}passes"]
    up, down = _crossing(both)
    grouped = both.group_by("band", "level").aggregate(
        people=both.count(),
        before=before.sum(),
        after=after.sum(),
        up=up.sum(),
        down=down.sum(),
    )
    names = ("people", "before", "after", "up", "down")
    return {
        (row["band"], row["level"]): Crossing(*(int(row[name]) for name in names))
        for row in engine.ask(grouped)
    }


def _changed(engine: Engine, both: Value, names: list[str]) -> dict[str, int]:
    """Count whose points change by indicator, whose total, and who crosses though no points change."""
    up, down = _crossing(both)
    asked = {name: (both[f"{BEFORE}{name}"] != both[f"{AFTER}{name}"]).sum() for name in [*names, _TOTAL]}
    equal = [both[f"{BEFORE}{name}"] == both[f"{AFTER}{name}"] for name in names]
    same: Any = reduce(and_, equal, ibis.literal(True))
    asked |= {_UP: (up & same).sum(), _DOWN: (down & same).sum()}
    return {name: int(value or 0) for name, value in engine.ask(both.aggregate(**asked))[0].items()}


def _points(engine: Engine, both: Value, name: str) -> Points:
    old, new = both[f"{BEFORE}{name}"], both[f"{AFTER}{name}"]
    up, down = _crossing(both)
    changed = old != new
    asked = {"people": both.count(), "up": (up & changed).sum(), "down": (down & changed).sum()}
    rows = engine.ask(both.group_by(old=old, new=new).aggregate(**asked))
    moves = {(int(row["old"]), int(row["new"])): int(row["people"]) for row in rows}
    return Points(
        dict(sorted(moves.items())), *(sum(int(row[way] or 0) for row in rows) for way in ("up", "down"))
    )


def _crossing(both: Value) -> tuple[Value, Value]:
    before, after = both[f"{BEFORE}passes"], both[f"{AFTER}passes"]
    return after & ~before, before & ~after


def _totals(engine: Engine, both: Value, prefix: str) -> dict[int, int]:
    total = both[f"{prefix}total"]
    rows = engine.ask(both.group_by(total=total).aggregate(people=both.count()))
    return {row["total"]: row["people"] for row in sorted(rows, key=lambda row: int(row["total"]))}
