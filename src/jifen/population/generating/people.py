"""Invented persons (虚构的人): age, education, titles, families, a few businesses, a few records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import yaml
from numpy.typing import NDArray

from jifen.population.formats import PERSONS
from jifen.population.generating.draws import Draws, Ints, weights_in

_WORDS = {column.name: column.words for column in PERSONS if column.words}
_EPOCH = date(1970, 1, 1).toordinal()
Bools = NDArray[np.bool_]


@cache
def town() -> Mapping[str, Any]:
    """Read how the invented town is."""
    loaded: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_name("town.yaml").read_text("utf-8"))
    return loaded


@dataclass(frozen=True)
class People:
    """Some invented persons: numbers, ages in months in the last month, what their careers depend on."""

    ids: Ints
    months_old: Ints
    education: Ints
    table: pa.Table


def people(seed: int, ids: Ints, month: int) -> People:
    """Invent persons as they are in ``month``."""
    draw, chances, ages = Draws(seed, ids), town()["chances"], town()["ages"]
    band = draw.among("band", [entry["weight"] for entry in ages])
    first, last = (np.array([entry[key] for entry in ages], dtype=np.int64)[band] for key in ("from", "to"))
    years = first + draw.below("age", last - first + 1)
    months_old = years * 12 + draw.below("birth", 12)
    education = _education(draw, band)
    starts = np.array([town()["starts_work"][word] for word in _WORDS["education"]], dtype=np.int64)
    # Who is too young to have finished has nothing yet.
    education *= years >= starts[education]
    just_begun = (years >= starts[education]) & (years <= starts[education] + 1) & (education > 0)
    columns = {
        "person_id": pa.array(ids),
        "birth_date": _dates(_day(month - months_old, draw.below("day", 28))),
        "education": _words("education", education),
        "credential": _words("credential", _weighted(draw, "credential")),
        "shortage_major": pa.array(draw.happens("shortage", chances["shortage_major"]) & (education > 0)),
        **_business(draw, chances["business"]),
        "public_service_months": _counted(draw, "public", chances["public_service"], months_old // 3),
        "remote_area_months": _counted(draw, "remote", chances["remote_area"], months_old // 4),
        "fresh_graduate": pa.array(just_begun & draw.happens("fresh", chances["fresh_graduate"])),
        "award": _words("award", _weighted(draw, "award")),
        "spouse_married": _marriages(draw, chances["spouse"], month, months_old),
        **{name: _events(draw, name, chances[name]) for name in ("false_materials", "detentions", "crimes")},
        **{
            name: pa.array(draw.happens(name, chances[name]))
            for name in ("vetoed", "entrepreneur", "intermediary")
        },
    }
    return People(ids, months_old, education, pa.table(columns))


def _education(draw: Draws, band: Ints) -> Ints:
    words = _WORDS["education"]
    chosen = [draw.among("educ", weights_in(table, words)) for table in town()["education"]]
    return np.choose(band, chosen).astype(np.int64)


def _weighted(draw: Draws, name: str) -> Ints:
    return draw.among(name, weights_in(town()[name], _WORDS[name]))


def _words(name: str, places: Ints) -> pa.Array:
    return pa.array(_WORDS[name]).take(pa.array(places))


def _day(month: Ints, day: Ints) -> Ints:
    """Give a day of a month as days since 1970."""
    firsts = (month - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return firsts + day


def _dates(days: Ints, known: Bools | None = None) -> pa.Array:
    mask = None if known is None else ~known
    return pa.array(days.astype(np.int32), type=pa.int32(), mask=mask).cast(pa.date32())


def _marriages(draw: Draws, chance: int, month: int, months_old: Ints) -> pa.Array:
    grown = months_old - 22 * 12
    married = draw.happens("spouse", chance) & (grown > 0)
    ago = draw.below("married", np.maximum(grown, 1))
    return _dates(_day(month - ago, draw.below("wedding", 28)) - 31, married)


def _counted(draw: Draws, name: str, chance: int, most: Ints) -> pa.Array:
    months = draw.below(f"m{name}", np.maximum(most, 1)) * draw.happens(name, chance)
    return pa.array(months.astype(np.int32))


def _events(draw: Draws, name: str, chance: int) -> pa.Array:
    events = draw.happens(name, chance) * (1 + draw.happens(f"2{name}", chance * 12))
    return pa.array(events.astype(np.int32))


def _business(draw: Draws, chance: int) -> dict[str, pa.Array]:
    """Give taxes and hires by share: few have any, and of those few have much."""
    owns = draw.happens("owner", chance)
    # The product of two even chances is mostly small and at times large.
    fen = draw.below("tax1", 4_000) * draw.below("tax2", 40_000) * owns
    thirds = draw.below("hire1", 20) * draw.below("hire2", 22) * owns
    return {"tax_average": pa.array(fen / 100), "local_hires_average": pa.array(thirds / 4)}


def schema_of(columns: Sequence[tuple[str, pa.DataType]]) -> pa.Schema:
    """Give a schema whose columns may not be null unless the contract lets them."""
    nullable = {column.name for column in PERSONS if column.may_be_null}
    return pa.schema([pa.field(name, kind, nullable=name in nullable) for name, kind in columns])
