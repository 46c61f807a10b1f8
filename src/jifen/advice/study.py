"""Ways of study (读书的路): level after level, each begun only when the one before has ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from jifen.advice.ways import Setting, Stage, Way
from jifen.law.actions import Action, Study
from jifen.profile.models import Education
from jifen.profile.months import first_day, month_of

#: tells whether an entry of education will count once it is completed
Counts = Callable[[Education], bool]
#: the first day on which each level is held
Graduations = Mapping[str, date]


def study_ways(setting: Setting, counts: Counts) -> Iterator[tuple[Way, Graduations]]:
    """Walk the sequences of study that are open, nothing first, each with the levels then held."""
    held: dict[str, date] = {}
    for entry in setting.profile.education:
        if counts(entry):
            # 'Already', without a date, is read as long enough ago, in the applicant's favour as elsewhere.
            since = entry.graduated or setting.profile.birth_date
            held[entry.level] = min(since, held.get(entry.level, since))
    yield from _further(setting, (), held)


def _further(
    setting: Setting, stages: tuple[Stage, ...], held: Graduations
) -> Iterator[tuple[Way, Graduations]]:
    entries = (*setting.profile.education, *map(_entry, stages))
    yield Way(stages, {"education": entries} if stages else {}), held
    for action in setting.section.actions:
        effect = action.effect
        if isinstance(effect, Study) and effect.level not in held and _rises(effect, held, setting):
            before = [day for level, day in held.items() if level in effect.after]
            if before or not effect.after:
                stage = _stage(setting, action, before, stages)
                assert stage.finish is not None
                yield from _further(
                    setting, (*stages, stage), {**held, effect.level: first_day(stage.finish)}
                )


def _rises(effect: Study, held: Graduations, setting: Setting) -> bool:
    """Whether a level stands above everything held: below it no level is asked for again."""
    order = [action.effect.level for action in setting.section.actions if isinstance(action.effect, Study)]
    return all(order.index(level) < order.index(effect.level) for level in held if level in order)


def _stage(setting: Setting, action: Action, before: list[date], stages: tuple[Stage, ...]) -> Stage:
    """Begin in the month after the level before has ended, one study at a time."""
    ended = [month_of(day) for day in before]
    ended += [stage.finish for stage in stages if stage.finish is not None]
    start = max([setting.soonest, *(month + 1 for month in ended)])
    return Stage(action, setting.effort(action.id), start, start + setting.time(action))


def _entry(stage: Stage) -> Education:
    effect = stage.action.effect
    assert isinstance(effect, Study)
    assert stage.finish is not None
    words = {"level": effect.level, "study_mode": "part_time"}
    days = {"enrolled": first_day(stage.start), "graduated": first_day(stage.finish)}
    return Education.model_validate({**words, **({"degree": True} if effect.degree else {}), **days})
