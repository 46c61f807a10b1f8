"""The life of a case as one explicit state machine (状态机). Pure data: no database, no clock, no web.

A transition says who may, from where, to where, whether reasons are needed, what must hold and whom it tells.
`service.apply` is the only place that carries one out. The drawing in the docs is generated from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jifen_service.accounts.roles import Role
from jifen_service.casework.states import Kind, State

ALL_KINDS = frozenset(Kind)
#: kinds that the holder hands to the centre without the employer
DIRECT_KINDS = frozenset({Kind.APPEAL, Kind.CANCELLATION})


@dataclass(frozen=True, slots=True)
class Transition:
    """One step of a case.

    ``label``: the words on its button. ``reasons``: it needs reasons from the catalogue. ``guards``: names of
    conditions in `casework.guards` that must hold. ``tells``: roles to which a message is written.
    """

    name: str
    label: str | Promise
    by: frozenset[Role]
    sources: frozenset[State]
    target: State
    guards: tuple[str, ...] = ()
    reasons: bool = False
    tells: frozenset[Role] = frozenset()
    kinds: frozenset[Kind] = ALL_KINDS

    @property
    def decides(self) -> bool:
        """Whether a decision is written with it."""
        return self.name in _DECIDING


def _step(  # noqa: PLR0913  a transition has as many parts
    name: str,
    label: str | Promise,
    by: set[Role],
    sources: set[State],
    target: State,
    *,
    guards: tuple[str, ...] = (),
    reasons: bool = False,
    tells: set[Role] | None = None,
    kinds: frozenset[Kind] = ALL_KINDS,
) -> Transition:
    return Transition(
        name,
        label,
        frozenset(by),
        frozenset(sources),
        target,
        guards,
        reasons,
        frozenset(tells or set()),
        kinds,
    )


A, G, W, R, P, L = Role.APPLICANT, Role.AGENT, Role.WINDOW, Role.REVIEWER, Role.APPROVER, Role.LEAD
S = Role.SYSTEM
_DECIDING = frozenset({"decide_passed", "decide_below", "decide_rejected", "revoke"})
_BEFORE_DECISION = {
    State.DRAFT,
    State.EMPLOYER_REVIEW,
    State.CONFIRMED,
    State.FILED,
    State.REFUSED,
    State.VERIFYING,
    State.SUPPLEMENT,
    State.PROPOSED,
}
_WITH_HOLDER = {State.DRAFT, State.REFUSED}
_ISSUED = {State.PASSED, State.PASSED_PRINTED}
_DECISION = ("is_centres_officer", "four_eyes", "someone_else")
# A renewal with nothing changed is proposed by the platform; one officer may pass it, and nothing else.
_PASSING = ("is_centres_officer", "four_eyes_or_unchanged", "someone_else", "score_passes")

_ALL = (
    _step("submit", _("提交给单位"), {A}, _WITH_HOLDER, State.EMPLOYER_REVIEW,
          guards=("is_holder", "has_employer", "form_complete"), tells={G}, kinds=ALL_KINDS - DIRECT_KINDS),
    _step("file_directly", _("提交给受理点"), {A}, _WITH_HOLDER, State.FILED,
          guards=("is_holder", "form_complete", "materials_handed_in", "appeal_in_time"), tells={W},
          kinds=DIRECT_KINDS),
    _step("renew_unchanged", _("没有变化, 确认续办"), {A}, {State.DRAFT}, State.VERIFYING,
          guards=("is_holder", "form_complete", "nothing_changed"), tells={G},
          kinds=frozenset({Kind.RENEWAL})),
    _step("return_to_applicant", _("退回修改"), {G}, {State.EMPLOYER_REVIEW, State.CONFIRMED}, State.DRAFT,
          reasons=True, guards=("is_employers_agent",), tells={A}),
    _step("confirm", _("确认并盖章"), {G}, {State.EMPLOYER_REVIEW}, State.CONFIRMED,
          guards=("is_employers_agent", "employer_verified"), tells={A}),
    _step("deliver", _("送件"), {G}, {State.CONFIRMED}, State.FILED,
          guards=("is_employers_agent", "materials_handed_in"), tells={A, W}),
    _step("accept", _("受理"), {W, L}, {State.FILED}, State.VERIFYING,
          guards=("is_centres_officer", "materials_seen"), tells={A, G},
          kinds=ALL_KINDS - {Kind.CANCELLATION}),
    _step("refuse", _("不予受理"), {W, L}, {State.FILED}, State.REFUSED,
          reasons=True, guards=("is_centres_officer",), tells={A, G}),
    _step("cancel", _("办理注销"), {W, L}, {State.FILED}, State.CANCELLED,
          guards=("is_centres_officer", "materials_seen"), tells={A}, kinds=frozenset({Kind.CANCELLATION})),
    _step("ask_supplement", _("要求补正"), {W, R, L}, {State.VERIFYING}, State.SUPPLEMENT,
          reasons=True, guards=("is_centres_officer",), tells={A, G}),
    _step("supplement", _("补正材料已收"), {W, R, L}, {State.SUPPLEMENT}, State.VERIFYING,
          guards=("is_centres_officer",), tells={A, G}),
    _step("propose", _("提出核定意见"), {R}, {State.VERIFYING}, State.PROPOSED,
          guards=("is_centres_officer", "checks_done", "outcome_named"), tells={P}),
    _step("propose_unchanged", _("提出核定意见 (无变化)"), {S}, {State.VERIFYING}, State.PROPOSED,
          guards=("nothing_changed", "checks_agree", "score_passes"), tells={P},
          kinds=frozenset({Kind.RENEWAL})),
    _step("send_back", _("退回审核"), {P}, {State.PROPOSED}, State.VERIFYING,
          reasons=True, guards=("is_centres_officer", "four_eyes_or_unchanged"), tells={R}),
    _step("decide_passed", _("核定通过"), {P}, {State.PROPOSED}, State.PASSED,
          guards=_PASSING, tells={A, G}),
    _step("decide_below", _("核定未达标"), {P}, {State.PROPOSED}, State.BELOW,
          guards=(*_DECISION, "score_below"), tells={A, G}),
    _step("decide_rejected", _("不予通过"), {P}, {State.PROPOSED}, State.REJECTED,
          reasons=True, guards=_DECISION, tells={A, G}),
    _step("print_notice", _("打印通知书"), {A, G, W}, {State.PASSED}, State.PASSED_PRINTED,
          guards=("is_concerned",)),
    _step("withdraw", _("撤回申请"), {A}, _BEFORE_DECISION, State.WITHDRAWN,
          guards=("is_holder",), tells={G, W}),
    _step("lapse", _("失效"), {S}, {State.DRAFT, State.EMPLOYER_REVIEW, State.CONFIRMED, State.REFUSED},
          State.LAPSED, guards=("lapse_due",), tells={A}),
    _step("correct", _("更正决定"), {P}, {*_ISSUED, State.BELOW, State.REJECTED}, State.VERIFYING,
          reasons=True, guards=("is_centres_officer",), tells={A, G, R}),
    _step("revoke", _("撤销"), {P, L}, _ISSUED, State.REVOKED,
          reasons=True, guards=("is_centres_officer",), tells={A, G}),
    _step("end_points", _("积分注销"), {S}, _ISSUED, State.CANCELLED,
          guards=("is_followed_by_cancellation",)),
)  # fmt: skip

#: events that leave a case in its state, beside the transitions
CREATE, AMEND = "create", "amend_fact"
_OTHERS: Mapping[str, str | Promise] = {CREATE: _("开始填写"), AMEND: _("更正填报内容")}
#: steps with which the centre's clock starts and the checks open
ACCEPTING = frozenset({"accept", "renew_unchanged"})
#: steps that send a case back, of which the figures tell how often and why
RETURNS = ("ask_supplement", "refuse", "return_to_applicant", "send_back")
#: every transition by its name
TRANSITIONS: Mapping[str, Transition] = {transition.name: transition for transition in _ALL}
#: everything that may happen to a case
EVENTS = (*TRANSITIONS, *_OTHERS)


def label_of(event: str) -> str | Promise:
    """What an event of a case is called."""
    return TRANSITIONS[event].label if event in TRANSITIONS else _OTHERS[event]


def possible(state: str, kind: str, roles: frozenset[Role]) -> tuple[Transition, ...]:
    """Give the transitions that somebody with these roles may see on a case; guards are asked later."""
    return tuple(
        transition
        for transition in _ALL
        if state in transition.sources and kind in transition.kinds and transition.by & roles
    )
