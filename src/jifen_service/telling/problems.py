"""Why a delivery did not go out yet, or not at all (未送达原因)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Problem(TextChoices):
    """What stands in `Delivery.problem`."""

    UNREACHABLE = "unreachable", _("网关没有应答")
    BUSY = "busy", _("网关暂时不收")
    REFUSED = "refused", _("网关拒收")
    NO_ADDRESS = "no_address", _("没有可用的号码或地址")
    NUMBER_LIMIT = "number_limit", _("这个号码今天已到上限, 明天再发")
    INTERRUPTED = "interrupted", _("发送中断, 不知道是否已送出")


#: nothing more is tried after these
FINAL = frozenset({Problem.REFUSED, Problem.NO_ADDRESS, Problem.INTERRUPTED})
