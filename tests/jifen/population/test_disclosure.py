"""Whoever solves the published numbers for the people behind them finds no small group."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from jifen import default_engine
from jifen.law import amended
from jifen.population.comparing import Comparison, Side, as_dict
from jifen.population.comparing.figures import STEP
from jifen.population.comparing.tallying import Crossing, Points
from jifen.scoring import Engine

ON = date(2026, 11, 22)
MARK = Path(__file__).resolve().parents[3] / "examples" / "what-if" / "pass-mark-125.yaml"


class Sort(NamedTuple):
    """A sort of people, all alike: of an age and a level, with points of two indicators under both laws."""

    age: int
    level: str
    first: tuple[int, int]
    second: tuple[int, int]
    before: int
    after: int
    vetoed: bool

    def total(self, side: int) -> int:
        return (self.before, self.after)[side]


#: totals on either side of both marks and between them
TOTALS = (64, 104, 118, 122, 150)
#: what the attacker knows that there can be; any total may become any other
SORTS = [
    Sort(*sort)
    for sort in product(
        (20, 25, 30),
        ("none", "master"),
        ((0, 0), (30, 10), (0, 20)),
        ((0, 0), (30, 0)),
        TOTALS,
        TOTALS,
        (False, True),
    )
]
Test = Callable[[Sort], float]


def sides(other_mark: bool) -> tuple[Side, Side]:
    book = default_engine().book
    program = Engine(book).program_on(ON)
    changed = amended(book, MARK)
    after = Engine(changed.book).program_on(ON) if other_mark else program
    return Side(program.law.policy.name, program), Side(changed.name, after)


BOTH = {other: sides(other) for other in (False, True)}


class World(NamedTuple):
    """So many people of each sort, and the laws."""

    counts: Mapping[Sort, int]
    laws: tuple[Side, Side]

    def passes(self, sort: Sort, side: int) -> bool:
        return sort.total(side) >= self.laws[side].program.pass_mark and not sort.vetoed

    def up(self, sort: Sort) -> bool:
        return self.passes(sort, 1) and not self.passes(sort, 0)

    def down(self, sort: Sort) -> bool:
        return self.passes(sort, 0) and not self.passes(sort, 1)

    def count(self, test: Test) -> int:
        return int(sum(people * test(sort) for sort, people in self.counts.items()))

    def columns(self, among: Test) -> dict[str, Test]:
        told: dict[str, Test] = {
            "people": lambda sort: True,
            "before": lambda sort: self.passes(sort, 0),
            "after": lambda sort: self.passes(sort, 1),
            "up": self.up,
            "down": self.down,
        }
        return {name: lambda sort, test=test: among(sort) * test(sort) for name, test in told.items()}

    def crossing(self, among: Test) -> Crossing:
        return Crossing(*(self.count(test) for test in self.columns(among).values()))

    def points(self, name: str) -> Points:
        moves: dict[tuple[int, int], int] = {}
        for sort, people in self.counts.items():
            move = getattr(sort, name)
            moves[move] = moves.get(move, 0) + people
        changes = changed(name)
        return Points(
            moves, *(self.count(lambda sort, w=way: changes(sort) * w(sort)) for way in (self.up, self.down))
        )

    def totals(self, side: int) -> dict[int, int]:
        found: dict[int, int] = {}
        for sort, people in self.counts.items():
            found[sort.total(side)] = found.get(sort.total(side), 0) + people
        return found

    def comparison(self) -> Comparison:
        moved = {name: self.points(name) for name in ("first", "second")}
        law = dict(zip(("age", "education"), moved.values(), strict=True))
        return Comparison(
            ON,
            self.laws,
            self.crossing(lambda sort: True),
            {
                age: self.crossing(lambda sort, age=age: sort.age == age)
                for age in sorted({sort.age for sort in self.counts})
            },
            {
                level: self.crossing(lambda sort, level=level: sort.level == level)
                for level in {sort.level for sort in self.counts}
            },
            {name: points for name, points in law.items() if points.changed},
            (
                self.count(lambda sort: unmoved(sort) * self.up(sort)),
                self.count(lambda sort: unmoved(sort) * self.down(sort)),
            ),
            (self.totals(0), self.totals(1)),
            self.count(lambda sort: sort.total(0) != sort.total(1)),
        )


def changed(name: str) -> Test:
    return lambda sort: getattr(sort, name)[0] != getattr(sort, name)[1]


def unmoved(sort: Sort) -> bool:
    return not changed("first")(sort) and not changed("second")(sort)


FIELDS = {"age": "first", "education": "second"}
LEVELS = {"none": 0, "master": 1}


def published(world: World, report: dict[str, Any]) -> Iterator[tuple[Test, float]]:
    """What each number of a report says of the sorts of people, and the number."""
    for row, among in kinds(world, report):
        for column, test in world.columns(among).items():
            if row[column] is not None:
                yield test, row[column]
    for row in report["by_indicator"]:
        field = FIELDS[row["id"]]
        yield from indicator(world, field, row)
    for way, test in (("up", world.up), ("down", world.down)):
        if report["by_mark"][way] is not None:
            yield (lambda sort, test=test: unmoved(sort) * test(sort)), report["by_mark"][way]
    for step in report["distribution"]:
        for side, name in enumerate(("before", "after")):
            if step[name] is not None:
                yield within(side, step["from"], step["below"]), step[name]


def within(side: int, low: int | None, high: int | None) -> Test:
    return lambda sort: (low is None or sort.total(side) >= low) and (high is None or sort.total(side) < high)


def kinds(world: World, report: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Test]]:
    yield report["whole"], lambda sort: True
    for row in report["by_age"]:
        low, high = map(int, row["name"].split("–"))
        yield row, lambda sort, low=low, high=high: low <= sort.age <= high
    labels = world.laws[0].program.law.section("education").labels
    places = {labels[word]["en"]: place for word, place in LEVELS.items()}
    for row in report["by_education"]:
        ends = [places[name] for name in row["name"].split(" – ")]
        yield row, lambda sort, ends=ends: ends[0] <= LEVELS[sort.level] <= ends[-1]


def indicator(world: World, field: str, row: dict[str, Any]) -> Iterator[tuple[Test, float]]:
    of = changed(field)
    told: dict[str, Test] = {
        "holders_before": lambda sort: getattr(sort, field)[0] != 0,
        "holders_after": lambda sort: getattr(sort, field)[1] != 0,
        "sum_before": lambda sort: getattr(sort, field)[0],
        "sum_after": lambda sort: getattr(sort, field)[1],
        "changed": of,
        "up": lambda sort: of(sort) * world.up(sort),
        "down": lambda sort: of(sort) * world.down(sort),
    }
    for name, test in told.items():
        if row[name] is not None:
            yield test, row[name]


def cells(world: World) -> Iterator[Test]:
    """Every cell that the tables have when nothing is put together or hidden."""
    groups: list[Test] = [lambda sort: True]
    groups += [lambda sort, age=age: sort.age == age for age in (20, 25, 30)]
    groups += [lambda sort, level=level: sort.level == level for level in LEVELS]
    for among in groups:
        yield from world.columns(among).values()
        yield lambda sort, among=among: among(sort) * world.passes(sort, 0) * world.passes(sort, 1)
        yield (
            lambda sort, among=among: among(sort) * (not world.passes(sort, 0)) * (not world.passes(sort, 1))
        )
    for field in FIELDS.values():
        everything = {"up": 0, "down": 0, "changed": 0, "holders_before": 0, "holders_after": 0}
        yield from (
            test for test, _ in indicator(world, field, everything | {"sum_before": None, "sum_after": None})
        )
    for way in (world.up, world.down):
        yield lambda sort, way=way: unmoved(sort) * way(sort)
    for side, low in product((0, 1), range(60, 210, STEP)):
        yield within(side, low, low + STEP)


def vector(test: Test, sorts: Sequence[Sort]) -> np.ndarray:
    return np.array([float(test(sort)) for sort in sorts])


def solve(facts: list[tuple[Test, float]]) -> tuple[list[Sort], np.ndarray, np.ndarray]:
    """Leave out the sorts of which there is nobody as published; give the rest and what is known of them."""
    empty = [test for test, number in facts if number == 0]
    sorts = [sort for sort in SORTS if not any(test(sort) for test in empty)]
    rows = np.array([vector(test, sorts) for test, _ in facts])
    return sorts, rows, np.array([number for _, number in facts])


worlds = st.builds(
    World,
    st.dictionaries(st.sampled_from(SORTS), st.sampled_from((1, 2, 4, 9, 12, 60)), min_size=1, max_size=40),
    st.sampled_from(list(BOTH.values())),
)


@settings(max_examples=15, phases=[Phase.explicit, Phase.generate])
@given(world=worlds)
def test_no_small_group_can_be_worked_out(world: World):
    least = 10
    report = as_dict(world.comparison(), least, "en")
    facts = list(published(world, report))
    for test, number in facts:
        assert world.count(test) == number
    if not facts:
        return
    sorts, rows, numbers = solve(facts)
    _, strengths, directions = np.linalg.svd(rows, full_matrices=False)
    directions = directions[strengths > 1e-9 * strengths[0]]
    # What any two numbers leave between them is at most their difference.
    pairs = (rows[:, None, :] - rows[None, :, :]).reshape(-1, len(sorts))
    between = (numbers[:, None] - numbers[None, :]).reshape(-1)
    bounds, limits = np.vstack([rows, pairs]), np.concatenate([numbers, between])
    nowhere_below = (bounds >= 0).all(axis=1)
    bounds, limits = bounds[nowhere_below], limits[nowhere_below]
    for cell in cells(world):
        count = world.count(cell)
        wanted = vector(cell, sorts)
        if not 0 < count < least:
            continue
        left = wanted - directions.T @ (directions @ wanted)
        assert np.linalg.norm(left) > 1e-6
        covering = (bounds >= wanted).all(axis=1)
        assert not covering.any() or limits[covering].min() >= least
