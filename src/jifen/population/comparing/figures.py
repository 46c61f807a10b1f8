"""What a comparison may show (可公开的数字): plain data in one language, in which no small group is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from itertools import pairwise
from operator import add
from typing import Any, TypeVar

from jifen.law import Dated, Text
from jifen.population.comparing.disclosure import (
    Detail,
    Shown,
    boundaries,
    detail_of,
    safe,
    shown,
    tells_crossing,
    tells_holders,
    tells_sums,
    together,
)
from jifen.population.comparing.tallying import BAND, Comparison, Crossing, Points, Side
from jifen.population.compiling import bears_on
from jifen.population.formats import PERSONS

Json = dict[str, Any]
Kind = TypeVar("Kind")
#: points of a step of the distribution
STEP = 10
#: an end of the distribution holds at least one in so many
_FEW = 200
_WAYS = ("up", "down")
_ROW = ("people", "before", "after", *_WAYS)
#: the section of the law that has words for the levels of education
_LEVELS = "education"


def as_dict(found: Comparison, least: int, lang: str) -> Json:
    """Give a comparison as JSON-able data; a count that is not shown is None."""
    detail = detail_of(found.whole, least)
    moved = found.by_indicator
    crossing = detail is Detail.EVERYTHING and tells_crossing(
        moved.values(), found.by_mark, found.whole, least
    )
    # Whose totals change under the second law is told by the difference of the two.
    after = detail.value >= Detail.NET.value and safe([found.totals_changed], least)
    return {
        "on": found.on.isoformat(),
        "least": least,
        "names": [side.name[lang] for side in found.sides],
        "pass_marks": [side.program.pass_mark for side in found.sides],
        "changes": _changes(found.sides, lang),
        "whole": _row(found.whole, detail),
        "by_age": _rows(found.by_age, _ages, least, detail),
        "by_education": _rows(_by_level(found, lang), _levels, least, detail),
        "by_indicator": [
            _indicator(name, points, found.sides[0], least, lang, crossing) for name, points in moved.items()
        ],
        "unchanged": len(found.sides[0].program.indicators) - len(moved),
        "by_mark": dict(zip(_WAYS, found.by_mark if crossing else (None, None), strict=True)),
        "totals": [
            _spread(totals) if detail is not Detail.NOTHING and told else None
            for totals, told in zip(found.totals, (True, after), strict=True)
        ],
        "distribution": [] if detail is Detail.NOTHING else _distribution(found, least, after),
    }


def _row(crossing: Crossing, detail: Detail) -> Json:
    return dict(zip(_ROW, shown(crossing, detail), strict=True))


def _rows(
    kinds: Mapping[Kind, Crossing], name: Callable[[Kind, Kind], str], least: int, detail: Detail
) -> list[Json]:
    """Give a row for each kind of people, or for several that follow one another, put together."""
    names, crossings = list(kinds), list(kinds.values())
    return [
        {
            "name": name(names[group[0]], names[group[-1]]),
            **_row(reduce(add, crossings[group.start : group.stop]), detail),
        }
        for group in together(crossings, least, detail)
    ]


def _ages(first: int, last: int) -> str:
    return f"{first}–{last + BAND - 1}"


def _levels(first: str, last: str) -> str:
    return first if first == last else f"{first} – {last}"


def _by_level(found: Comparison, lang: str) -> dict[str, Crossing]:
    words = next(column.words for column in PERSONS if column.name == _LEVELS)
    labels = found.sides[0].program.law.section(_LEVELS).labels
    return {labels[word][lang]: found.by_education[word] for word in words if word in found.by_education}


def _indicator(name: str, points: Points, side: Side, least: int, lang: str, crossing: bool) -> Json:
    holders, sums = tells_holders(points, least), tells_sums(points, least)
    changed = safe([points.changed, sum(points.moves.values()) - points.changed], least)
    return {
        "id": name,
        "name": side.program.law.section(name).name[lang],
        "holders_before": points.holders(0) if holders else None,
        "holders_after": points.holders(1) if holders else None,
        "sum_before": points.sum(0) if sums else None,
        "sum_after": points.sum(1) if sums else None,
        "changed": points.changed if changed else None,
        "up": points.up if crossing else None,
        "down": points.down if crossing else None,
    }


def _changes(sides: tuple[Side, Side], lang: str) -> list[Json]:
    """Give the values that differ: a proposal's as its file lists them, else those in force."""
    before, after = (side.program.law for side in sides)
    pairs: list[tuple[Any, Dated]] = []
    for key, values in sides[1].changed.items():
        series = before.section(key.split(".")[0]).parameters[key.split(".")[1]]
        pairs += [(series.on(max(dated.from_, series.values[0].from_)).value, dated) for dated in values]
    if not sides[1].changed:
        pairs = [
            (before.value(key), dated)
            for key, dated in after.resolved.items()
            if before.value(key) != dated.value
        ]
    return [
        _change(
            value, dated, after.section(dated.key.split(".")[0]), bears_on(sides[1].program, dated.key), lang
        )
        for value, dated in pairs
    ]


def _change(before: Any, dated: Dated, section: Any, in_tables: bool, lang: str) -> Json:
    names = (section.name[lang], section.parameters[dated.key.split(".")[1]].name[lang])
    return {
        "key": dated.key,
        "name": ": ".join(dict.fromkeys(names)),
        "in_tables": in_tables,
        "before": _plain(before, section.labels, lang),
        "after": _plain(dated.value, section.labels, lang),
        "from": dated.from_.isoformat(),
        "to": dated.to.isoformat() if dated.to else None,
        "certainty": dated.certainty,
        "sources": [source.as_dict(lang) for source in dated.sources],
    }


def _plain(value: Any, labels: Mapping[str, Text], lang: str) -> str:
    """Write a value; of a table without words for its keys only the values, in the order of its name."""
    if isinstance(value, Mapping):
        named = {key: f"{labels[key][lang]} " if key in labels else "" for key in value}
        between = ", " if any(named.values()) else " / "
        return between.join(named[key] + _plain(inner, labels, lang) for key, inner in value.items())
    return str(value).lower() if isinstance(value, bool) else f"{value:,}"


def _spread(totals: Mapping[int, int]) -> Json:
    people = sum(totals.values())
    points = sum(total * count for total, count in totals.items())
    return {
        "average": round(points / people, 1),
        "quartiles": [_at(totals, people * quarter / 4) for quarter in (1, 2, 3)],
    }


def _at(totals: Mapping[int, int], place: float) -> int:
    """Give the total that so many people do not exceed."""
    seen = 0
    for total in sorted(totals):
        seen += totals[total]
        if seen >= place:
            return total
    return max(totals)


def _distribution(found: Comparison, least: int, after: bool) -> list[Json]:
    """Give people by steps of the total, from and below; None where a step has no end."""
    ends = max(least, found.whole.people // _FEW)
    inner = boundaries(found.totals, found.whole, STEP, ends, least)
    edges = pairwise([None, *inner, None])
    return [
        {
            "from": low,
            "below": high,
            "before": _between(found.totals[0], low, high),
            "after": _between(found.totals[1], low, high) if after else None,
        }
        for low, high in edges
    ]


def _between(totals: Mapping[int, int], low: int | None, high: int | None) -> int:
    return sum(
        people
        for total, people in totals.items()
        if (low is None or total >= low) and (high is None or total < high)
    )


def hidden_as(count: Shown) -> str:
    """Write a count for people."""
    return "·" if count is None else f"{count:,}"
