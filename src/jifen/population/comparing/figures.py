"""What a comparison may show (可公开的数字): plain data in one language, small cells already hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jifen.law import Dated, Text
from jifen.population.comparing.suppressing import Shown, shown, shown_counts, shown_rows
from jifen.population.comparing.tallying import BAND, Comparison, Crossing, Points, Side
from jifen.population.formats import PERSONS

Json = dict[str, Any]
#: points of a step of the distribution
STEP = 10
#: an end of the distribution with fewer than one in so many is one step
_FEW = 1000
_ROW = ("people", "before", "after", "up", "down")
#: the section of the law that has words for the levels of education
_LEVELS = "education"


def as_dict(found: Comparison, least: int, lang: str) -> Json:
    """Give a comparison as JSON-able data; a count that is not shown is None."""
    whole = found.whole
    return {
        "on": found.on.isoformat(),
        "least": least,
        "names": [side.name[lang] for side in found.sides],
        "pass_marks": [side.program.pass_mark for side in found.sides],
        "changes": _changes(found.sides, lang),
        "whole": dict(zip(_ROW, shown_rows([whole], least)[0], strict=True)),
        "by_age": _rows([_ages(age) for age in found.by_age], list(found.by_age.values()), least),
        "by_education": _by_education(found, least, lang),
        "by_indicator": [
            _indicator(name, points, found.sides[0], least, lang)
            for name, points in found.by_indicator.items()
        ],
        "by_mark": {"up": shown(found.by_mark[0], least), "down": shown(found.by_mark[1], least)},
        "totals": [_spread(totals) for totals in found.totals],
        "distribution": _distribution(found.totals, least),
    }


def _ages(first: int) -> str:
    return f"{first}–{first + BAND - 1}"


def _rows(names: Sequence[str], crossings: Sequence[Crossing], least: int) -> list[Json]:
    rows = shown_rows(crossings, least)
    return [
        {"name": name, **dict(zip(_ROW, counts, strict=True))}
        for name, counts in zip(names, rows, strict=True)
    ]


def _by_education(found: Comparison, least: int, lang: str) -> list[Json]:
    words = next(column.words for column in PERSONS if column.name == _LEVELS)
    labels = found.sides[0].program.law.section(_LEVELS).labels
    held = [word for word in words if word in found.by_education]
    return _rows([labels[word][lang] for word in held], [found.by_education[word] for word in held], least)


def _indicator(name: str, points: Points, side: Side, least: int, lang: str) -> Json:
    many = points.holders_before >= least or not points.holders_before
    many &= points.holders_after >= least or not points.holders_after
    # Of a change that few people have, the two sums would tell the points.
    many &= not 0 < points.changed < least
    return {
        "id": name,
        "name": side.program.law.section(name).name[lang],
        "holders_before": shown(points.holders_before, least) if many else None,
        "holders_after": shown(points.holders_after, least) if many else None,
        "sum_before": points.sum_before if many else None,
        "sum_after": points.sum_after if many else None,
        "changed": shown(points.changed, least),
        "up": shown(points.up, least),
        "down": shown(points.down, least),
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
    return [_change(value, dated, after.section(dated.key.split(".")[0]), lang) for value, dated in pairs]


def _change(before: Any, dated: Dated, section: Any, lang: str) -> Json:
    name = section.parameters[dated.key.split(".")[1]].name[lang]
    return {
        "key": dated.key,
        "name": f"{section.name[lang]}: {name}",
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
        "sum": points,
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


def _distribution(totals: tuple[Mapping[int, int], Mapping[int, int]], least: int) -> list[Json]:
    """Give people by steps of the total; what few people have at either end is put together."""
    steps = [_by_step(one) for one in totals]
    every = sorted(set(steps[0]) | set(steps[1]))
    few = max(least, sum(totals[0].values()) // _FEW)
    low = next((step for step in every if _cumulated(steps, every, step, 1) >= few), every[0])
    high = next((step for step in reversed(every) if _cumulated(steps, every, step, -1) >= few), every[-1])
    kept = range(low, max(high, low) + 1, STEP)
    columns = [shown_counts([_within(one, step, low, kept[-1]) for step in kept], least) for one in steps]
    return [
        {"from": step, "before": before, "after": after}
        for step, before, after in zip(kept, *columns, strict=True)
    ]


def _by_step(totals: Mapping[int, int]) -> dict[int, int]:
    steps: dict[int, int] = {}
    for total, people in totals.items():
        steps[total // STEP * STEP] = steps.get(total // STEP * STEP, 0) + people
    return steps


def _cumulated(steps: Sequence[Mapping[int, int]], every: Sequence[int], until: int, way: int) -> int:
    """Count the people up to a step from one end, under the law with fewer of them there."""
    reached = [step for step in every if (step - until) * way <= 0]
    return min(sum(one.get(step, 0) for step in reached) for one in steps)


def _within(steps: Mapping[int, int], step: int, low: int, high: int) -> int:
    if step == low:
        return sum(people for at, people in steps.items() if at <= low)
    if step == high:
        return sum(people for at, people in steps.items() if at >= high)
    return steps.get(step, 0)


def hidden_as(count: Shown) -> str:
    """Write a count for people."""
    return "·" if count is None else f"{count:,}"
