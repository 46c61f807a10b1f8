"""Jifen's dated values as a folder of OpenFisca parameters: one YAML file a section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from jifen.law import DatedSeries, LawBook

#: values that OpenFisca looks up by a person's level need one for those without any
NONE = "none"


def write(book: LawBook, sections: tuple[str, ...], folder: Path) -> None:
    """Write the parameters of some sections, every value with the day from which it is in force."""
    for name in sections:
        content = {short: _parameter(series) for short, series in book.sections[name].parameters.items()}
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content, sort_keys=False), "utf-8")


def _parameter(series: DatedSeries) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for dated in series.values:
        for path, number in _leaves(dated.value):
            node = tree
            for key in path:
                node = node.setdefault(key, {})
            node.setdefault("values", {})[dated.from_.isoformat()] = {"value": number}
    if series.key.endswith(".points_by_level"):
        first = series.values[0].from_.isoformat()
        tree[NONE] = {"values": {first: {"value": 0}}}
    return tree


def _leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], float]]:
    """Walk the numbers of a value with the keys that lead to them. OpenFisca knows no Decimal."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    else:
        yield path, value if isinstance(value, int) else float(value)
