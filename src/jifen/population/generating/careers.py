"""Invented insurance records (虚构的缴费): careers with gaps, new jobs, rising bases, months paid back."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jifen.law import DatedSeries
from jifen.population.formats import PERSONS
from jifen.population.generating.draws import OF, Draws, Ints, chance_of, shares
from jifen.population.generating.people import Bools, People, town
from jifen.population.months import yyyymm
from jifen.profile.months import month_of

_EDUCATION = next(column.words for column in PERSONS if column.name == "education")


def by_education(values: list[int], some: People) -> Ints:
    """Give everybody the value of their education."""
    return np.array(values, dtype=np.int64)[some.education]


class Wages(NamedTuple):
    """Average wage, floor and ceiling of each month, in fen; whether the month begins a new wage."""

    wage: Ints
    floor: Ints
    ceiling: Ints
    new: Bools


def wages_of(series: DatedSeries, first: int, months: int) -> Wages:
    """Read the wages of some months from the law; before the first on file the first holds."""
    starts = [month_of(dated.from_) for dated in series.values]
    places = np.maximum(np.searchsorted(starts, np.arange(first, first + months), side="right") - 1, 0)
    amounts = {
        key: np.array([int(dated.value[key] * 100) for dated in series.values], dtype=np.int64)[places]
        for key in ("wage", "floor", "ceiling")
    }
    return Wages(**amounts, new=np.diff(places, prepend=places[:1]) != 0)


class _Job:
    """The state of everybody's work as the months go by."""

    def __init__(self, draw: Draws, some: People) -> None:
        base = [town()["base"][word] for word in _EDUCATION]
        lowest, spread = (by_education([entry[key] for entry in base], some) for key in ("from", "spread"))
        #: base in thousandths of the average wage
        self.level: Ints = lowest + draw.below("base", spread)
        self.without: Ints = np.zeros(len(some.ids), dtype=np.int64)
        self.pays_back: Bools = np.zeros(len(some.ids), dtype=bool)
        self.gone: Bools = np.zeros(len(some.ids), dtype=bool)
        self.other_payer: Bools = draw.happens("payer", town()["career"]["other_payer"])
        self.tax_differs: Bools = draw.happens("differs", town()["career"]["tax_differs"])
        self.whole: Bools = draw.happens("whole", town()["career"]["whole_yuan"])
        self.fen: Ints = np.zeros(len(some.ids), dtype=np.int64)

    def new_jobs(self, draw: Draws, step: int, working: Bools, rules: dict[str, Any]) -> Bools:
        """Let some change their job, with a gap or without; gives who did."""
        bits, more = draw.bits("job", step), draw.bits("gap", step)
        changes: Bools = working & (self.without == 0) & (shares(bits, 0) < chance_of(rules["new_job"]))
        gap = changes & (shares(bits, 1) < chance_of(rules["gap"]))
        self.without = np.where(gap, 1 + shares(more, 0) * rules["gap_months"] // 2**16, self.without)
        self.pays_back = np.where(gap, shares(bits, 2) < chance_of(rules["paid_back"]), self.pays_back)
        rise = shares(more, 1) * rules["rise_at_new_job"] // 2**16 - rules["rise_at_new_job"] // 5
        self.level = np.where(changes, self.level * (OF + rise) // OF, self.level)
        other_payer = shares(more, 2) < chance_of(rules["other_payer"])
        self.other_payer = np.where(changes, other_payer, self.other_payer)
        tax_differs = shares(more, 3) < chance_of(rules["tax_differs"])
        self.tax_differs = np.where(changes, tax_differs, self.tax_differs)
        self.gone |= working & (shares(bits, 3) < chance_of(rules["leaves_for_good"]))
        return changes

    def set_base(self, who: Bools, wages: Wages, month: int) -> None:
        """Declare a base: a part of the average wage, within floor and ceiling."""
        fen = self.level * wages.wage[month] // OF
        fen = np.where(self.whole, fen // 100 * 100, fen)
        fen = np.clip(fen, wages.floor[month], wages.ceiling[month])
        self.fen = np.where(who, fen, self.fen)


class _Grid(NamedTuple):
    """What was paid, by person and month; a base of 0 is no payment."""

    fen: NDArray[np.int32]
    back_paid: Bools
    other_payer: Bools
    tax_differs: Bools
    twice: Bools


def careers(seed: int, some: People, first: int, wages: Wages) -> pa.Table:
    """Invent the ledger of some persons from month ``first`` on, ordered by person and month."""
    draw, rules = Draws(seed, some.ids), town()["career"]
    months = len(wages.wage)
    size = (len(some.ids), months)
    grid = _Grid(np.zeros(size, dtype=np.int32), *(np.zeros(size, dtype=bool) for _ in range(4)))
    begins = _begins(draw, some, months, rules)
    job = _Job(draw, some)
    for month in range(months):
        working = (begins <= month) & ~job.gone
        changed = job.new_jobs(draw, month, working & (begins < month), rules)
        if wages.new[month]:
            rise = draw.below("rise", rules["rise_a_year"], month)
            job.level = np.where(working, job.level * (OF + rise) // OF, job.level)
        job.set_base(changed | (begins == month) | wages.new[month], wages, month)
        away = job.without > 0
        paid = working & (~away | job.pays_back)
        grid.fen[:, month] = np.where(paid, job.fen, 0)
        grid.back_paid[:, month] = paid & away
        grid.other_payer[:, month] = job.other_payer
        grid.tax_differs[:, month] = job.tax_differs
        grid.twice[:, month] = paid & ~away & draw.happens("twice", rules["second_payer"], month)
        job.without -= away
    return _rows(some.ids, first, grid)


def _begins(draw: Draws, some: People, months: int, rules: dict[str, Any]) -> Ints:
    """Say in which month of the table, or how long before it, everybody began to pay in the city."""
    starts = by_education([town()["starts_work"][word] for word in _EDUCATION], some)
    worked = np.maximum(some.months_old - starts * 12, 1)
    since = draw.below("arrives", np.minimum(worked, rules["arrives_within_years"] * 12)) + 1
    begins = months - np.where(draw.happens("later", rules["arrives_later"]), since, worked)
    # Who began before the table pays in its first month.
    first: Ints = np.maximum(begins, 0)
    return first


def _rows(ids: Ints, first: int, grid: _Grid) -> pa.Table:
    months = grid.fen.shape[1]
    times = (grid.fen > 0).astype(np.int64).ravel() + grid.twice.ravel()
    place = np.repeat(np.arange(times.size), times)
    # The second payment of a month follows the first; its payer is not the contract's employer.
    second = np.diff(place, prepend=-1) == 0
    written = np.array([yyyymm(first + month) for month in range(months)], dtype=np.int32)
    fen = grid.fen.ravel()[place].astype(np.int64)
    fen = np.where(second, fen // 2, fen)
    return pa.table(
        {
            "person_id": np.repeat(ids, months)[place],
            "month": written[place % months],
            "base": decimals(fen),
            "back_paid": grid.back_paid.ravel()[place],
            "matches_contract": ~(grid.other_payer.ravel()[place] | second),
            "tax_consistent": ~grid.tax_differs.ravel()[place],
        }
    )


def decimals(fen: Ints) -> pa.Array:
    """Give amounts in fen as exact decimals of CNY, without a number in between."""
    words = np.zeros((len(fen), 2), dtype=np.int64)
    words[:, 0] = fen
    return pa.Array.from_buffers(pa.decimal128(10, 2), len(fen), [None, pa.py_buffer(words)])
