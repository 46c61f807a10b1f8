"""What the footers of Parquet files prove about their columns, without reading a row (文件尾部统计)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jifen.population.engines import unreadable
from jifen.population.places import is_remote

#: numbers that are ticked off at most, each in a byte
_SPAN = 2**28


@dataclass
class Range:
    """Least and greatest value of a column over all files, and how many nulls; None: not on record."""

    low: Any = None
    high: Any = None
    nulls: int | None = 0
    certain: bool = True


class Differs(NamedTuple):
    """A column that is of another type in a file than in the table's first one; None: it is not there."""

    file: str
    found: str | None
    first_file: str
    first: str


@dataclass
class Known:
    """What is known of a table; nothing of one that only a cluster can read."""

    rows: int | None = None
    columns: dict[str, Range] = field(default_factory=dict)
    differing: dict[str, Differs] = field(default_factory=dict)

    def no_nulls(self, column: str) -> bool:
        """Whether a column is proved to have no nulls."""
        return column in self.columns and self.columns[column].nulls == 0

    def within(self, column: str, low: Any, high: Any) -> bool:
        """Whether all values of a column are proved to lie between two."""
        found = self.columns.get(column)
        # A NaN stands in no statistics, so nothing is proved of floating numbers.
        if found is None or not found.certain or isinstance(found.low, float) or found.low is None:
            return False
        return bool(low <= found.low and found.high <= high)


def footers(files: Sequence[str], table: str) -> Known:
    """Read the footers of files; any that lacks statistics of a column makes that column unknown.

    Raises TableError naming the first file that is no Parquet.
    """
    if any(map(is_remote, files)):
        return Known()
    known = Known(0)
    types: dict[str, str] = {}
    for file in files:
        try:
            metadata = pq.read_metadata(file)
        except (pa.ArrowException, OSError) as error:
            raise unreadable([file], table, error) from None
        found = _types(metadata)
        types = types or found
        for column, first in types.items():
            if found.get(column) != first:
                differs = Differs(file, found.get(column), files[0], first)
                known.differing.setdefault(column, differs)
        known.rows = (known.rows or 0) + metadata.num_rows
        for group in range(metadata.num_row_groups):
            for index in range(metadata.num_columns):
                chunk = metadata.row_group(group).column(index)
                _add(known.columns.setdefault(chunk.path_in_schema, Range()), chunk.statistics)
    return known


def _types(metadata: Any) -> dict[str, str]:
    """Give the columns' types by what they mean, not by how they are written."""
    schema = metadata.schema.to_arrow_schema()
    return {column.name: _meant(column.type) for column in schema}


def _meant(kind: Any) -> str:
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return "string" if pa.types.is_large_string(kind) else str(kind)


def all_different(files: Sequence[str], column: str, known: Known) -> bool:
    """Prove that no two rows have the same number; False where that cannot be told cheaply.

    Numbers that lie close together are ticked off one by one, which is quicker than any sorting or hashing.
    """
    found = known.columns.get(column)
    if known.rows is None or found is None or not found.certain or found.nulls != 0 or found.low is None:
        return False
    span = found.high - found.low + 1
    if not known.rows <= span <= _SPAN:
        return False
    seen = np.zeros(span, dtype=bool)
    for file in files:
        with pq.ParquetFile(file) as content:
            for batch in content.iter_batches(columns=[column], batch_size=2**17):
                # The array's own way to numbers would load pandas, for longer than all this takes.
                seen[np.from_dlpack(batch.column(0)) - found.low] = True
    return int(np.count_nonzero(seen)) == known.rows


def _add(found: Range, statistics: Any) -> None:
    if statistics is None:
        found.certain, found.nulls = False, None
        return
    if not statistics.has_null_count:
        found.nulls = None
    elif found.nulls is not None:
        found.nulls += statistics.null_count
    if not statistics.has_min_max:
        # A stretch of nulls alone has neither, and proves nothing wrong.
        found.certain = found.certain and statistics.has_null_count and statistics.num_values == 0
        return
    found.low = statistics.min if found.low is None else min(found.low, statistics.min)
    found.high = statistics.max if found.high is None else max(found.high, statistics.max)
