"""The steps an officer may take on a case now (办理步骤), with what still stands in their way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jifen_service.accounts.access import Person
from jifen_service.casework import queries, rules, service
from jifen_service.casework.lacks import Lack
from jifen_service.casework.models import Case
from jifen_service.casework.queries import MaterialRow
from jifen_service.casework.transitions import Transition
from jifen_service.centres.review import Review, trouble_in_words

#: a notice is printed where notices are made
_ELSEWHERE = frozenset({"print_notice"})
_RARE = frozenset({"correct", "revoke"})
_BACK = frozenset({"refuse", "ask_supplement", "send_back", "decide_rejected", "revoke"})
_DECISIONS = {"decide_passed": "passed", "decide_below": "below", "decide_rejected": "rejected"}
#: what a reviewer may propose, in words
OUTCOMES = {"passed": _("通过"), "below": _("未达标"), "rejected": _("不予通过")}
_EXPLAINED: Mapping[str, str | Promise] = {
    "accept": _("材料齐了就受理, 时限从今天起算, 可以打印收件凭证。"),
    "refuse": _("逐项写明原因; 申请人和单位会看到, 改好后可以再送。"),
    "cancel": _("办理后原来的积分即注销。"),
    "ask_supplement": _("写明要补什么; 补正期间停表。"),
    "supplement": _("补正材料收到, 继续计时。"),
    "propose": _("提出意见后由另一位核定人员决定。"),
    "send_back": _("退回给提出意见的人, 写明原因。"),
    "decide_passed": _("按今天的规则冻结事实、分数和计算过程。"),
    "decide_below": _("按今天的规则冻结事实、分数和计算过程。"),
    "decide_rejected": _("写明原因; 申请人可在期限内申请复核。"),
    "correct": _("已作出的决定有误时, 重新审核并另作决定。"),
    "revoke": _("发现虚假材料等情形时撤销, 写明原因。"),
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody tried and typed, so that nothing of it is lost when it was refused."""

    name: str
    message: str
    reasons: Sequence[str] = ()
    note: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step with its words; ``lacks`` keep it from going; ``open`` shows its panel at once.

    ``direct``: one click does it, without a panel. ``choices``: the reasons that fit; ``reasons``: those
    chosen.
    """

    name: str
    label: str | Promise
    explained: str | Promise
    lacks: tuple[Lack, ...]
    lacks_in_words: tuple[str, ...]
    asks_outcome: bool
    main: bool
    back: bool
    rare: bool
    direct: bool
    open: bool
    message: str
    choices: Mapping[str, rules.Reason]
    reasons: Sequence[str]
    note: str
    outcome: str


def steps_of(found: Review, person: Person, at: datetime, attempt: Attempt | None) -> tuple[Step, ...]:
    """The steps of a case for a person, the one to take first; what was tried is open with what was typed."""
    case = found.case
    possible = [step for step in service.possible(case, person, at=at) if step.name not in _ELSEWHERE]
    steps = []
    for transition in possible:
        lacks = service.blockers(case, transition.name, person, at=at, data={"outcome": "passed"})
        tried = attempt if attempt and attempt.name == transition.name else None
        steps.append(_step(found, transition, lacks, tried))
    return tuple(sorted(steps, key=lambda step: (step.rare, not step.main)))


def _step(found: Review, transition: Transition, lacks: tuple[Lack, ...], tried: Attempt | None) -> Step:
    name, asks_reasons = transition.name, transition.reasons
    typed = tried or Attempt(
        name,
        "",
        _reasons_found(found.rows) if asks_reasons and name in ("refuse", "ask_supplement") else (),
        trouble_in_words(found.rows, found.lang) if name in ("refuse", "ask_supplement") else "",
        "passed" if found.points.result and found.points.result["passes"] else "below",
    )
    return Step(
        name=name,
        label=transition.label,
        explained=_EXPLAINED.get(name, ""),
        lacks=lacks,
        lacks_in_words=tuple(lack.message(found.lang) for lack in lacks),
        asks_outcome=name == "propose",
        main=name not in _BACK and _is_proposed(found.case, name),
        back=name in _BACK,
        rare=name in _RARE,
        direct=name == "decide_passed" and not lacks and queries.is_unchanged_proposal(found.case),
        open=tried is not None,
        message=typed.message,
        choices=rules.reasons_for(name) if asks_reasons else {},
        reasons=tuple(typed.reasons),
        note=typed.note,
        outcome=typed.outcome,
    )


def _is_proposed(case: Case, name: str) -> bool:
    """Of the decisions, the one that was proposed comes first."""
    return name not in _DECISIONS or _DECISIONS[name] == case.proposal


def _reasons_found(rows: Sequence[MaterialRow]) -> tuple[str, ...]:
    known = rules.reasons()
    return tuple(dict.fromkeys(row.material.reason for row in rows if row.material.reason in known))
