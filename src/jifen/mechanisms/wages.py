"""Average wages by month (社会平均工资) and which months of a run meet a multiple of them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from jifen.errors import Problem, WageError
from jifen.law import Dated, DatedSeries
from jifen.mechanisms.columns import Least
from jifen.mechanisms.facts import Facts, Run
from jifen.profile.months import format_month, month_of

_REMEMBERED = 4096


class Band(NamedTuple):
    """A time in which one wage is in force: its months counted back from the evaluation month, as bits."""

    months: int
    dated: Dated


class Threshold(NamedTuple):
    """The least base that meets a ratio in some months, exactly."""

    months: int
    least: Decimal
    dated: Dated


class WageTable:
    """The wages of a series, turned into thresholds: a dozen comparisons however many months there are."""

    def __init__(self, series: DatedSeries) -> None:
        self.series = series
        self.first_month = month_of(series.values[0].from_)
        last = series.values[-1]
        #: the last month for which a wage is on file; later ones are assumed
        self.last_month = None if last.to is None else month_of(last.to)
        self._thresholds: dict[tuple[int, Decimal | int, str], tuple[Threshold, ...]] = {}

    def bands(self, month: int) -> tuple[Band, ...]:
        """Give the wages in force up to ``month``, newest first."""
        bands = []
        newer = 0
        for dated in reversed(self.series.values):
            start = month_of(dated.from_)
            if start <= month:
                older = 1 << (month - start + 1)
                bands.append(Band(older - max(newer, 1), dated))
                newer = older
        return tuple(bands)

    def within(self, month: int, window: int) -> tuple[Dated, ...]:
        """Give the wages in force in a window that ends with ``month``, newest first."""
        return tuple(band.dated for band in self.bands(month) if band.months & window)

    def thresholds(self, month: int, ratio: Decimal | int, key: str = "wage") -> tuple[Threshold, ...]:
        """Give the least base that meets ``ratio`` times the series' ``key``, by time, newest first."""
        wanted = (month, ratio, key)
        found = self._thresholds.get(wanted)
        if found is None:
            if len(self._thresholds) >= _REMEMBERED:
                self._thresholds.clear()
            found = self._thresholds[wanted] = tuple(
                Threshold(band.months, band.dated.value[key] * Decimal(ratio), band.dated)
                for band in self.bands(month)
            )
        return found

    def least(self, month: int, ratio: Decimal | int, window: int) -> tuple[tuple[Least, ...], int]:
        """Give the least bases of a window, newest first, and those of its months that have no wage."""
        found = []
        for threshold in self.thresholds(month, ratio):
            if threshold.months & window:
                found.append(Least(month_of(threshold.dated.from_), threshold.least))
                window &= ~threshold.months
        return tuple(found), window

    def meeting(self, facts: Facts, runs: Iterable[Run], window: int, ratio: Decimal | int) -> int:
        """Give the months of runs, within ``window``, whose base is at least ``ratio`` times the wage.

        Raises WageError, naming the run, when such a month lies before the first wage on file.
        """
        thresholds = self.thresholds(facts.month, ratio)
        assumes = self.last_month is not None and facts.month > self.last_month
        met = 0
        for run in runs:
            asked = run.months & window
            if not asked:
                continue
            entry: Any = run.entry
            if entry.ratio is not None:
                met |= asked if entry.ratio >= ratio else 0
                continue
            met |= self._met(facts, run, asked, thresholds)
            if assumes:
                self._assume(facts, asked)
        return met

    def _met(self, facts: Facts, run: Run, asked: int, thresholds: tuple[Threshold, ...]) -> int:
        base: Any = run.entry.base
        met = 0
        for months, least, dated in thresholds:
            here = asked & months
            if here:
                if dated.dispute is not None:
                    facts.disputes[dated.key, dated.from_] = None
                if base >= least:
                    met |= here
                asked ^= here
                if not asked:
                    return met
        raise self._no_wage(facts, run, asked)

    def above(self, facts: Facts, runs: Iterable[Run], key: str) -> int:
        """Give the months of runs whose base is above the series' ``key``, such as the ceiling."""
        thresholds = self.thresholds(facts.month, 1, key)
        lowest = min((threshold.least for threshold in thresholds), default=Decimal(0))
        above = 0
        for run in runs:
            base: Any = run.entry.base
            if base is not None and base > lowest:
                for months, most, _ in thresholds:
                    if base > most:
                        above |= run.months & months
        return above

    def _assume(self, facts: Facts, months: int) -> None:
        """Record that months after the last wage on file were judged by that last wage."""
        later = facts.month - (self.last_month or 0)
        beyond = months & ((1 << later) - 1)
        if beyond:
            facts.assume_from(self.series.key, facts.month - (beyond.bit_length() - 1))

    def _no_wage(self, facts: Facts, run: Run, unknown: int) -> WageError:
        month = facts.month - (unknown.bit_length() - 1)
        problem = Problem(
            f"social_insurance[{run.place}].base",
            "no_wage",
            str(run.entry.base),
            {"month": format_month(month), "first": format_month(self.first_month)},
        )
        return WageError([problem])
