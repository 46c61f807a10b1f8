"""What a person could do from now on (可走的路): a way edits the profile, the engine says what it is worth.

Ways come from the law's actions. A way changes whole sections of the document and nothing else, so that the
lines of an indicator can be shared between all the ways that leave alone what it reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from jifen.errors import Problem, QuestionError
from jifen.law import Law, Section
from jifen.law.actions import EFFORT, Action, Obtain, Pay, RaiseBase
from jifen.profile import Profile
from jifen.profile.models import Credential, InsuranceRun
from jifen.profile.months import Month, add_years, first_day, format_month, month_of

#: months that an action may be said to take, at most
LONGEST = 240


@dataclass(frozen=True)
class Stage:
    """One action of a way (一步), from ``start`` to ``finish``, its first month of use.

    ``finish`` None: it goes on. ``ratio``: times the average wage, where a base is raised, and its tier.
    """

    action: Action
    effort: int
    start: Month
    finish: Month | None
    ratio: Decimal | None = None
    tier: str = ""


@dataclass(frozen=True)
class Way:
    """Some actions of one family together and the sections of the document that they rewrite."""

    stages: tuple[Stage, ...] = ()
    sections: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Setting:
    """What all ways start from: the person, the day, the law of that day, the times assumed by action."""

    profile: Profile
    on: date
    law: Law
    section: Section
    months: Mapping[str, int] = field(default_factory=dict)

    @property
    def soonest(self) -> Month:
        """The first month in which something can be begun: the next one."""
        return month_of(self.on) + 1

    def effort(self, key: str) -> int:
        """Give the effort of an action or a tier."""
        efforts: Mapping[str, int] = self.law.value(f"{self.section.id}.{EFFORT}")
        return efforts[key]

    def time(self, action: Action) -> int:
        """Give the months that an action takes, the caller's own estimate first."""
        own = self.months.get(action.id)
        return sum(self.law.value(key) for key in action.months) if own is None else own


def times(section: Section, months: Mapping[str, int]) -> Mapping[str, int]:
    """Check a caller's own estimates, months by an action's id; QuestionError names what cannot be."""
    known = [action.id for action in section.actions if action.months]
    problems = []
    for name, count in months.items():
        place = f"months.{name}"
        if name not in known:
            params: dict[str, object] = {"key": name, "allowed": known, "nearest": None}
            problems.append(Problem(place, "unknown_key", name, params))
        elif not 0 < count <= LONGEST:
            bound: dict[str, object] = {"low": 1} if count < 1 else {"high": LONGEST}
            problems.append(Problem(place, "too_small" if count < 1 else "too_large", count, bound))
    if problems:
        raise QuestionError(problems)
    return months


def insurance_ways(setting: Setting) -> Iterator[Way]:
    """Walk what can be done about insurance: go on as now, begin to pay, pay at the ratio of a tier."""
    yield Way()
    for action in setting.section.actions:
        if isinstance(action.effect, Pay):
            yield from _pay(setting, action, action.effect)
        elif isinstance(action.effect, RaiseBase):
            yield from _raise(setting, action, action.effect)


def _pay(setting: Setting, action: Action, effect: Pay) -> Iterator[Way]:
    if any(_goes_on(run, setting) for run in setting.profile.social_insurance):
        return
    amount = setting.law.value(effect.wage)[effect.key]
    stage = Stage(action, setting.effort(action.id), setting.soonest, None)
    yield Way((stage,), {"social_insurance": _paying(setting, base=amount)})


def _raise(setting: Setting, action: Action, effect: RaiseBase) -> Iterator[Way]:
    wages: Mapping[str, Decimal] = setting.law.value(effect.wage)
    for name, tier in setting.law.value(effect.tiers).items():
        ratio = Decimal(tier["ratio"])
        within = ratio * wages[effect.amount] <= wages[effect.limit]
        if within and not any(_pays_at(run, ratio, setting) for run in setting.profile.social_insurance):
            stage = Stage(action, setting.effort(name), setting.soonest, None, ratio, name)
            yield Way((stage,), {"social_insurance": _paying(setting, ratio=ratio)})


def _goes_on(run: InsuranceRun, setting: Setting) -> bool:
    return run.to is None and run.from_ <= setting.soonest


def _pays_at(run: InsuranceRun, ratio: Decimal, setting: Setting) -> bool:
    return _goes_on(run, setting) and run.ratio is not None and run.ratio >= ratio


def _paying(setting: Setting, **amount: Any) -> tuple[InsuranceRun, ...]:
    """Give the record with one more run from the soonest month on, in place of what would be paid then."""
    last = setting.soonest - 1
    kept = [
        run.model_copy(update={"to": last}) if run.to is None or run.to > last else run
        for run in setting.profile.social_insurance
        if run.from_ <= last
    ]
    paid_by = setting.profile.employment.employer
    words = {"from": format_month(setting.soonest), **amount, **({"employer": paid_by} if paid_by else {})}
    return (*kept, InsuranceRun.model_validate(words))


def credential_ways(setting: Setting, graduations: Mapping[str, date]) -> Iterator[Way]:
    """Walk the sets of credentials that can be obtained, each as soon as it can be.

    ``graduations``: the first day on which each level of education is held.
    """
    found: list[tuple[Stage, ...]] = [()]
    for action in setting.section.actions:
        if isinstance(action.effect, Obtain):
            stage = _obtain(setting, action, action.effect, graduations)
            found += [(*stages, stage) for stages in found] if stage else []
    held = setting.profile.credentials
    for stages in found:
        yield Way(stages, {"credentials": (*held, *map(_credential, stages))} if stages else {})


def _obtain(
    setting: Setting, action: Action, effect: Obtain, graduations: Mapping[str, date]
) -> Stage | None:
    if any(entry.level == effect.level for entry in setting.profile.credentials):
        return None
    start = setting.soonest
    if effect.years_after:
        years: Mapping[str, int] = setting.law.value(f"{setting.section.id}.{effect.years_after}")
        ready = [add_years(day, years[level]) for level, day in graduations.items() if level in years]
        if not ready:
            return None
        # Begun in the first whole month after the years are complete.
        start = max(start, month_of(min(ready) - timedelta(days=1)) + 1)
    return Stage(action, setting.effort(action.id), start, start + setting.time(action))


def _credential(stage: Stage) -> Credential:
    assert isinstance(stage.action.effect, Obtain)
    assert stage.finish is not None
    obtained = first_day(stage.finish)
    return Credential.model_validate({"level": stage.action.effect.level, "obtained": obtained})
