"""What carries out the expressions (计算引擎): what an engine can do, and DuckDB, which is the default."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

import duckdb
import ibis

from jifen.errors import JifenError, Problem, TableError
from jifen.mechanisms import Value

#: Called every half second of long work with the part that is done, None where it is not known.
Tell = Callable[[float | None], None]
#: memory for DuckDB; what Python and the files' buffers take comes on top
MEMORY = "2500MB"
_PAUSE = 0.5


class EngineError(JifenError):
    """The engine is not installed, or gave up."""

    code = "engine"


class Engine(ABC):
    """Reads tables, answers small questions, writes large results."""

    @abstractmethod
    def read(self, files: Sequence[str], table: str) -> Value:
        """Give a table of Parquet files; TableError where they cannot be read."""

    @abstractmethod
    def write(self, table: Value, file: Path, one_file: bool, tell: Tell) -> None:
        """Write a table as Parquet: one file, or a folder of them where the engine likes that better."""

    @abstractmethod
    def ask(self, table: Value) -> list[dict[str, Any]]:
        """Give a small result as rows."""


class DuckDB(Engine):
    """The default: embedded, out of core, within ``memory``."""

    def __init__(self, spill: Path, memory: str = MEMORY, threads: int | None = None) -> None:
        settings: dict[str, Any] = {"memory_limit": memory, "temp_directory": str(spill)}
        if threads:
            settings["threads"] = threads
        self.connection: Any = ibis.duckdb.connect(**settings, preserve_insertion_order=False)
        # Without a bar DuckDB does not count how far it is; it need not be drawn.
        self.connection.con.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")

    def read(self, files: Sequence[str], table: str) -> Value:
        try:
            return self.connection.read_parquet(list(files))
        except duckdb.Error as error:
            raise unreadable(files, table, error) from None

    def write(self, table: Value, file: Path, one_file: bool, tell: Tell) -> None:
        place = str(file).replace("'", "''")
        self._run(f"COPY ({ibis.to_sql(table, dialect='duckdb')}) TO '{place}' (FORMAT parquet)", tell)

    def _run(self, sql: str, tell: Tell) -> None:
        """Run in a thread, so that progress can be told and Ctrl+C is heard."""
        failed: list[Exception] = []
        raw = self.connection.con

        def work() -> None:
            try:
                raw.execute(sql)
            except Exception as error:
                failed.append(error)

        thread = Thread(target=work)
        thread.start()
        try:
            while thread.is_alive():
                thread.join(_PAUSE)
                done = raw.query_progress() if thread.is_alive() else None
                if done is not None and done >= 0:
                    tell(done / 100)
        except BaseException:
            raw.interrupt()
            thread.join()
            raise
        if failed:
            raise EngineError(f"DuckDB: {failed[0]}") from failed[0]

    def ask(self, table: Value) -> list[dict[str, Any]]:
        # Past Ibis, whose way to rows loads pandas first: a third of a second for a handful of numbers.
        try:
            answer = self.connection.con.execute(ibis.to_sql(table, dialect="duckdb"))
        except duckdb.Error as error:
            raise EngineError(f"DuckDB: {error}") from error
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def unreadable(files: Sequence[str], table: str, error: Exception) -> TableError:
    """Say that files are no Parquet."""
    reason = str(error).strip().splitlines()[0]
    return TableError([Problem(table, "not_parquet", files[0], {"reason": reason})])
