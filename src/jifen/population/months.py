"""Counting months in a ledger of many millions of rows (缴费月数): what rules ask, in as few scans as can be.

A month has a place in a cycle of five years; a person's months are an integer with those bits (decision 3),
so two payments in one month are one month, and a window is a mask. Thresholds stand in the filter: no row is
joined with a wage. The place of a month written yyyymm needs no division: within five years 100 a year and 12
a year are the same modulo 88, and the remainders tell all sixty months.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal
from functools import reduce
from hashlib import sha256
from operator import and_
from typing import Any

import ibis

from jifen.mechanisms import MonthsAsked, Value
from jifen.mechanisms.columns import Least
from jifen.population.truth import Term, any_term

#: months of a cycle: as many whole years as an integer of 64 bits takes
CYCLE = 5 * 12
#: a count's column in a table of facts begins so
COUNT = "months_"
_FEN = Decimal("0.01")


# Words that every engine has, and Ibis for not every one.
def _bit_count(bits: int) -> int:  # type: ignore[empty-body]
    """Count the bits."""


def _bit_or(bits: int, where: bool = True) -> int:  # type: ignore[empty-body]
    """Put the bits of many rows together."""


_counted: Any = ibis.udf.scalar.builtin(_bit_count, name="bit_count")
_together: Any = ibis.udf.agg.builtin(_bit_or, name="bit_or")


def yyyymm(month: int) -> int:
    """Write a month as the ledger does."""
    return month // 12 * 100 + month % 12 + 1


def place_of(written: Any) -> Any:
    """Give the place in its cycle of a month as the ledger writes it, also of a column of them."""
    return written % (5 * 100) % (100 - 12)


def month_from(written: int) -> int:
    """Read a month as the ledger writes it."""
    return written // 100 * 12 + written % 100 - 1


@dataclass(frozen=True)
class _Bits:
    """Months of a scan at a least base, reaching so many months back."""

    least: tuple[Least, ...] | None
    reach: int

    def answers(self, least: tuple[Least, ...] | None) -> bool:
        """Whether one list of least bases is the other's beginning: the longer window answers both."""
        if self.least is None or least is None:
            return self.least is least
        return all(one == other for one, other in zip(self.least, least, strict=False))

    def with_(self, other: _Bits) -> _Bits:
        """Give the bits that answer both."""
        least = None if self.least is None else max(self.least, other.least or (), key=len)
        return _Bits(least, max(self.reach, other.reach))


@dataclass
class _Scan:
    """One reading of the ledger: rows of one quality, and the months wanted of them."""

    number: int
    rows: tuple[Term, ...]
    bits: list[_Bits] = field(default_factory=list)

    @property
    def reach(self) -> int:
        """The months back that it reads."""
        return max(bits.reach for bits in self.bits)

    def place(self, least: tuple[Least, ...] | None) -> int | None:
        """Find the bits that answer a list of least bases."""
        return next((place for place, bits in enumerate(self.bits) if bits.answers(least)), None)

    def column(self, place: int, cycle: int) -> str:
        """Name a column of bits."""
        return f"bits_{self.number}_{place}_{cycle}"


