"""Places in a profile document (`education[0].level`): names, taking a document apart, building one.

A path is a tuple of keys (str) and indices (int); a place is its text, as errors and form fields name it.
Pure functions on plain documents; nothing here knows which keys exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Path = tuple[str | int, ...]
Leaf = tuple[Path, Any]

MAX_DEPTH = 12
"""Steps of a path. Profiles need four; what is deeper is left out."""

_STEP = re.compile(r"\[(\d{1,4})\]|(?:^|\.)([^.\[\]]+)")


def parse_place(place: str) -> Path | None:
    """`'education[0].level'` → `('education', 0, 'level')`; None for what is no place."""
    path: list[str | int] = []
    at = 0
    while at < len(place):
        found = _STEP.match(place, at)
        if found is None or len(path) == MAX_DEPTH:
            return None
        path.append(found[2] if found[1] is None else int(found[1]))
        at = found.end()
    return tuple(path) or None


def format_place(path: Path) -> str:
    """`('education', 0, 'level')` → `'education[0].level'`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def html_id(place: str) -> str:
    """A place as an id in HTML: `education[0].level` → `education-0-level`."""
    return place.replace("[", "-").replace("]", "").replace(".", "-")


def leaves(document: Any, path: Path = ()) -> Iterator[Leaf]:
    """Each value of a document with its path; an empty list or mapping is a value, None is absent."""
    if isinstance(document, Mapping) and document and len(path) < MAX_DEPTH:
        for key, value in document.items():
            yield from leaves(value, (*path, str(key)))
    elif isinstance(document, list | tuple) and document and len(path) < MAX_DEPTH:
        for index, value in enumerate(document):
            yield from leaves(value, (*path, index))
    elif document is not None and path:
        yield path, document


def build(found: Iterable[Leaf]) -> dict[str, Any]:
    """The document that has these leaves; a later leaf wins over an earlier one. Gaps in a list close."""
    tree: dict[str | int, Any] = {}
    for path, value in found:
        _plant(tree, path, value)
    return {str(key): _grown(node) for key, node in tree.items()}


def _plant(tree: dict[str | int, Any], path: Path, value: Any) -> None:
    for step in path[:-1]:
        below = tree.get(step)
        if not isinstance(below, dict):
            below = tree[step] = {}
        tree = below
    if value == {} or value == []:
        tree.setdefault(path[-1], {} if isinstance(value, dict) else [])
    else:
        tree[path[-1]] = value


def _grown(node: Any) -> Any:
    """Turn the branches whose steps are indices into lists."""
    if not isinstance(node, dict):
        return node
    if node and all(isinstance(step, int) for step in node):
        return [_grown(node[index]) for index in sorted(node)]
    return {str(key): _grown(below) for key, below in node.items()}


def look_up(document: Any, path: Path) -> Any:
    """What stands at a path, or None."""
    for step in path:
        if isinstance(document, Mapping) and isinstance(step, str):
            document = document.get(step)
        elif isinstance(document, list) and isinstance(step, int) and step < len(document):
            document = document[step]
        else:
            return None
    return document


def without(document: Any, path: Path) -> Any:
    """A copy of the document without what stands at a path; entries after it move up."""
    if not path:
        return document
    step, rest = path[0], path[1:]
    if isinstance(document, Mapping):
        kept = {
            key: without(value, rest) if str(key) == str(step) else value for key, value in document.items()
        }
        return kept if rest else {key: value for key, value in document.items() if str(key) != str(step)}
    if isinstance(document, list) and isinstance(step, int):
        if rest:
            return [without(value, rest) if index == step else value for index, value in enumerate(document)]
        return [value for index, value in enumerate(document) if index != step]
    return document


def replaced(document: Mapping[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """A copy of the document with another value at a path, which is made if need be."""
    return build([*leaves(without(document, path)), *leaves(value, path)])


def appended(document: Mapping[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """A copy of the document with one more entry in the list at a path."""
    entries = look_up(document, path)
    return replaced(document, path, [*(entries if isinstance(entries, list) else []), value])
