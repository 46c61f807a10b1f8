"""A wrong column, type or value is named before any work, and nothing is written."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from jifen import default_engine
from jifen.errors import TableError
from jifen.population import Means, Tables, derive_facts, score

DAY = date(2026, 11, 22)


def refused(tables: Tables, out: Path, day: date = DAY) -> list[tuple[str, str]]:
    with pytest.raises(TableError) as caught:
        score(default_engine().program_on(day), tables, day, str(out), Means(threads=1))
    assert not list(out.parent.glob("*out*"))
    assert all(problem.message(lang) for problem in caught.value.problems for lang in ("zh", "en"))
    return [(problem.at, problem.code) for problem in caught.value.problems]


def with_one(values: pa.ChunkedArray, wrong: object) -> pa.ChunkedArray:
    """The same column with its last value replaced."""
    kind = values.type
    return pa.chunked_array(
        [values.slice(0, len(values) - 1).combine_chunks(), pa.array([wrong], kind)], kind
    )


WRONG_VALUES = [
    ("persons", "education", "highschool", "column_value"),
    ("persons", "credential", "", "column_value"),
    ("persons", "birth_date", date(2026, 11, 23), "column_range"),
    ("persons", "birth_date", None, "column_null"),
    ("persons", "vetoed", None, "column_null"),
    ("persons", "crimes", -1, "column_range"),
    ("persons", "crimes", 500, "column_range"),
    ("persons", "tax_average", float("nan"), "column_range"),
    ("persons", "local_hires_average", -0.5, "column_range"),
    ("persons", "person_id", 1, "not_unique"),
    ("ledger", "month", 202613, "column_month"),
    ("ledger", "month", 202600, "column_month"),
    ("ledger", "base", Decimal("-0.01"), "column_range"),
    ("ledger", "back_paid", None, "column_null"),
]


@pytest.mark.parametrize(("table", "column", "wrong", "code"), WRONG_VALUES)
def test_a_wrong_value_is_named(people, changed, tmp_path, table, column, wrong, code):
    values = pq.read_table(people / f"{table}.parquet")[column]
    place = changed(table, column, with_one(values, wrong))
    places = {
        name: str(place if name == table else people / f"{name}.parquet") for name in ("persons", "ledger")
    }
    assert refused(Tables(**places), tmp_path / "out.parquet") == [(f"{table}.{column}", code)]


def test_wrong_columns_are_named_all_at_once(people, changed, tmp_path):
    persons = changed("persons", "birth_date", name="birthdate")
    ledger = pq.read_table(people / "ledger.parquet")
    bases = pc.cast(ledger["base"], pa.float64())
    tables = Tables(str(persons), str(changed("ledger", "base", bases)))
    found = refused(tables, tmp_path / "out.parquet")
    assert found == [("persons.birth_date", "missing_column"), ("ledger.base", "column_type")]


def test_a_missing_column_names_the_one_that_is_meant(people, changed, tmp_path):
    tables = Tables(str(changed("persons", "birth_date", name="birthdate")), str(people / "ledger.parquet"))
    with pytest.raises(TableError, match="birthdate"):
        score(default_engine().program_on(DAY), tables, DAY, str(tmp_path / "out.parquet"))


def test_files_that_are_none(people, tmp_path):
    nothing = Tables(str(tmp_path / "*.parquet"), str(people / "ledger.parquet"))
    assert refused(nothing, tmp_path / "out.parquet") == [("persons", "no_such_files")]
    (tmp_path / "text.parquet").write_text("person_id,birth_date\n")
    text = Tables(str(tmp_path / "text.parquet"), str(people / "ledger.parquet"))
    assert refused(text, tmp_path / "out.parquet") == [("persons", "not_parquet")]


@pytest.mark.parametrize(
    ("column", "change", "code"),
    [
        ("base", lambda bases: pc.cast(bases, pa.int32(), safe=False), "part_differs"),
        ("month", None, "part_without"),
    ],
)
def test_a_part_that_is_not_like_the_others_is_named(people, changed, tmp_path, column, change, code):
    """Whole yuan in one file and fen in another would be rounded to the first one's."""
    bases = pq.read_table(people / "ledger.parquet")[column]
    other = changed("ledger", column, change and change(bases))
    parts = tmp_path / "parts"
    parts.mkdir()
    shutil.copy(people / "ledger.parquet", parts / "part-0.parquet")
    other.rename(parts / "part-1.parquet")
    tables = Tables(str(people / "persons.parquet"), str(parts))
    assert refused(tables, tmp_path / "out.parquet") == [(f"ledger.{column}", code)]
    (parts / "part-1.parquet").write_bytes((parts / "part-0.parquet").read_bytes()[:-1000])
    with pytest.raises(TableError, match=r"part-1\.parquet"):
        score(default_engine().program_on(DAY), tables, DAY, str(tmp_path / "out.parquet"))


def test_months_before_the_first_wage_are_refused_where_a_base_is_compared(people, tmp_path):
    """On that day 48 months reach back to before any wage on file; payments of that time would need one."""
    persons = pq.read_table(people / "persons.parquet")
    born = pa.array([date(1980, 1, 1)] * len(persons))
    early = pq.read_table(people / "ledger.parquet").slice(0, 40)
    early = early.set_column(1, "month", pa.array([201402] * len(early), pa.int32()))
    pq.write_table(persons.set_column(1, "birth_date", born), tmp_path / "persons.parquet")
    pq.write_table(early, tmp_path / "early.parquet")
    tables = Tables(str(tmp_path / "persons.parquet"), str(tmp_path / "early.parquet"))
    found = refused(tables, tmp_path / "out.parquet", date(2017, 1, 31))
    assert found == [("ledger.month", "wage_unknown")]


def test_facts_of_another_day_do_not_fit(people, tmp_path):
    tables = Tables(str(people / "persons.parquet"), str(people / "ledger.parquet"))
    program = default_engine().program_on(DAY)
    facts = tmp_path / "facts.parquet"
    derive_facts(program, tables, DAY, str(facts), Means(threads=1))
    alone = Tables(str(facts), None)
    assert refused(alone, tmp_path / "out.parquet", date(2026, 12, 1)) == [("persons", "facts_do_not_fit")]
    for name, source in (("alone", alone), ("both", tables)):
        score(program, source, DAY, str(tmp_path / f"{name}.parquet"), Means(threads=1))
    answers = [pq.read_table(tmp_path / f"{name}.parquet").sort_by("person_id") for name in ("alone", "both")]
    assert answers[0].to_pylist() == answers[1].to_pylist()
