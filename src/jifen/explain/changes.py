"""Why an indicator's points change from one day to another, in a few words (变化的原因)."""

from __future__ import annotations

from typing import Any, Protocol

from jifen.explain.sentences import Evaluated, because, names_of
from jifen.explain.template import Lookup, fill
from jifen.mechanisms import Indicator, Trace
from jifen.scoring import IndicatorResult

#: a name in a sentence that means what was before the change
_WAS = "was_"


class Moment(Evaluated, Protocol):
    """What an indicator yields on a day: a step of a course."""

    @property
    def value(self) -> int:
        """The points."""

    @property
    def trace(self) -> Trace:
        """How they came about."""


def why_changed(indicator: Indicator, before: Moment, after: Moment, lang: str) -> str:
    """Say what happened: the section's ``change`` sentence, else why the points are what they are now.

    In the sentence ``{ratio}`` is what holds after the change, ``{was_ratio}`` what held before it.
    """
    section = indicator.section
    template = section.change.get("more" if after.value > before.value else "less")
    if template is None:
        return because(after, IndicatorResult(indicator, after.value, True, after.trace), lang)
    now, was = _names(indicator, after), _names(indicator, before)

    def find(name: str) -> Any:
        return was(name.removeprefix(_WAS)) if name.startswith(_WAS) else now(name)

    return fill(template[lang], find, section.labels, lang)


def _names(indicator: Indicator, moment: Moment) -> Lookup:
    points = {"points": moment.value}
    return names_of(indicator.section, indicator.measures, moment, points, moment.trace.detail)
