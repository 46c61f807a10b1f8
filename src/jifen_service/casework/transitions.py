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


def _step(
    name: str,
    label: str | Promise,
    by: set[Role],
    sources: set[State],
    target: State,
    *,
    guards: tuple[str, ...] = (),
    reasons: bool = False,
    tells: set[Role] | None = None,
) -> Transition:
    return Transition(
        name, label, frozenset(by), frozenset(sources), target, guards, reasons, frozenset(tells or set())
    )


A, G, W, R, P, L = Role.APPLICANT, Role.AGENT, Role.WINDOW, Role.REVIEWER, Role.APPROVER, Role.LEAD

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

_ALL = (
    _step("submit", _("提交给单位"), {A}, {State.DRAFT, State.REFUSED}, State.EMPLOYER_REVIEW,
          guards=("form_complete", "is_holder"), tells={G}),
    _step("return_to_applicant", _("退回修改"), {G}, {State.EMPLOYER_REVIEW, State.CONFIRMED}, State.DRAFT,
          reasons=True, guards=("is_employers_agent",), tells={A}),
    _step("confirm", _("确认并盖章"), {G}, {State.EMPLOYER_REVIEW}, State.CONFIRMED,
          guards=("is_employers_agent", "employer_verified"), tells={A}),
    _step("deliver", _("送件"), {G}, {State.CONFIRMED}, State.FILED,
          guards=("is_employers_agent", "materials_handed_in"), tells={A, W}),
    _step("accept", _("受理"), {W, L}, {State.FILED}, State.VERIFYING,
          guards=("is_centres_officer", "materials_seen"), tells={A, G}),
    _step("refuse", _("不予受理"), {W, L}, {State.FILED}, State.REFUSED,
          reasons=True, guards=("is_centres_officer",), tells={A, G}),
    _step("ask_supplement", _("要求补正"), {W, R, L}, {State.VERIFYING}, State.SUPPLEMENT,
          reasons=True, guards=("is_centres_officer",), tells={A, G}),
    _step("supplement", _("补正材料已收"), {W, R, L}, {State.SUPPLEMENT}, State.VERIFYING,
          guards=("is_centres_officer",), tells={A, G}),
    _step("propose", _("提出核定意见"), {R}, {State.VERIFYING}, State.PROPOSED,
          guards=("is_centres_officer", "checks_done"), tells={P}),
    _step("send_back", _("退回审核"), {P}, {State.PROPOSED}, State.VERIFYING,
          reasons=True, guards=("is_centres_officer", "four_eyes"), tells={R}),
    _step("decide_passed", _("核定通过"), {P}, {State.PROPOSED}, State.PASSED,
          guards=("is_centres_officer", "four_eyes", "score_passes"), tells={A, G}),
    _step("decide_below", _("核定未达标"), {P}, {State.PROPOSED}, State.BELOW,
          guards=("is_centres_officer", "four_eyes", "score_below"), tells={A, G}),
    _step("decide_rejected", _("不予通过"), {P}, {State.PROPOSED}, State.REJECTED,
          reasons=True, guards=("is_centres_officer", "four_eyes"), tells={A, G}),
    _step("print_notice", _("打印通知书"), {A, G, W}, {State.PASSED}, State.PASSED_PRINTED,
          guards=("is_concerned",)),
    _step("withdraw", _("撤回申请"), {A}, _BEFORE_DECISION, State.WITHDRAWN, guards=("is_holder",), tells={G, W}),
    _step("lapse", _("失效"), {Role.SYSTEM}, {State.DRAFT, State.REFUSED, State.CONFIRMED}, State.LAPSED, tells={A}),
    _step("revoke", _("撤销"), {P, L}, {State.PASSED, State.PASSED_PRINTED}, State.REVOKED,
          reasons=True, guards=("is_centres_officer",), tells={A, G}),
)  # fmt: skip

#: every transition by its name
TRANSITIONS: Mapping[str, Transition] = {transition.name: transition for transition in _ALL}


def possible(state: str, kind: str, roles: frozenset[Role]) -> tuple[Transition, ...]:
    """Give the transitions that somebody with these roles may see on a case; guards are asked when applied."""
    return tuple(
        transition
        for transition in _ALL
        if state in transition.sources and kind in transition.kinds and transition.by & roles
    )
