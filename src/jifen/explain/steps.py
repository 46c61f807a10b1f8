"""The next steps up of a whole result, the largest gain first (下一步)."""

from __future__ import annotations

from dataclasses import dataclass

from jifen.explain.sentences import next_step
from jifen.scoring import Assessment


@dataclass(frozen=True, slots=True)
class StepUp:
    """A step up of one indicator: how many points more, and what it needs in words."""

    id: str
    gain: int
    text: str


def steps_up(assessment: Assessment, lang: str) -> tuple[StepUp, ...]:
    """Give every indicator's next step up with its sentence, the largest gain first."""
    steps = []
    for item in assessment.indicators:
        found = next_step(assessment, item, lang)
        if found is not None:
            step, text = found
            steps.append(StepUp(item.id, step.gain, text))
    return tuple(sorted(steps, key=lambda step: -step.gain))
