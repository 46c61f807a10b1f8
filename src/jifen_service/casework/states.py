"""The states and kinds of a case, and the words people know them by (状态与种类)."""

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What a case is for."""

    NEW = "new", _("新办")
    RENEWAL = "renewal", _("续办")
    CHANGE = "change", _("变更")
    APPEAL = "appeal", _("复核")
    CANCELLATION = "cancellation", _("注销")


class State(TextChoices):
    """Where a case stands. The order is that of its life."""

    DRAFT = "draft", _("填写中")
    EMPLOYER_REVIEW = "employer_review", _("待单位审核")
    CONFIRMED = "confirmed", _("单位已确认, 待送件")
    FILED = "filed", _("待受理")
    REFUSED = "refused", _("受理未通过")
    VERIFYING = "verifying", _("受理通过,等待审批")
    SUPPLEMENT = "supplement", _("待补正")
    PROPOSED = "proposed", _("已提出核定意见")
    PASSED = "passed", _("通过(积分通知书未打印,请及时去受理网点打印或在线打印)")
    PASSED_PRINTED = "passed_printed", _("通过(积分通知书已打印)")
    BELOW = "below", _("未达标")
    REJECTED = "rejected", _("不予通过")
    WITHDRAWN = "withdrawn", _("已撤回")
    LAPSED = "lapsed", _("已失效")
    REVOKED = "revoked", _("已撤销")
    CANCELLED = "cancelled", _("已注销")


#: decided cases: the facts are frozen and only a new case or a correction can follow
DECIDED = frozenset({State.PASSED, State.PASSED_PRINTED, State.BELOW, State.REJECTED, State.REVOKED})
#: cases that ended without a decision, or whose points were given up
ENDED = frozenset({State.WITHDRAWN, State.LAPSED, State.CANCELLED})
#: cases on which nobody has to work
CLOSED = DECIDED | ENDED
#: cases with the centre: accepted or waiting for it
AT_CENTRE = frozenset({State.FILED, State.VERIFYING, State.SUPPLEMENT, State.PROPOSED})
#: the holder may change the form
FORM_OPEN = frozenset({State.DRAFT, State.REFUSED})
#: the holder and the agent may hand in materials
MATERIALS_OPEN = FORM_OPEN | {State.EMPLOYER_REVIEW, State.CONFIRMED, State.SUPPLEMENT}
#: the centre's clock runs
CLOCK_RUNS = frozenset({State.VERIFYING, State.PROPOSED})


def status_line(kind: str, state: str) -> str:
    """Give the status as the city's system prints it, such as ``(新办)受理通过,等待审批``."""
    words = {"kind": Kind(kind).label, "state": State(state).label}
    return gettext("(%(kind)s)%(state)s") % words
