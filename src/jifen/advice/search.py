"""Searching the combinations of ways (组合): those that no other beats in effort and date are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from jifen.advice.outlook import Need, Outcome, Outlook, outcome
from jifen.advice.study import study_ways
from jifen.advice.ways import Setting, Stage, credential_ways, insurance_ways
from jifen.law.actions import Study
from jifen.profile import Profile
from jifen.profile.models import Education


@dataclass(frozen=True)
class Candidate:
    """A combination of actions with the profile it leads to and how that meets the need."""

    stages: tuple[Stage, ...]
    profile: Profile
    outcome: Outcome

    @property
    def effort(self) -> int:
        """The efforts of all stages together."""
        return sum(stage.effort for stage in self.stages)

    @property
    def kind(self) -> tuple[str, ...]:
        """What tells plans of different kinds apart: the families of their actions."""
        return tuple(sorted({stage.action.family for stage in self.stages}))


def candidates(setting: Setting, outlook: Outlook, need: Need, pass_mark: int) -> Iterator[Candidate]:
    """Walk every combination of a way of insurance, a way of study and a set of credentials."""
    insurance = tuple(insurance_ways(setting))
    indicator = next(
        (a.effect.indicator for a in setting.section.actions if isinstance(a.effect, Study)), None
    )

    def counts(entry: Education) -> bool:
        alone = setting.profile.model_copy(update={"education": (entry,)})
        return indicator is not None and outlook.counts(alone, indicator)

    for study, graduations in study_ways(setting, counts):
        for credential in credential_ways(setting, graduations):
            for insured in insurance:
                sections = {**insured.sections, **study.sections, **credential.sections}
                profile = setting.profile.model_copy(update=sections) if sections else setting.profile
                met = outcome(outlook.standings(profile), need, pass_mark)
                stages = (*insured.stages, *study.stages, *credential.stages)
                yield Candidate(stages, profile, met)


def unbeaten(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Keep those that no other beats in effort and day reached, one of a kind among equals.

    Beaten is whoever needs no less effort and is no earlier, and is worse in one of them. Least effort first.
    """
    rising = sorted(found, key=_rank)
    kept: list[Candidate] = []
    for each in rising:
        beaten = any(
            other.effort <= each.effort
            and _day(other) <= _day(each)
            and (other.effort, _day(other)) != (each.effort, _day(each))
            for other in kept
        )
        alike = any(
            (other.effort, _day(other), other.kind) == (each.effort, _day(each), each.kind) for other in kept
        )
        if not beaten and not alike:
            kept.append(each)
    return tuple(kept)


def _rank(candidate: Candidate) -> tuple[int, date, int, int]:
    """Less effort, then earlier, then fewer steps, then more points to spare."""
    return candidate.effort, _day(candidate), len(candidate.stages), -candidate.outcome.least


def _day(candidate: Candidate) -> date:
    return candidate.outcome.reached or date.max


def nearest(found: Sequence[Candidate]) -> Candidate:
    """Give what comes nearest to the mark while it is needed; among equals the earliest, the lightest."""
    return min(found, key=lambda each: (-each.outcome.least, _day(each), each.effort))
