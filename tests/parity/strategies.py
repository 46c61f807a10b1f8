"""Rows of the contract's tables, as Hypothesis makes them: every value, every threshold to the fen."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from jifen import default_engine
from jifen.population.formats import PERSONS

FIRST_MONTH = 2015 * 12 + 3
FEN = Decimal("0.01")
WORDS = {column.name: st.sampled_from(column.words) for column in PERSONS if column.words}

bools = st.booleans()
#: few things in life happen often
seldom = st.integers(0, 9).map(lambda drawn: drawn == 0)


def thresholds() -> Iterator[Decimal]:
    """Every base at which some tier begins, of every wage on file."""
    book = default_engine().book
    tiers = book.parameters["si_base.tiers"].values[-1].value.values()
    for dated in book.parameters["average_wage.wage"].values:
        yield from (Decimal(tier["ratio"]) * dated.value["wage"] for tier in tiers)


exactly = st.sampled_from(sorted(set(thresholds())))
bases = (exactly | exactly.map(lambda base: base - FEN) | st.decimals(0, 60_000, places=2)).map(
    lambda base: base.quantize(FEN)
)
events = st.sampled_from([0, 0, 0, 0, 1, 2])
months = st.sampled_from([0, 11, 12, 59, 60, 61, 119, 120, 121, 400])


def persons() -> st.SearchStrategy[dict[str, Any]]:
    """A row of persons without its number."""
    steps = st.integers(0, 15).map(lambda steps: steps * 100_000.0)
    days = st.dates(date(1950, 1, 1), date(2005, 12, 31)) | st.sampled_from(
        [date(year, 2, 29) for year in range(1956, 2005, 4)]
    )
    return st.fixed_dictionaries(
        {
            "birth_date": days,
            **WORDS,
            "shortage_major": bools,
            "tax_average": st.none() | steps | steps.map(lambda tax: max(tax - 0.01, 0)),
            "local_hires_average": st.none() | st.integers(0, 150).map(float),
            "public_service_months": months,
            "remote_area_months": months,
            "fresh_graduate": bools,
            "spouse_married": st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1)) | days,
            "false_materials": events,
            "detentions": events,
            "crimes": events,
            "vetoed": seldom,
            "entrepreneur": seldom,
            "intermediary": seldom,
        }
    )


@st.composite
def payments(draw: st.DrawFn, last: int) -> list[dict[str, Any]]:
    """Rows of one person's ledger: stretches of months, some of them paid twice, some of bad quality."""
    rows = []
    for _ in range(draw(st.integers(0, 4))):
        begin = draw(st.integers(FIRST_MONTH, last))
        length = draw(st.integers(1, 50))
        flags = {
            "back_paid": draw(seldom),
            "matches_contract": not draw(seldom),
            "tax_consistent": not draw(seldom),
        }
        base = draw(bases)
        rows += [
            {"month": month // 12 * 100 + month % 12 + 1, "base": base, **flags}
            for month in range(begin, min(begin + length, last + 3))
        ]
    return rows


def populations(last: int) -> st.SearchStrategy[list[tuple[dict[str, Any], list[dict[str, Any]]]]]:
    """Some people with their payments until shortly after month ``last``."""
    return st.lists(st.tuples(persons(), payments(last)), min_size=1, max_size=12)
