"""The bar to the pass mark (到标准分值的条): where each piece of a result stands, in per cent of its width.

Only places and widths are found here. The pieces' points come from the result, the pass mark from the law,
colours and grains from the style sheet, by the indicator's id.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jifen.explain import Segment
from jifen.explain import bar as stack
from jifen_service.portal.words import plain_name

#: Widths in CSS px at which labels are tried; bar.css has container queries for all but the first.
CONTAINERS = (280, 345, 520, 760)
KINDS = ("counted", "not_counted", "deduction")
_WIDE, _NARROW = 12.2, 7.0
_LABEL_MARGIN = 6.0
#: A piece beneath the bar is labelled where so much of the width, in per cent, is left beside it.
_LABEL_ROOM = 62
#: How far the bar reaches beyond the pass mark when the total stays below it.
_HEADROOM = 4 / 3


@dataclass(frozen=True, slots=True)
class Piece:
    """One indicator in the bar; `x`, `width` in per cent, `name_fits`, `points_fit` a container's number."""

    id: str
    name: str
    points: int
    x: float
    width: float
    name_fits: int
    points_fit: int

    @property
    def middle(self) -> float:
        """Where the label is centred, in per cent."""
        return self.x + self.width / 2

    @property
    def label_side(self) -> str:
        """Where a piece beneath the bar has room for its label: after, before, or '' for neither."""
        if self.end <= _LABEL_ROOM:
            return "after"
        return "before" if self.x >= 100 - _LABEL_ROOM else ""

    @property
    def end(self) -> float:
        """The right edge, in per cent."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Bar:
    """A drawn total: what counts from left to right, what does not beneath, deductions leftwards beneath."""

    total: int
    pass_mark: int
    zero: float
    mark: float
    stand: float
    counted: tuple[Piece, ...]
    not_counted: tuple[Piece, ...]
    deducted: tuple[Piece, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Every piece, in the order of the text alternative."""
        return self.counted + self.not_counted + self.deducted


def draw(result: Mapping[str, Any], lang: str) -> Bar:
    """Lay out a scoring result (contract: "Result of a scoring") as a bar."""
    segments = stack(dict(result))
    reached = max((segment.end for segment in segments), default=0)
    pass_mark, total = result["pass_mark"], result["total"]
    scale = _Scale(low=min(0, total), high=max(pass_mark * _HEADROOM, reached))
    by_kind = {kind: [segment for segment in segments if segment.kind == kind] for kind in KINDS}
    beaten = [_beside(segment, by_kind["counted"]) for segment in by_kind["not_counted"]]
    return Bar(
        total=total,
        pass_mark=pass_mark,
        zero=scale.place(0),
        mark=scale.place(pass_mark),
        stand=scale.place(total),
        counted=tuple(scale.piece(segment, lang) for segment in by_kind["counted"]),
        not_counted=tuple(scale.piece(segment, lang) for segment in beaten),
        deducted=tuple(scale.piece(segment, lang) for segment in by_kind["deduction"]),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """From points to per cent of the bar's width."""

    low: float
    high: float

    def place(self, points: float) -> float:
        return round(100 * (points - self.low) / (self.high - self.low), 3)

    def piece(self, segment: Segment, lang: str) -> Piece:
        x, end = self.place(segment.start), self.place(segment.end)
        name = plain_name(segment.id, segment.name, lang)
        figure = _text_width(str(segment.points))
        return Piece(
            id=segment.id,
            name=name,
            points=segment.points,
            x=x,
            width=round(end - x, 3),
            name_fits=_fits(_text_width(name) + _NARROW + figure, end - x),
            points_fit=_fits(figure, end - x),
        )


def _beside(beaten: Segment, counted: Sequence[Segment]) -> Segment:
    """Put what does not count beneath the first that scores as much and counts: the one it gave way to."""
    start = next((segment.start for segment in counted if segment.points >= beaten.points), 0)
    return replace(beaten, start=start, end=start + beaten.points)


def _text_width(text: str) -> float:
    """About how wide a label is, in CSS px."""
    return sum(_WIDE if ord(character) > 0x2E80 else _NARROW for character in text)


def _fits(text_width: float, share: float) -> int:
    """The first container (from 1) in which a label fits into `share` per cent of the bar; 0 if in none."""
    for number, width in enumerate(CONTAINERS, start=1):
        if share / 100 * width >= text_width + _LABEL_MARGIN:
            return number
    return 0
