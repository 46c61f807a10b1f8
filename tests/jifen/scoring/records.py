"""Insurance records at the edges: thresholds to the fen, changes of the wage, overlaps, back-payment."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from tests.jifen.scoring.naive import TIERS, WAGES

from jifen.profile.months import format_month, month_of

Record = list[dict[str, Any]]

#: Evaluation dates whose 48 months all have a wage on file, and some after the last one.
dates = st.dates(date(2019, 3, 1), date(2030, 12, 31)) | st.sampled_from(
    [date(2019, 3, 31), date(2026, 6, 30), date(2026, 7, 1), date(2027, 7, 1), date(2024, 2, 29)]
)
flags = {
    "back_paid": st.sampled_from([True, False, False]),
    "matches_contract": st.sampled_from([False, True, True]),
    "tax_consistent": st.sampled_from([False, True, True]),
    "employer": st.sampled_from(["甲", "乙", "丙"]),
}


@st.composite
def edge_bases(draw: st.DrawFn) -> Decimal:
    """A base at a multiple of some wage, a fen more or less, sometimes anything."""
    wage = draw(st.sampled_from(list(WAGES.values())))
    ratio = draw(st.sampled_from([Decimal(tier[0]) for tier in TIERS]))
    fen = draw(st.sampled_from([-1, 0, 0, 1]))
    return draw(st.sampled_from([wage * ratio + Decimal(fen) / 100]) | st.integers(0, 45_000).map(Decimal))


def ratios() -> st.SearchStrategy[Decimal]:
    """Ratios at and around the tiers."""
    return st.sampled_from(
        [Decimal(text) for text in ("0.6", "0.79", "0.8", "0.99", "1", "1.99", "2", "2.99", "3")]
    )


@st.composite
def runs_near(draw: st.DrawFn, month: int, *, planned: bool = True) -> dict[str, Any]:
    """A run that touches the windows before ``month``, or begins after it when ``planned``."""
    start = draw(st.integers(month - 64, month + (6 if planned else 0)))
    run: dict[str, Any] = {"from": format_month(start)}
    if draw(st.booleans()):
        run["to"] = format_month(start + draw(st.integers(0, 60)))
    key = draw(st.sampled_from(["base", "ratio"]))
    run[key] = draw(edge_bases() if key == "base" else ratios())
    return {**run, **draw(st.fixed_dictionaries({}, optional=flags))}


@st.composite
def long_runs(draw: st.DrawFn, month: int) -> Record:
    """A record without gaps about as long as the windows, cut into qualifying runs: counts near the needs."""
    length = draw(st.integers(22, 50))
    cuts = sorted(draw(st.sets(st.integers(1, length - 1), max_size=3)))
    starts = [month - length + 1 + cut for cut in (0, *cuts)]
    record = []
    for number, start in enumerate(starts):
        run: dict[str, Any] = {"from": format_month(start)}
        if number + 1 < len(starts):
            run["to"] = format_month(starts[number + 1] - 1)
        run.update(
            draw(st.fixed_dictionaries({"base": edge_bases()}) | st.fixed_dictionaries({"ratio": ratios()}))
        )
        record.append(run)
    return record


@st.composite
def dated_records(draw: st.DrawFn, *, planned: bool = True) -> tuple[date, Record]:
    """An evaluation date with a record around it."""
    on = draw(dates)
    month = month_of(on)
    several = st.lists(runs_near(month, planned=planned), max_size=6)
    both = st.tuples(long_runs(month), st.lists(runs_near(month, planned=planned), max_size=2)).map(
        lambda parts: [*parts[0], *parts[1]]
    )
    return on, draw(several | both)
