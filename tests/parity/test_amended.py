"""Under any change of the law that its schema allows, columns and the scalar engine stay one."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.parity.columns import in_columns, one_by_one, sql_of, tables_of
from tests.parity.strategies import populations

from jifen import default_engine
from jifen.law import amended
from jifen.law.units import TIER
from jifen.population.compiling import bears_on
from jifen.profile.months import month_of
from jifen.scoring import Engine

BOOK = default_engine().book
DAYS = [date(2017, 6, 30), date(2021, 3, 31), date(2026, 11, 22)]
#: what the tables are scored by: not windows of averages and events, which come ready, nor the procedure
SCORED = sorted(key for key in BOOK.parameters if bears_on(default_engine().program_on(DAYS[-1]), key))
#: windows longer than an integer of bits, and than the ledger
MONTHS = st.integers(1, 150) | st.sampled_from([12, 59, 60, 61, 120, 121])
WHOLE = st.integers(1, 400_000)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "points": st.integers(-200, 200),
    "months": MONTHS,
    "years": st.integers(1, 80),
    "age": st.integers(1, 80),
    "persons": st.integers(1, 40),
    "yes_no": st.booleans(),
    "times_average_wage": st.integers(1, 400).map(lambda hundredths: Decimal(hundredths) / 100),
    "cny_a_month": st.integers(1, 4_000_000).map(lambda fen: Decimal(fen) / 100),
    "cny_a_year": WHOLE,
}


@st.composite
def tiers(draw: st.DrawFn, now: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for name in now:
        tier = {key: draw(VALUES[unit]) for key, unit in TIER.items()}
        found[name] = {**tier, "months": min(tier["months"], tier["window_months"])}
    return found


def value_of(unit: str, now: Any) -> st.SearchStrategy[Any]:
    if unit == "tiers":
        return tiers(now)
    if isinstance(now, dict):
        return st.fixed_dictionaries(dict.fromkeys(now, VALUES[unit]))
    return VALUES[unit]


@st.composite
def changes(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Up to three parameters, each changed for a stretch of time."""
    found = {}
    for key in draw(st.lists(st.sampled_from(SCORED), min_size=1, max_size=3, unique=True)):
        series = BOOK.parameters[key]
        begins = draw(st.dates(date(2015, 7, 1), date(2026, 11, 22)))
        ends = draw(st.none() | st.dates(begins, date(2028, 1, 1)))
        value = draw(value_of(series.unit, series.values[-1].value))
        found[key] = [{"from": begins, "to": ends, "value": value, "certainty": "estimate", "sources": ["X"]}]
    return found


def written(found: dict[str, Any], file: Path) -> Path:
    said = {"zh": "假设", "en": "assumed"}
    document = {"certainty": "estimate", "document": said, "meaning": said, "checked": date(2026, 11, 26)}
    content = {"name": said, "documents": {"X": document}, "changes": found}
    file.write_text(yaml.dump(plain(content), allow_unicode=True), "utf-8")
    return file


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    return float(value) if isinstance(value, Decimal) else value


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_a_changed_law_is_read_alike(tmp_path_factory, data: Any):
    day = data.draw(st.sampled_from(DAYS))
    file = written(data.draw(changes()), tmp_path_factory.mktemp("law") / "change.yaml")
    engine = Engine(amended(BOOK, file).book)
    persons, ledger = tables_of(data.draw(populations(month_of(day))), day)
    assert in_columns(sql_of(engine, day), persons, ledger) == list(one_by_one(engine, persons, ledger, day))
