"""What may be told of small groups (小数不公开): numbers from which no small group can be worked out.

Every published number is a sum of groups that together are everybody, and no such group holds fewer than
``least`` people unless it is empty. So whoever solves the published numbers for what is not there ends at
groups that are large enough. Kinds of people that are too small are put together with the next kind; where
that does not help, less is told of everybody: docs/decisions/0017-a-comparison-tells-no-small-group.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import reduce
from itertools import pairwise, product
from operator import add

from jifen.population.comparing.tallying import Crossing, Points

#: A count, or None where it is not shown.
Shown = int | None
Totals = tuple[Mapping[int, int], Mapping[int, int]]


class Detail(Enum):
    """How much is told of who crosses, the most first."""

    EVERYTHING = 5
    #: who passes under each law, not who crosses
    NET = 3
    BEFORE = 2
    PEOPLE = 1
    NOTHING = 0


def safe(counts: Iterable[int], least: int) -> bool:
    """Whether no group is small; a difference counts as the group of those who make it."""
    return all(count == 0 or abs(count) >= least for count in counts)


def follows(crossing: Crossing, detail: Detail) -> tuple[int, ...]:
    """Give the groups of people that what is shown of a kind tells of."""
    people, before, after, up, down = crossing.as_tuple()
    return {
        Detail.EVERYTHING: (before - down, up, down, people - before - up),
        Detail.NET: (before, people - before, after, people - after, after - before),
        Detail.BEFORE: (before, people - before),
        Detail.PEOPLE: (people,),
        Detail.NOTHING: (),
    }[detail]


def detail_of(whole: Crossing, least: int) -> Detail:
    """Choose the most that may be told of everybody."""
    return next(detail for detail in Detail if safe(follows(whole, detail), least))


def shown(crossing: Crossing, detail: Detail) -> tuple[Shown, ...]:
    """Give the five counts of a kind of people as far as they are told."""
    return tuple(count if place < detail.value else None for place, count in enumerate(crossing.as_tuple()))


def together(kinds: Sequence[Crossing], least: int, detail: Detail) -> list[range]:
    """Put kinds of people that follow one another together until each may be shown.

    ``detail`` must be one at which all of them together may be shown.
    """
    groups: list[range] = []
    start = 0
    for place in range(len(kinds)):
        if _may_stand(kinds[start : place + 1], least, detail):
            groups.append(range(start, place + 1))
            start = place + 1
    while start < len(kinds):
        # What is left over joins those before it.
        start = groups.pop().start if groups else 0
        if not groups or _may_stand(kinds[start:], least, detail):
            groups.append(range(start, len(kinds)))
            break
    return groups


def _may_stand(kinds: Sequence[Crossing], least: int, detail: Detail) -> bool:
    return safe(follows(reduce(add, kinds), detail), least)


def boundaries(totals: Totals, whole: Crossing, step: int, ends: int, least: int) -> list[int]:
    """Give the totals at which steps of the distribution begin, but for the first, which is open below.

    Both ends hold at least ``ends`` people, and no two published numbers differ by a small group: neither
    the people of a step, nor those on a side of a boundary under the two laws, nor these and those who pass
    or cross.
    """
    low, high = (edge(set(totals[0]) | set(totals[1])) for edge in (min, max))
    first = low // step * step + step
    found = [
        boundary
        for boundary in range(first, high + 1, step)
        if all(min(_reaching(side, boundary), sum(side.values()) - _reaching(side, boundary)) >= ends
               for side in totals)
    ]  # fmt: skip
    while (wrong := _wrong_boundary(totals, whole, found, least)) is not None:
        found.remove(wrong)
    return found


def _reaching(side: Mapping[int, int], boundary: int) -> int:
    return sum(people for total, people in side.items() if total >= boundary)


def _wrong_boundary(totals: Totals, whole: Crossing, found: Sequence[int], least: int) -> int | None:
    reaching = [[_reaching(side, boundary) for side in totals] for boundary in found]
    people = whole.people
    for boundary, sides in zip(found, reaching, strict=True):
        both_ways = [*sides, *(people - count for count in sides)]
        beside = [one - other for one, other in product(both_ways, whole.as_tuple())]
        if not safe([sides[0] - sides[1], *beside], least):
            return boundary
    edges = [[people, people], *reaching, [0, 0]]
    for place, (lower, upper) in enumerate(pairwise(edges)):
        if found and not safe([one - other for one, other in zip(lower, upper, strict=True)], least):
            return found[max(place - 1, 0)]
    return None


def tells_holders(points: Points, least: int) -> bool:
    """Whether it may be told how many hold points of an indicator, and whose change."""
    groups: dict[tuple[bool, bool, bool], int] = {}
    for (old, new), people in points.moves.items():
        group = (old != 0, new != 0, old != new)
        groups[group] = groups.get(group, 0) + people
    return safe(groups.values(), least)


def tells_sums(points: Points, least: int) -> bool:
    """Whether sums of points may be told: few points that many hold give away how many hold which."""
    return safe(points.moves.values(), least) and tells_holders(points, least)


def tells_crossing(moved: Iterable[Points], by_mark: tuple[int, int], whole: Crossing, least: int) -> bool:
    """Whether it may be told who crosses by which indicator."""
    indicators = list(moved)
    ways = (
        ([one.up for one in indicators] + [by_mark[0]], whole.up),
        ([one.down for one in indicators] + [by_mark[1]], whole.down),
    )
    # Of those who cross: who does not by this; how many do by several.
    others = [every - one for counts, every in ways for one in counts]
    several = [sum(counts) - every for counts, every in ways]
    unmoved = [one.changed - one.up - one.down for one in indicators]
    told = [count for counts, _ in ways for count in counts]
    return safe([*told, *others, *several, *unmoved], least)
