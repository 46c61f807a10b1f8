"""What the page's buttons do to a document: add, remove and drop entries, read a record in (`read_in`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jifen_service.forms.places import appended, format_place, look_up, parse_place, without
from jifen_service.forms.reading_in import Done, read_in
from jifen_service.portal.exact.form import blank
from jifen_service.portal.exact.topics import group_of, lists

__all__ = ["Done", "add", "drop", "read_in", "remove"]


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
