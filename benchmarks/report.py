"""One line of the benchmark, and how it is printed and kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass

WHAT, GOAL, MEASURED = 62, 12, 24


class UnmeasuredError(Exception):
    """Something that a measurement needs is not there; the message says what. No failure of Jifen."""


class WrongAnswerError(Exception):
    """What was measured gave a wrong answer, so its speed means nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing measured.

    ``unit`` that ends in ``/s`` means more is better, any other that less is. ``best``: the best of the
    samples whose median is ``measured``. ``goal`` None: shown for information.
    """

    what: str
    measured: float | None
    unit: str
    goal: float | None = None
    best: float | None = None
    note: str = ""

    @property
    def more_is_better(self) -> bool:
        """Whether a greater figure is the better one."""
        return self.unit.endswith("/s")

    @property
    def verdict(self) -> str:
        """``met``, ``missed``, ``not measured``, or a dash where there is no goal."""
        if self.measured is None:
            return "not measured"
        if self.goal is None:
            return "-"
        met = self.measured >= self.goal if self.more_is_better else self.measured <= self.goal
        return "met" if met else "missed"

    def text(self) -> str:
        """Give the line of the table."""
        bound = "≥" if self.more_is_better else "≤"
        goal = "" if self.goal is None else f"{bound} {number(self.goal)} {self.unit}"
        measured = "" if self.measured is None else f"{number(self.measured)} {self.unit}"
        if self.best is not None:
            measured += f" (best {number(self.best)})"
        note = f"  {self.note}" if self.note else ""
        return _row(self.what, goal, measured, self.verdict + note)

    def as_dict(self) -> dict[str, object]:
        """Give the line as JSON-able data, its verdict included."""
        return {**asdict(self), "verdict": self.verdict}


def header() -> str:
    """Give the head of the table."""
    head = _row("what", "goal", "measured", "verdict")
    return f"{head}\n{'-' * len(head)}"


def _row(what: str, goal: str, measured: str, verdict: str) -> str:
    return f"{padded(what, WHAT)} {padded(goal, GOAL)} {padded(measured, MEASURED)} {verdict}"


def number(value: float) -> str:
    """Write a figure with three significant digits or as a whole number."""
    if value == 0 or value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def padded(text: str, width: int) -> str:
    """Fill a text with blanks up to a width in columns; a Chinese character takes two."""
    taken = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
    return text + " " * (width - taken)


def counts(lines: Iterable[Line]) -> str:
    """Say how many goals are met."""
    judged = [line.verdict for line in lines if line.goal is not None]
    return f"goals met: {judged.count('met')} of {len(judged)}"
