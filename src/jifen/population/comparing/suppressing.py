"""Small cells are not shown (小数不公开): a count below a threshold, and what would give it away.

A cell is hidden when its count is above nothing and below ``least``. A hidden cell that its row or column
would give back by subtraction takes another with it, until none can be recovered from one sum alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from jifen.population.comparing.tallying import Crossing

#: A count, or None where it is not shown.
Shown = int | None
#: places in a row of a crossing: after = before + up - down
PEOPLE, BEFORE, AFTER, UP, DOWN = range(5)


def shown(count: int, least: int) -> Shown:
    """Give a count unless it is small."""
    return None if 0 < count < least else count


def shown_rows(crossings: Sequence[Crossing], least: int) -> list[tuple[Shown, ...]]:
    """Give the counts of kinds of people that together are everybody, hiding what must be hidden."""
    rows = [crossing.as_tuple() for crossing in crossings]
    hidden = {
        (row, column)
        for row, counts in enumerate(rows)
        for column, count in enumerate(counts)
        if shown(count, least) is None
    }
    while more := _given_away(rows, hidden):
        hidden |= more
    return [
        tuple(None if (row, column) in hidden else count for column, count in enumerate(counts))
        for row, counts in enumerate(rows)
    ]


Cells = set[tuple[int, int]]


def _given_away(rows: Sequence[tuple[int, ...]], hidden: Cells) -> Cells:
    """Find cells to hide beside one that stands alone in its row's equation or its column's sum."""
    for row, counts in enumerate(rows):
        alone = [column for column in (BEFORE, AFTER, UP, DOWN) if (row, column) in hidden]
        if len(alone) == 1:
            other = BEFORE if alone[0] == AFTER else AFTER
            return {(row, other)}
        if (row, PEOPLE) in hidden and not {(row, BEFORE), (row, AFTER)} <= hidden and counts[PEOPLE]:
            return {(row, BEFORE), (row, AFTER)} - hidden
    for column in range(5):
        alone = [row for row in range(len(rows)) if (row, column) in hidden]
        others = [row for row in range(len(rows)) if (row, column) not in hidden and rows[row][column]]
        if len(alone) == 1 and others:
            return {(min(others, key=lambda row: rows[row][column]), column)}
    return set()


def shown_counts(counts: Sequence[int], least: int) -> list[Shown]:
    """Give counts that together are everybody; a small one that stands alone takes the next along."""
    visible = [shown(count, least) for count in counts]
    others = [place for place, count in enumerate(visible) if count]
    if visible.count(None) == 1 and others:
        visible[min(others, key=lambda place: counts[place])] = None
    return visible
