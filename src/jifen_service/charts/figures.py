"""The figures of the casework as charts, in the page's language (统计): what each is called."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from jifen_service.casework import rules
from jifen_service.casework.calendar import Colour
from jifen_service.casework.figures import AGE_WEEKS, Figures
from jifen_service.casework.states import Kind, State
from jifen_service.charts.bars import Chart, chart

_REASONS_SHOWN = 12


def charts_of(figures: Figures, lang: str) -> tuple[Chart, ...]:
    """Give the charts of a period, in the order of the page."""
    return (
        chart(
            "funnel",
            _("从送件到决定"),
            _("这段时间送件的案件, 走到了哪一步"),
            _funnel(figures),
            tone="funnel",
        ),
        chart("ages", _("在办案件等了多久"), _("从送件算起"), _ages(figures)),
        chart("colours", _("在办案件的时限"), _("按工作日, 补正时停表"), _colours(figures), tone="clock"),
        chart("reasons", _("为什么退回"), _("这段时间给出的原因, 最多的在前"), _reasons(figures, lang)),
        chart("returns", _("退回了多少次"), _("这段时间里"), _returns(figures)),
        chart("outcomes", _("决定的结果"), _("这段时间作出的决定"), _outcomes(figures)),
        chart("kinds", _("送来的是哪几类"), _("这段时间送件的案件"), _kinds(figures)),
        chart("states", _("现在在哪一步"), _("全部案件"), _states(figures)),
    )


Counts = Iterator[tuple[str, str, int]]


def _funnel(figures: Figures) -> Counts:
    words = {
        "filed_at": pgettext("done", "送件"),
        "accepted_at": pgettext("done", "受理"),
        "decided_at": _("作出决定"),
    }
    for step, count in figures.funnel.items():
        yield step, words[step], count


def _ages(figures: Figures) -> Counts:
    for weeks, count in figures.ages.items():
        if weeks:
            words = ngettext("%(n)s 周以内", "%(n)s 周以内", weeks) % {"n": weeks}
        else:
            words = _("%(n)s 周以上") % {"n": AGE_WEEKS[-1]}
        yield str(weeks), words, count


def _colours(figures: Figures) -> Counts:
    for colour, words in ((Colour.LATE, _("已超期")), (Colour.SOON, _("快到期")), (Colour.OK, _("来得及"))):
        yield str(colour), words, figures.colours.get(colour, 0)


def _reasons(figures: Figures, lang: str) -> Counts:
    known = rules.reasons()
    often = sorted(figures.reasons.items(), key=lambda item: (-item[1], item[0]))
    for code, count in often[:_REASONS_SHOWN]:
        yield code, known[code].text[lang] if code in known else code, count


def _returns(figures: Figures) -> Counts:
    words = {
        "return_to_applicant": _("单位退回"),
        "refuse": _("不予受理"),
        "ask_supplement": _("要求补正"),
        "send_back": _("核定退回审核"),
    }
    for name, label in words.items():
        yield name, label, figures.returns.get(name, 0)


def _outcomes(figures: Figures) -> Counts:
    passed = figures.outcomes.get(State.PASSED, 0) + figures.outcomes.get(State.PASSED_PRINTED, 0)
    yield "passed", _("通过"), passed
    for state in (State.BELOW, State.REJECTED, State.REVOKED):
        yield str(state), str(state.label), figures.outcomes.get(state, 0)


def _kinds(figures: Figures) -> Counts:
    for kind in Kind:
        yield str(kind), str(kind.label), figures.by_kind.get(kind, 0)


def _states(figures: Figures) -> Counts:
    for state in State:
        if count := figures.by_state.get(state, 0):
            yield str(state), str(state.label), count
