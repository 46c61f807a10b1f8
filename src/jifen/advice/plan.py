"""Plans that reach the pass mark in time and keep it (达标规划).

The need is a day ``by`` on which the points are needed (the registration) and a day ``until`` which they
must be kept (the last exam; ``by`` itself unless told). Every combination of the law's actions
(`actions.yaml`) is tried on the engine; kept is what no other beats in effort and in the day from which the
mark is passed without a break. JSON-able, texts in ``lang``::

    {"on", "by", "until", "pass_mark", "policy", "wage_growth",
     "today": {… a point as in a forecast},
     "reached": true,                  # some plan is in time and lasts
     "plans": [PLAN, …],               # those, the least effort first; one without steps: nothing to do
     "falling": [PLAN, …],             # hold on ``by`` with less effort, but fall before ``until``
     "nearest": PLAN | null,           # when none is in time: the most points while needed
     "earliest": PLAN | null,          # … and the earliest day possible
     "handling_months": …, "start_before_months": …,        # 办理平均几个月; 建议提前几个月开始
     "deadlines": [{"child": 0, "milestone": "zhongkao", "name", "by", "until"}, …],
     "assumptions": ["…", …]}

    PLAN = {"id": "raise_base.standard+intermediate", "title", "kind": ["insurance", "title"],
            "effort": …, "effort_class": "heavy", "effort_name",
            "reached": "2028-06-01" | null,     # passed from then on, without a break through ``until``
            "slack_months": 28,                 # whole months from reached to by, negative when late
            "tight": false,                     # less slack than the handling takes
            "least_over": …,                    # least points over the mark from by through until
            "falls": null | "2031-03-15",       # passed on ``by``, lost before ``until``
            "eligible_from": "…" | null,        # first day from which one may also apply (申请条件)
            "note": "…" | null,                 # late, tight or falling, in words
            "steps": [{"action", "family", "name", "start": "2026-12", "finish": "2028-06",
                       "months": … | null, "effort", "certainty", "pitfalls": ["…"], "sources": […]}, …],
            "keep": {"until": "2031-06", "text": "…",              # insurance to be paid on
                     "after": "…" | null} | null,                  # why it may stop before the last day
            "months": […], "events": […],       # as in a forecast, to ``until`` or the day reached
            "rules": [{"id", "name", "points", "because", "sources"}, …],   # what counts when it is reached
            "profile": {…}}                     # the document with the plan in it, for a forecast of it
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from jifen.advice.curve import point, policy_of
from jifen.advice.forecast import stated
from jifen.advice.horizon import USUAL_YEARS, check_size, need_of, years_ahead
from jifen.advice.milestones import deadlines
from jifen.advice.outlook import Need, Outlook
from jifen.advice.search import Candidate, candidates, nearest, unbeaten
from jifen.advice.shown import Frame, shown
from jifen.advice.wages import assuming
from jifen.advice.ways import Setting, times
from jifen.advice.words import say
from jifen.errors import LawError
from jifen.explain import Language, assumption_sentences
from jifen.law.actions import HANDLING, START_BEFORE
from jifen.profile import Profile, assumptions, to_document
from jifen.scoring import Engine, follow

Json = dict[str, Any]
#: falling plans and late ones that are shown at most
_MOST = 2
#: diplomas, credentials and runs of a document together: a month-by-month record of twenty years
MOST_ENTRIES = 300


@dataclass(frozen=True)
class Question:
    """What is asked of a plan: the pass mark ``by`` a day, kept through ``until``, ``by`` unless told.

    ``wage_growth``: per cent a year, as in a forecast. ``months``: the caller's own estimates of how long
    actions take, by the action's id.
    """

    by: date
    until: date | None = None
    wage_growth: Decimal = Decimal(0)
    months: Mapping[str, int] = field(default_factory=dict)


def plan(engine: Engine, profile: Profile, on: date, question: Question, *, lang: Language = "zh") -> Json:
    """Search plans that answer a question.

    Shape and meaning: the module's own text. Raises QuestionError for dates, growth or times out of bounds,
    and what `Engine.score` raises.
    """
    check_size(profile, MOST_ENTRIES)
    need = Need(*need_of(on, question.by, question.until))
    growing = assuming(engine, question.wage_growth)
    frame = _frame(growing, profile, on, need, question.months, lang)
    found = _search(frame)
    met = unbeaten(each for each in found if each.outcome.meets(need))
    law = frame.setting.law
    section = frame.setting.section.id
    course = follow(frame.engine, profile, on, frame.outlook.until)
    return {
        "on": on.isoformat(),
        "by": need.by.isoformat(),
        "until": need.until.isoformat(),
        "pass_mark": frame.pass_mark,
        "policy": policy_of(course.program_on(on)),
        "wage_growth": f"{question.wage_growth:f}",
        "today": point(next(course.standings()), on),
        "reached": bool(met),
        "plans": [shown(frame, each) for each in met],
        "falling": [shown(frame, each) for each in _falling(found, met)],
        **_otherwise(frame, found, met),
        "handling_months": law.value(f"{section}.{HANDLING}"),
        "start_before_months": law.value(f"{section}.{START_BEFORE}"),
        "deadlines": [
            {
                "child": each.child,
                "milestone": each.milestone,
                "name": each.name[lang],
                "by": each.by.isoformat(),
                "until": each.until.isoformat(),
            }
            for each in deadlines(profile, on, law)
        ],
        "assumptions": [
            *stated(engine, course, question.wage_growth, lang),
            say("assumed", "times", lang),
            *assumption_sentences(assumptions(profile), to_document(profile), lang),
        ],
    }


def _frame(
    engine: Engine, profile: Profile, on: date, need: Need, months: Mapping[str, int], lang: Language
) -> Frame:
    law = engine.book.law_on(on)
    section = next(iter(law.of_kind("actions")), None)
    if section is None:
        raise LawError(f"{engine.book.jurisdiction}: the law has no section of actions")
    setting = Setting(profile, on, law, section, times(section, months))
    outlook = Outlook(engine, on, max(need.until, years_ahead(on, USUAL_YEARS)))
    return Frame(engine, setting, outlook, need, engine.program_on(on).pass_mark, lang)


def _search(frame: Frame) -> Sequence[Candidate]:
    """Try every combination; only the first, doing nothing, where the mark is passed today and for good."""
    walk = candidates(frame.setting, frame.outlook, frame.need, frame.pass_mark)
    first = next(walk)
    return [first] if first.outcome.reached == frame.setting.on else list(chain([first], walk))


def _falling(found: Sequence[Candidate], met: Sequence[Candidate]) -> list[Candidate]:
    """Give what holds on ``by`` and falls later, with less effort than all that lasts; latest first."""
    least = min((each.effort for each in met), default=None)
    falling = [each for each in found if each.outcome.falls and (least is None or each.effort < least)]
    falling.sort(key=lambda each: (each.outcome.falls, -each.effort), reverse=True)
    kinds = {each.kind: each for each in reversed(falling)}
    return [each for each in falling if kinds[each.kind] is each][:_MOST]


def _otherwise(frame: Frame, found: Sequence[Candidate], met: Sequence[Candidate]) -> Json:
    """Say, when nothing is in time, what comes nearest and what is earliest."""
    if met:
        return {"nearest": None, "earliest": None}
    late = unbeaten(each for each in found if each.outcome.reached is not None)
    return {
        "nearest": shown(frame, nearest(found)),
        "earliest": shown(frame, late[-1]) if late else None,
    }
