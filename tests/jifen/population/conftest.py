"""A small invented population, once for all tests here, and the command run as people run it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jifen import default_engine
from jifen.population.generating import Wanted, generate

COMMAND = [sys.executable, "-c", "import sys; from jifen.cli import main; sys.exit(main())", "population"]


def population(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture(scope="session")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with persons.parquet and ledger.parquet of 300 people."""
    folder = tmp_path_factory.mktemp("population") / "people"
    wages = default_engine().book.parameters["average_wage.wage"]
    generate(Wanted(300, 60, 2026 * 12 + 10, seed=5), wages, str(folder), lambda done: None)
    return folder


@pytest.fixture
def changed(people: Path, tmp_path: Path) -> Callable[..., Path]:
    """Give a table of the population with one column replaced, renamed or dropped."""

    def change(table: str, column: str, values: pa.Array | None = None, name: str | None = None) -> Path:
        content = pq.read_table(people / f"{table}.parquet")
        place = content.schema.get_field_index(column)
        if values is not None:
            content = content.set_column(place, column, values)
        elif name is not None:
            content = content.rename_columns([name if old == column else old for old in content.column_names])
        else:
            content = content.drop_columns([column])
        pq.write_table(content, tmp_path / f"{table}.parquet")
        return tmp_path / f"{table}.parquet"

    return change
