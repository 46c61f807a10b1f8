"""Where a case stands, in the agent's words (下一步)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jifen_service.casework.states import CLOSED, State

#: whose move it is and what it is
NEXT: Mapping[str, Promise] = {
    State.DRAFT: _("等员工修改后再提交"),
    State.EMPLOYER_REVIEW: _("核对后确认, 或写明原因退回"),
    State.CONFIRMED: _("打印盖章, 备齐材料后送件"),
    State.FILED: _("等受理点核对材料"),
    State.REFUSED: _("等员工按原因修改后再提交"),
    State.VERIFYING: _("等受理点核查"),
    State.SUPPLEMENT: _("把要补的材料送到受理点"),
    State.PROPOSED: _("等受理点核定"),
    State.PASSED: _("提醒员工打印积分通知书"),
    State.PASSED_PRINTED: _("已办结"),
    State.BELOW: _("已核定, 没有达到标准分值"),
    State.REJECTED: _("没有通过, 员工可以申请复核"),
    State.WITHDRAWN: _("员工撤回了申请"),
    State.LAPSED: _("太久没有继续, 已失效"),
    State.REVOKED: _("决定已被撤销"),
    State.CANCELLED: _("积分已注销"),
}
#: states in which the agent has something to do
OURS = (State.EMPLOYER_REVIEW, State.CONFIRMED, State.SUPPLEMENT)
#: states in which one has to be put right
BACK = frozenset({State.REFUSED, State.SUPPLEMENT, State.REJECTED, State.REVOKED})
#: the words of the filters; the states are told by the status line in full
SHORT: Mapping[str, Promise] = {
    State.EMPLOYER_REVIEW: _("待审核"),
    State.CONFIRMED: _("待送件"),
    State.FILED: _("待受理"),
    State.SUPPLEMENT: _("待补正"),
    State.VERIFYING: _("审批中"),
    State.PROPOSED: _("核定中"),
    State.REFUSED: _("受理未通过"),
    State.DRAFT: _("员工修改中"),
    State.PASSED: _("通过, 未打印"),
    State.PASSED_PRINTED: _("通过, 已打印"),
    State.BELOW: _("未达标"),
    State.REJECTED: _("不予通过"),
    State.WITHDRAWN: _("已撤回"),
    State.LAPSED: _("已失效"),
    State.REVOKED: _("已撤销"),
    State.CANCELLED: _("已注销"),
}


def tone_of(state: str) -> str:
    """How the status line is coloured: returned, ended or as usual."""
    if state in BACK:
        return "returned"
    return "ended" if state in CLOSED else ""
