"""What the verification page says to each verdict (核验结论的说法): the answer first, then what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Words:
    """A title and a sentence; ``tone``: good, over (was good once) or bad."""

    title: str | Promise
    text: str | Promise
    tone: str = "bad"


#: by the words of `jifen.notices.verdict`
SAID: Mapping[str, Words] = {
    "valid": Words(_("有效"), _("由本平台签发, 现在有效。请核对下面的内容和对方出示的是否一致。"), "good"),
    "expired": Words(_("已过期"), _("居住证的有效期过了, 通知书同时失效。"), "over"),
    "superseded": Words(_("已被新的通知书代替"), _("持证人有更新的通知书, 请对方出示新的。"), "over"),
    "revoked": Words(_("已撤销"), _("这份通知书不再有效。")),
    "unknown": Words(_("查不到这份通知书"), _("平台没有签发过带这个核验码的通知书。")),
    "changed": Words(_("文件被改动过"), _("签名之后, 文件至少改动了一处。不要采信, 请对方重新打印。")),
    "unsigned": Words(
        _("没有数字签名"),
        _("平台打印的通知书都带签名。这可能是扫描件或仿制件; 纸质件请扫码或输入核验码。"),
    ),
    "untrusted": Words(_("不是本平台签发的"), _("文件有签名, 但签名人不是本平台。")),
    "differs": Words(_("和平台的记录不一致"), _("签名完好, 但内容和平台的记录不一致。不要采信。")),
    "foreign": Words(_("不是积分通知书"), _("文件有本平台的签名, 但不是通知书。")),
}
MISTYPED = Words(_("核验码有打错的地方"), _("核验码是印在二维码旁边的数字和字母, 没有字母 I、L、O、U。"))
NO_FILE = Words(_("没有读到通知书"), _("请选一个 PDF 文件。"))
NO_PDF = Words(_("没有读到通知书"), _("这不是 PDF 文件。纸质件请扫码或输入核验码。"))
