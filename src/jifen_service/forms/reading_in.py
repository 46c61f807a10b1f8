"""Putting an insurance record (社保缴费记录) that was handed in into a profile document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jifen_service.forms.insurance import Record, read_record
from jifen_service.forms.places import look_up, replaced

RECORD_AT = ("social_insurance",)


@dataclass(frozen=True)
class Done:
    """A changed document and the place to which attention goes next ('' for none)."""

    document: Mapping[str, Any]
    focus: str = ""
    record: Record | None = None


def read_in(
    document: Mapping[str, Any], content: bytes | str, *, append: bool = False, still_paid: bool = False
) -> Done:
    """Put an insurance record's good rows into the document; a record without any changes nothing.

    Args:
        document: what there is so far.
        content: the record, as a file's bytes or as pasted.
        append: keep the runs there are; otherwise the record takes their place.
        still_paid: the last run of the record goes on.
    """
    record = read_record(content)
    runs = record.runs
    if not runs:
        return Done(document, record=record)
    if still_paid:
        max(runs, key=lambda run: (run["to"], run["from"])).pop("to")
    there = look_up(document, RECORD_AT) if append else None
    kept = [run for run in there if run != {}] if isinstance(there, list) else []
    return Done(replaced(document, RECORD_AT, sorted([*kept, *runs], key=_begin)), record=record)


def _begin(run: Any) -> str:
    return str(run.get("from", "")) if isinstance(run, Mapping) else ""
