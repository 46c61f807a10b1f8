"""What can be wrong in the employees' spreadsheet: the row, the column, what was found, what is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from jifen_service.employers.imports.columns import SheetError, by_key
from jifen_service.forms.insurance.problems import RecordError

_FILE = Path(__file__).with_name("words.yaml")
#: characters of a name
LONGEST_NAME = 60


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Every sentence by its code, in both languages."""
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One cell that is wrong. ``column``: a key of columns.yaml, "" for the row; ``found`` is shortened."""

    row: int
    column: str
    code: str
    found: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)

    def header(self, lang: str) -> str:
        """What the column is called."""
        return by_key()[self.column].header[lang] if self.column else ""

    def message(self, lang: str) -> str:
        """What is wrong."""
        params = {
            key: value[lang] if isinstance(value, Mapping) else value for key, value in self.params.items()
        }
        return words()[self.code][lang].format(**params)

    def allowed(self, lang: str) -> str:
        """What may stand in the cell."""
        if not self.column:
            return ""
        column = by_key()[self.column]
        if column.kind == "choice":
            return str(self.params.get("allowed", {}).get(lang, ""))
        return words()[f"allowed_{column.kind}"][lang].format(limit=LONGEST_NAME)


def file_message(error: SheetError | RecordError, lang: str) -> str:
    """Why nothing could be read of a file; in this table's words, else in those of the reader of tables."""
    if isinstance(error, SheetError):
        return words()[error.code][lang].format(**error.params)
    problem = error.problem
    if problem.code in words():
        return words()[problem.code][lang].format(row=problem.row, **problem.params)
    return problem.message(lang)
