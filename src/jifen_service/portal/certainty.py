"""How sure a rule is (确定程度), in words: the same everywhere on the pages."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

#: Certainty in a law file → its short mark.
MARKS: Mapping[str, object] = {
    "confirmed": _("政府文件原文"),
    "reported": _("公开指南这样写"),
    "peer": _("多个数据集一致"),
    "derived": _("由别的数推算"),
    "defined": _("本平台固定的读法"),
    "estimate": _("估计, 可以改"),
    "disputed": _("口径有争议"),
}
