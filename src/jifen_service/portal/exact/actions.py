"""What the page's buttons do to a document: add, remove and drop entries, read a record in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jifen_service.portal.exact.form import blank
from jifen_service.portal.exact.insurance import Record, read_record
from jifen_service.portal.exact.places import appended, format_place, look_up, parse_place, replaced, without
from jifen_service.portal.exact.topics import group_of, lists

RECORD_AT = ("social_insurance",)


@dataclass(frozen=True)
class Done:
    """A changed document and the place to which attention goes next ('' for none)."""

    document: Mapping[str, Any]
    focus: str = ""
    record: Record | None = None


def add(document: Mapping[str, Any], place: str) -> Done:
    """Add a blank entry to a list; a place that is no list changes nothing."""
    path = parse_place(place)
    group = next((group for group in lists() if group.at == path), None)
    if group is None:
        return Done(document)
    changed = appended(document, group.at, blank(group))
    return Done(changed, format_place((*group.at, len(look_up(changed, group.at)) - 1)))


def remove(document: Mapping[str, Any], place: str) -> Done:
    """Remove an entry from a list; attention goes to the entry before it, or to the list."""
    path = parse_place(place)
    group = group_of(path) if path else None
    if path is None or group is None:
        return Done(document)
    index = path[-1]
    before = (
        format_place((*group.at, index - 1)) if isinstance(index, int) and index else format_place(group.at)
    )
    return Done(without(document, path), before)


def drop(document: Mapping[str, Any], place: str) -> Done:
    """Remove what stands at any place, such as a key that the format does not know."""
    if place in document:
        return Done({key: value for key, value in document.items() if key != place})
    path = parse_place(place)
    return Done(without(document, path) if path else document)


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