class MonthCounts:
    """The counts that rules ask of a ledger on one day; ``first`` is the ledger's earliest month."""

    def __init__(self, month: int, first: int) -> None:
        self.month = month
        #: months from the ledger's first to the evaluation month
        self.ever = max(month - first + 1, 1)
        self.asked: dict[str, tuple[MonthsAsked, tuple[Term, ...]]] = {}
        self._scans: dict[tuple[Term, ...], _Scan] = {}

    def ask(self, asked: MonthsAsked, rows: tuple[Term, ...]) -> str:
        """Note a count that a rule needs; gives the name of its column."""
        scan = self._scans.setdefault(rows, _Scan(len(self._scans), rows))
        wanted = _Bits(asked.least, self._reach(asked.window))
        place = scan.place(asked.least)
        if place is None:
            scan.bits.append(wanted)
        else:
            scan.bits[place] = scan.bits[place].with_(wanted)
        name = self.name(asked, rows)
        self.asked[name] = asked, rows
        return name

    def name(self, asked: MonthsAsked, rows: tuple[Term, ...]) -> str:
        """Name a count by all that it depends on, so that a table of facts of another law does not fit."""
        content = repr((self.month, rows, asked.window, asked.least))
        return COUNT + sha256(content.encode()).hexdigest()[:12]

    def _reach(self, window: int) -> int:
        return self.ever if window < 0 else min(window.bit_length(), self.ever)

    def unknown(self, ledger: Value) -> list[tuple[int, Value]]:
        """Give the tests of rows whose base has no wage to be compared with, and the first known month."""
        tests: dict[tuple[int, int, tuple[Term, ...]], Value] = {}
        for asked, rows in self.asked.values():
            # The months without a wage are the oldest ones of a window.
            newest = self.month - ((asked.unknown & -asked.unknown).bit_length() - 1)
            oldest = self.month - self._reach(asked.window) + 1
            if asked.unknown and oldest <= newest:
                between = ledger.month.between(yyyymm(oldest), yyyymm(newest))
                tests[newest, oldest, rows] = any_term(ledger, rows) & between
        return [(newest + 1, test) for (newest, _, _), test in tests.items()]

    def beside(self, people: Value, ledger: Value) -> Value:
        """Give the persons with every count that was asked, each under its name."""
        joined = people
        for scan in self._scans.values():
            joined = joined.left_join(self._scanned(ledger, scan), "person_id").drop("person_id_right")
        counts = {name: self._count(joined, *asked) for name, asked in self.asked.items()}
        return joined.select(*people.columns, **counts)

    def _scanned(self, ledger: Value, scan: _Scan) -> Value:
        """Give a table ``person_id``, bits of months, of one scan."""
        oldest = yyyymm(self.month - scan.reach + 1)
        rows = ledger.filter(any_term(ledger, scan.rows), ledger.month.between(oldest, yyyymm(self.month)))
        # From the top down: a 1 would be shifted as a smaller integer by some engines.
        bit = ibis.literal(1 << CYCLE, "int64") >> (CYCLE - place_of(rows.month))
        # A base that no rule compares is not read.
        base = ["base"] if any(bits.least for bits in scan.bits) else []
        rows = rows.select("person_id", "month", *base, bit=bit)
        columns = {
            scan.column(place, cycle): _together(rows.bit, where=self._where(rows, bits, cycle, scan.reach))
            for place, bits in enumerate(scan.bits)
            for cycle in range(-(-bits.reach // CYCLE))
        }
        return rows.group_by("person_id").aggregate(**columns)

    def _where(self, rows: Value, bits: _Bits, cycle: int, reach: int) -> Value:
        """Say which rows of a scan make one integer of bits."""
        tests = []
        oldest = min((cycle + 1) * CYCLE, bits.reach)
        if oldest < reach:
            tests.append(rows.month >= yyyymm(self.month - oldest + 1))
        if cycle:
            tests.append(rows.month <= yyyymm(self.month - cycle * CYCLE))
        if bits.least is not None:
            tests.append(_reaches(rows, bits.least))
        return reduce(and_, tests) if tests else ibis.literal(True)

    def _count(self, joined: Value, asked: MonthsAsked, rows: tuple[Term, ...]) -> Value:
        """Count the months asked for in the bits that stand beside a person."""
        scan = self._scans[rows]
        place = scan.place(asked.least) or 0
        reach = scan.bits[place].reach
        until = self._reach(asked.window)
        since = 0 if asked.window < 0 else (asked.window & -asked.window).bit_length() - 1
        counts = []
        for cycle in range(-(-reach // CYCLE)):
            newest, oldest = cycle * CYCLE, min((cycle + 1) * CYCLE, reach)
            first, last = max(newest, since), min(oldest, until)
            if first < last:
                bits = joined[scan.column(place, cycle)]
                if (first, last) != (newest, oldest):
                    bits &= ibis.literal(_mask(self.month - last + 1, self.month - first), "int64")
                counts.append(_counted(bits).cast("int32").fill_null(0))
        return sum(counts[1:], start=counts[0]) if counts else ibis.literal(0, "int32")


def _mask(first: int, last: int) -> int:
    """Give the bits of the months from ``first`` to ``last``, which lie in one cycle."""
    return sum(1 << int(place_of(yyyymm(month))) for month in range(first, last + 1))


def _reaches(rows: Value, least: tuple[Least, ...]) -> Value:
    """Compare exactly: a base of whole fen (yuan) reaches what the next whole fen (yuan) reaches."""
    kind: Any = rows.base.type()
    branches = [(rows.month >= yyyymm(since), _literal(base, kind)) for since, base in least]
    return rows.base >= ibis.cases(*branches)


def _literal(base: Decimal, kind: Any) -> Value:
    if kind.is_decimal():
        return ibis.literal(base.quantize(_FEN, ROUND_CEILING), f"decimal({kind.precision}, 2)")
    return ibis.literal(int(base.to_integral_value(ROUND_CEILING)), "int32")
