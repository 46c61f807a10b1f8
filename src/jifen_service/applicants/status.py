"""Where a case stands (进度), in the holder's words: the status line, who acts next, what may be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jifen_service.casework import queries
from jifen_service.casework.models import Case
from jifen_service.casework.states import (
    CLOSED,
    DECIDED,
    ENDED,
    FORM_OPEN,
    MATERIALS_OPEN,
    Kind,
    State,
    status_line,
)

_NEXT: dict[str, str | Promise] = {
    State.DRAFT: _("轮到你: 填完申请表, 检查后提交给单位。"),
    State.EMPLOYER_REVIEW: _("轮到单位: 专员核对后确认、打印并盖章。"),
    State.CONFIRMED: _("轮到单位: 把材料送到受理点。"),
    State.FILED: _("轮到受理点: 核对材料后受理, 或说明不受理的原因。"),
    State.REFUSED: _("轮到你: 按下面的原因逐条修改, 再提交给单位。"),
    State.VERIFYING: _("轮到受理点: 核查并核定积分。"),
    State.SUPPLEMENT: _("轮到你和单位: 按下面的要求补材料。补齐之前, 时限暂停。"),
    State.PROPOSED: _("轮到受理点: 另一位工作人员核定。"),
    State.PASSED: _("积分已经生效, 居住证有效期内有效。"),
    State.PASSED_PRINTED: _("积分已经生效, 居住证有效期内有效。"),
    State.BELOW: _("积分已核定, 没有达到标准分值。对结果有异议可以申请复核。"),
    State.REJECTED: _("没有通过, 原因在下面。有异议可以申请复核。"),
    State.WITHDRAWN: _("你撤回了这份申请。要再申请, 从“我的申请”重新开始。"),
    State.LAPSED: _("太久没有继续, 这份申请失效了。可以重新开始。"),
    State.REVOKED: _("决定已被撤销, 原因在下面。"),
    State.CANCELLED: _("积分已经注销。"),
}
_DIRECT_NEXT = _("轮到你: 填完后直接提交给受理点。")
_RETURNED = frozenset({State.REFUSED, State.SUPPLEMENT, State.REJECTED, State.REVOKED})
#: the case that may follow a decision, with the words of its button
_FOLLOWING: dict[str, str | Promise] = {
    Kind.RENEWAL: _("续办 (每年签注后确认积分)"),
    Kind.CHANGE: _("变更 (换单位、指标或家庭成员有变化)"),
    Kind.APPEAL: _("申请复核 (对决定有异议)"),
    Kind.CANCELLATION: _("注销积分"),
}
_ISSUED = frozenset({State.PASSED, State.PASSED_PRINTED})


@dataclass(frozen=True, slots=True)
class Standing:
    """A case as its holder sees it. ``tone``: '', returned or ended; ``following``: kinds that may follow."""

    case: Case
    status: str
    next: str | Promise
    tone: str
    clock: queries.Clock
    form_open: bool
    materials_open: bool
    following: tuple[tuple[str, str | Promise], ...]
    may_renew: bool = False

    @property
    def step(self) -> str:
        """The transition by which the holder hands the form on."""
        return "file_directly" if self.case.kind in (Kind.APPEAL, Kind.CANCELLATION) else "submit"


def standings(cases: Iterable[Case], today: date) -> list[Standing]:
    """Say where each of one's cases stands; what passed may be renewed, unless that was begun or done."""
    cases = list(cases)
    renewed = {case.previous_id for case in cases if case.kind == Kind.RENEWAL and case.state not in ENDED}
    found = (standing(case, today) for case in cases)
    return [replace(one, may_renew=one.case.state in _ISSUED and one.case.pk not in renewed) for one in found]


def standing(case: Case, today: date) -> Standing:
    """Say where a case stands."""
    state = State(case.state)
    direct = case.kind in (Kind.APPEAL, Kind.CANCELLATION) and state in FORM_OPEN
    return Standing(
        case=case,
        status=status_line(case.kind, state),
        next=_DIRECT_NEXT if direct else _NEXT[state],
        tone="returned" if state in _RETURNED else "ended" if state in CLOSED else "",
        clock=queries.clock(case, today),
        form_open=state in FORM_OPEN,
        materials_open=state in MATERIALS_OPEN,
        following=_following(state, case.kind),
    )


def _following(state: State, kind: str) -> tuple[tuple[str, str | Promise], ...]:
    if state in _ISSUED and kind != Kind.CANCELLATION:
        return tuple(_FOLLOWING.items())
    if state in DECIDED:
        return ((Kind.APPEAL, _FOLLOWING[Kind.APPEAL]),)
    return ()
