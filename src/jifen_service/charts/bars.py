"""Bars (条形图): where each bar of a count stands, in per cent of the chart's width. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

#: the longest bar leaves room for its figure behind it
_WIDEST = 100.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One count: its label, how many, the bar's width in per cent, its share of the first bar (a funnel)."""

    key: str
    label: str
    count: int
    width: float
    share: int | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under one title; ``tone`` (plain, funnel, clock) says how they are drawn."""

    key: str
    title: str
    note: str
    bars: tuple[Bar, ...]
    tone: str = "plain"

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(bar.count for bar in self.bars)

    @property
    def total(self) -> int:
        """All counts together."""
        return sum(bar.count for bar in self.bars)


def chart(
    key: str, title: str, note: str, counts: Iterable[tuple[str, str, int]], *, tone: str = "plain"
) -> Chart:
    """Lay out (key, label, count) as bars; with the tone ``funnel`` each says its share of the first."""
    rows = tuple(counts)
    most = max((count for _key, _label, count in rows), default=0) or 1
    first = rows[0][2] if rows else 0
    bars = tuple(
        Bar(
            name,
            label,
            count,
            round(_WIDEST * count / most, 2),
            round(100 * count / first) if tone == "funnel" and first else None,
        )
        for name, label, count in rows
    )
    return Chart(key, title, note, bars, tone)
