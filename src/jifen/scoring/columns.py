"""The engine's column reading: a compiled law over a table of persons, beside `Engine.score` over one."""

from __future__ import annotations

from collections.abc import Mapping

from jifen.mechanisms import Columns, Program, Value


def points_columns(program: Program, table: Columns) -> dict[str, Value]:
    """Give the points by indicator; LawError where the tables do not bring what a rule asks."""
    return {indicator.id: indicator.points.columns(table) for indicator in program.indicators}


def vetoed_column(program: Program, table: Columns) -> Value:
    """Say whether anything vetoes that is the law on this day."""
    vetoes = [veto for veto in program.vetoes if veto.in_force is None or veto.in_force.value]
    return ~table.every(~veto.measure.columns(table) for veto in vetoes)


def total_column(program: Program, table: Columns, points: Mapping[str, Value]) -> Value:
    """Sum what counts: of a choice the highest alone."""
    counted = [points[name] for name in points if name not in program.choice_of]
    counted += [table.greatest(points[name] for name in choice) for choice in program.choices]
    return sum(counted[1:], start=counted[0])


def passes_column(program: Program, total: Value, vetoed: Value) -> Value:
    """Say whether the pass mark is reached and nothing vetoes."""
    return (total >= program.pass_mark) & ~vetoed
