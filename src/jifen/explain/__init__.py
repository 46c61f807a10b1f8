"""Explaining (说明): an Assessment as sentences in Chinese and English, as rows, as a series; no HTML."""

from jifen.explain.assumed import assumption_sentences, assumption_words
from jifen.explain.bar import Segment, bar
from jifen.explain.certainty import CERTAINTY
from jifen.explain.changes import why_changed
from jifen.explain.result import Language, result
from jifen.explain.steps import steps_up

__all__ = [
    "CERTAINTY",
    "Language",
    "Segment",
    "assumption_sentences",
    "assumption_words",
    "bar",
    "result",
    "steps_up",
    "why_changed",
]
