"""One plan as plain data, explained (一份规划)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen.advice.curve import curve
from jifen.advice.events import events
from jifen.advice.keeping import paid_through, paid_until
from jifen.advice.outlook import Need, Outlook
from jifen.advice.search import Candidate
from jifen.advice.ways import Setting, Stage
from jifen.advice.words import say
from jifen.explain import Language, result
from jifen.explain.sources import render
from jifen.law.actions import CLASSES, HANDLING
from jifen.profile import to_document
from jifen.profile.months import Month, format_month, month_of, parse_month
from jifen.scoring import Engine, Standing, follow

Json = dict[str, Any]
_MONTHS = 12
#: the section of the document that paying adds to
_RECORD = "social_insurance"


@dataclass(frozen=True)
class Frame:
    """What all plans of one answer share."""

    engine: Engine
    setting: Setting
    outlook: Outlook
    need: Need
    pass_mark: int
    lang: Language


def shown(frame: Frame, candidate: Candidate) -> Json:
    """Give a plan with its steps, curve, events, what to keep up, what may go wrong (see `advice.plan`)."""
    met, need, on = candidate.outcome, frame.need, frame.setting.on
    reached = met.reached
    end = max(need.until, reached or on)
    course = follow(frame.engine, candidate.profile, on, end)
    standings = tuple(course.standings())
    kept = _kept(frame, candidate)
    slack = None if reached is None else whole_months(reached, need.by)
    handling: int = frame.setting.law.value(f"{frame.setting.section.id}.{HANDLING}")
    tight = slack is not None and 0 <= slack < handling
    return {
        "id": "+".join(filter(None, map(_key, candidate.stages))) or "as_is",
        "title": _title(candidate, frame.lang),
        "kind": list(candidate.kind),
        "kind_names": [say("family", family, frame.lang) for family in candidate.kind],
        "effort": candidate.effort,
        **_effort_class(frame, candidate.effort),
        "reached": reached.isoformat() if reached else None,
        "slack_months": slack,
        "tight": tight,
        "least_over": met.least,
        "falls": met.falls.isoformat() if met.falls else None,
        "eligible_from": _eligible_from(standings),
        "note": _note(frame, candidate, handling if tight else None),
        "steps": [_step(frame, stage, kept) for stage in candidate.stages],
        "keep": None if kept is None else _keep(frame, candidate, kept),
        "months": curve(standings, on, end),
        "events": list(events(course, standings, frame.lang)),
        "rules": _rules(frame, candidate),
        "profile": to_document(candidate.profile),
    }


def whole_months(earlier: date, later: date) -> int:
    """Count the whole months from one day to another; negative when the other lies before."""
    if later < earlier:
        return -whole_months(later, earlier)
    return month_of(later) - month_of(earlier) - (later.day < earlier.day)


def _key(stage: Stage) -> str:
    return f"{stage.action.id}.{stage.tier}" if stage.tier else stage.action.id


def _name(stage: Stage, lang: str) -> str:
    return stage.action.name[lang].format(ratio=stage.ratio)


def _title(candidate: Candidate, lang: str) -> str:
    names = [_name(stage, lang) for stage in candidate.stages]
    return say("plan", "joint", lang).join(names) if names else say("plan", "as_is", lang)


def _effort_class(frame: Frame, effort: int) -> Mapping[str, str]:
    classes: Mapping[str, int] = frame.setting.law.value(f"{frame.setting.section.id}.{CLASSES}")
    reached = [name for name, least in classes.items() if effort >= least]
    name = max(reached, key=classes.__getitem__, default="none")
    return {"effort_class": name, "effort_name": say("effort", name, frame.lang)}


def _eligible_from(standings: tuple[Standing, ...]) -> str | None:
    """Give the first day on which the mark is passed and every condition of application holds."""
    return next((each.day.isoformat() for each in standings if each.eligible and each.passes), None)


def _note(frame: Frame, candidate: Candidate, handling: int | None) -> str | None:
    met, lang = candidate.outcome, frame.lang
    if met.falls is not None:
        return say("plan", "falls", lang, month=format_month(month_of(met.falls)))
    if met.reached is not None and met.reached > frame.need.by:
        return say("plan", "late", lang, month=format_month(month_of(met.reached)))
    return None if handling is None else say("plan", "tight", lang, months=handling)


def _kept(frame: Frame, candidate: Candidate) -> str | None:
    """Give the last month for which insurance must be paid, by the need or, of a late plan, from then on."""
    if candidate.outcome.reached is None:
        return None
    month = paid_until(candidate, frame.outlook, _needed(frame, candidate), frame.pass_mark)
    return None if month is None else format_month(month)


def _needed(frame: Frame, candidate: Candidate) -> Need:
    """Give the need, or of a late plan what is left of it."""
    reached = candidate.outcome.reached or frame.need.until
    return Need(max(frame.need.by, reached), max(frame.need.until, reached))


def _keep(frame: Frame, candidate: Candidate, month: str) -> Json:
    paying = next((stage for stage in candidate.stages if stage.finish is None), None)
    key = "keep" if paying is None else "keep_ratio" if paying.ratio else "keep_new"
    text = say("plan", key, frame.lang, month=month, ratio=paying.ratio if paying else None)
    return {"until": month, "text": text, "after": _after(frame, candidate, parse_month(month))}


def _after(frame: Frame, candidate: Candidate, paid: Month) -> str | None:
    """Say why one may stop paying before the last day needed: what the record's rules still yield on it."""
    day = _needed(frame, candidate).until
    if paid >= month_of(day):
        return None
    reading = {rule.id for rule in frame.engine.program_on(day).indicators if _RECORD in rule.reads}
    scored = result(frame.engine.score(paid_through(candidate.profile, paid), day), frame.lang)
    because = [
        f"{item['name']}: {item['because']}"
        for item in scored["indicators"]
        if item["id"] in reading and item["counted"] and item["points"]
    ]
    return (
        say("plan", "after", frame.lang, day=day.isoformat(), because="; ".join(because)) if because else None
    )


def _step(frame: Frame, stage: Stage, kept: str | None) -> Json:
    lang = frame.lang
    finish = kept if stage.finish is None else format_month(stage.finish)
    return {
        "action": stage.action.id,
        "family": stage.action.family,
        "name": _name(stage, lang),
        "start": format_month(stage.start),
        "finish": finish,
        "months": None if stage.finish is None else stage.finish - stage.start,
        "effort": stage.effort,
        "certainty": stage.action.certainty,
        "pitfalls": [pitfall[lang] for pitfall in stage.action.pitfalls],
        "sources": render(stage.action.sources, lang),
    }


def _rules(frame: Frame, candidate: Candidate) -> list[Json]:
    """Give what counts on the day needed, or reached if that is later, each with its reason and citation."""
    day = max(frame.need.by, candidate.outcome.reached or frame.need.by)
    scored = result(frame.engine.score(candidate.profile, day), frame.lang)
    keys = ("id", "name", "points", "because", "sources")
    return [
        {key: item[key] for key in keys}
        for item in scored["indicators"]
        if item["counted"] and item["points"]
    ]
