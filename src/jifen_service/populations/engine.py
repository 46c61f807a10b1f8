"""The engine for tables, loaded on first use: it takes a hundred megabytes that most processes never need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_POPULATION, _COMPARING = "jifen.population", "jifen.population.comparing"
#: what is used here: where it is, and what it is called there
_PLACES = {
    "Means": (_POPULATION, "Means"),
    "Seen": (_POPULATION, "Seen"),
    "Tables": (_POPULATION, "Tables"),
    "look": (_POPULATION, "look"),
    "Wanted": ("jifen.population.generating", "Wanted"),
    "generate": ("jifen.population.generating", "generate"),
    "Side": (_COMPARING, "Side"),
    "FontMissingError": (_COMPARING, "FontMissingError"),
    "as_dict": (_COMPARING, "as_dict"),
    "charts_of": (_COMPARING, "charts_of"),
    "compare": (_COMPARING, "compare"),
    "fragment": (_COMPARING, "fragment"),
    "html": (_COMPARING, "html"),
    "png": (_COMPARING, "png"),
    "svg_file": (_COMPARING, "svg_file"),
    "DuckDBError": ("duckdb", "Error"),
    "ArrowError": ("pyarrow", "ArrowException"),
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(name)
    module, called = _PLACES[name]
    return getattr(import_module(module), called)
