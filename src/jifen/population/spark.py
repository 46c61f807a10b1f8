"""Spark, for those who outgrow one machine (计算引擎): the same expressions on one machine or many."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ibis

from jifen.mechanisms import Value
from jifen.population.engines import Engine, EngineError, Tell, unreadable
from jifen.population.scratch import scratch


class Spark(Engine):
    """For those who outgrow one machine: the same expressions on a Spark session."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.connection: Any = ibis.pyspark.connect(session)

    def read(self, files: Sequence[str], table: str) -> Value:
        name = f"jifen_{table}_{id(files)}"
        try:
            self.session.read.parquet(*files).createOrReplaceTempView(name)
        except Exception as error:
            raise unreadable(files, table, error) from None
        return self.connection.table(name)

    def write(self, table: Value, file: Path, one_file: bool, tell: Tell) -> None:
        tell(None)
        folder = file.with_suffix(".folder")
        with _told_in_words():
            frame = self.session.sql(ibis.to_sql(table, dialect="pyspark"))
            frame = frame.coalesce(1) if one_file else frame
            frame.write.parquet(folder.absolute().as_uri())
        if one_file:
            next(folder.glob("part-*.parquet")).rename(file)
        else:
            folder.rename(file)

    def ask(self, table: Value) -> list[dict[str, Any]]:
        with _told_in_words():
            rows = self.session.sql(ibis.to_sql(table, dialect="pyspark")).collect()
        return [row.asDict() for row in rows]


@contextmanager
def _told_in_words() -> Iterator[None]:
    """Turn what Spark raises, which has no type of its own without a session, into an EngineError."""
    try:
        yield
    except Exception as error:
        raise EngineError(f"Spark: {str(error).strip().splitlines()[0]}") from error


@contextmanager
def spark_engine(master: str) -> Iterator[Engine]:
    """Start a Spark session for one piece of work; EngineError where Spark or Java is missing."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise EngineError("Spark: pip install 'jifen[spark]' / 没有安装 Spark") from None
    logging.getLogger("py4j").setLevel(logging.ERROR)
    builder = SparkSession.builder.appName("jifen population").master(master)
    for key, value in _settings(master, scratch()).items():
        builder = builder.config(key, value)
    with _without_a_word_of_stopping():
        try:
            with _temporary_in(scratch()):
                session = builder.getOrCreate()
        except Exception as error:
            raise EngineError(f"Spark: {error} / Spark 没有启动, 需要 Java 17") from None
        try:
            session.sparkContext.setLogLevel("ERROR")
            yield Spark(session)
        finally:
            session.stop()


def _settings(master: str, aside: Path) -> dict[str, str]:
    """Give Spark's settings: what it puts aside on this machine goes where the next run sweeps it away."""
    # On one machine the default of two hundred small tasks is all overhead.
    here = {"spark.sql.shuffle.partitions": "8"} if master.startswith("local") else {}
    java = {"spark.driver.defaultJavaOptions": f"-Djava.io.tmpdir={aside}"}
    return {**_SPARK_SETTINGS, **here, **java, "spark.local.dir": str(aside)}


@contextmanager
def _temporary_in(folder: Path) -> Iterator[None]:
    """Let Python's temporary files go to a folder meanwhile: Spark's start leaves one when it is killed."""
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


@contextmanager
def _without_a_word_of_stopping() -> Iterator[None]:
    """Drop the traceback that the bridge to Java logs when interrupted: the command says it in a word."""

    def told(record: logging.LogRecord) -> bool:
        return not (record.exc_info and record.exc_info[0] is KeyboardInterrupt)

    root = logging.getLogger()
    root.addFilter(told)
    try:
        yield
    finally:
        root.removeFilter(told)


_SPARK_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.compression.codec": "snappy",
    "spark.sql.adaptive.enabled": "true",
}
