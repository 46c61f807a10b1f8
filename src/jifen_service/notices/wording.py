"""The words of the notice (通知书的内容): from the frozen decision and what the notice copied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from jifen_service.casework import rules
from jifen_service.notices import codes
from jifen_service.notices.content import (
    Block,
    Document,
    Facts,
    Heading,
    Paragraph,
    Points,
    Table,
    Verification,
)
from jifen_service.notices.models import Notice
from jifen_service.vault.mask import mask_id_number, mask_name

_WIDTHS = (24, 12, 64)


def languages(lang: str) -> str:
    """The language of gettext for one of the contract's."""
    return "en" if lang == "en" else "zh-hans"


def demonstration() -> str:
    """What stands across a print of a demonstration, "" elsewhere."""
    return _("演示样例, 不是真实的文书") if settings.DEMO else ""


def document(notice: Notice, lang: str, site: str) -> Document:
    """The notice as a content tree in a language; ``site``: address of the platform, without a slash."""
    with override(languages(lang)):
        result = notice.decision.result[lang]
        foot = f"{_('沪积分')} {notice.case.number} · {codes.shown(notice.code)}"
        return Document(
            title=_("上海市居住证积分通知书"),
            number=notice.case.number,
            lang=lang,
            blocks=(
                *_answer(notice, result),
                *_reasons(result),
                *_validity(notice, lang),
                _proof(notice, site),
            ),
            foot=foot,
            mark=demonstration(),
        )


def _answer(notice: Notice, result: Mapping[str, Any]) -> tuple[Block, ...]:
    told = {"name": notice.content["name"], "total": result["total"], "mark": result["pass_mark"]}
    if result["passes"]:
        words = _("%(name)s: 经核定, 你的居住证积分为 %(total)s 分, 达到标准分值 %(mark)s 分。") % told
    else:
        words = _("%(name)s: 经核定, 你的居住证积分为 %(total)s 分, 没有达到标准分值 %(mark)s 分。") % told
    none = _("未填写")
    rows = (
        (_("姓名"), notice.content["name"]),
        (_("公民身份号码"), notice.content["id_number"] or none),
        (_("居住证号"), notice.content["permit_number"] or none),
        (_("单位"), notice.content["employer"] or none),
        (_("受理点"), notice.content["centre"] or none),
        (_("核定日期"), notice.decision.on.isoformat()),
        (_("有效期至"), notice.valid_until.isoformat() if notice.valid_until else _("居住证有效期满")),
        (_("适用规则"), f"{notice.decision.policy} ({result['policy']['effective_from']})"),
    )
    return Paragraph(words, "lead"), Facts(rows), Points(result)


def _reasons(result: Mapping[str, Any]) -> tuple[Block, ...]:
    rows = tuple(
        (
            indicator["name"],
            _signed(indicator["points"]) if indicator["counted"] else _("不计入"),
            indicator["because"],
        )
        for indicator in result["indicators"]
        if indicator["points"]
    )
    return Heading(_("各项积分")), Table((_("指标"), _("积分"), _("为什么")), rows, _WIDTHS, frozenset({1}))


def _validity(notice: Notice, lang: str) -> tuple[Block, ...]:
    words = _("积分在居住证有效期内有效, 每年签注时确认。单位、指标或家庭成员有变化, 应当申请变更。")
    if not notice.decision.passes:
        days = rules.terms()["appeal"].value
        words += _("对结果有异议, 可以在核定之日起 %(days)s 天内申请复核。") % {"days": days}
    if lang == "en":
        return Paragraph(words, "soft"), Paragraph(_("英文本供参考, 以中文通知书为准。"), "soft")
    return (Paragraph(words, "soft"),)


def _proof(notice: Notice, site: str) -> Verification:
    words = (_("扫码, 或打开"), f"{site}/verify", _("输入核验码, 看它是否真实、现在是否有效。"))
    return Verification(
        code=codes.shown(notice.code),
        address=verify_address(notice, site),
        words=words,
        issuer=(notice.content["centre"], localdate(notice.issued_at).isoformat(), _("已数字签名")),
    )


def verify_address(notice: Notice, site: str) -> str:
    """Where a notice is verified: what its QR code says."""
    return f"{site}/verify/{notice.code}"


def data(notice: Notice, site: str) -> dict[str, Any]:
    """What programs read of the notice, attached to its PDF; the holder masked as anybody may see it."""
    decision = notice.decision
    return {
        "format": "jifen-notice-1",
        "code": codes.shown(notice.code),
        "number": notice.case.number,
        "holder": holder(notice),
        "points": decision.total,
        "passes": decision.passes,
        "policy": decision.policy,
        "decided_on": decision.on,
        "issued_on": localdate(notice.issued_at),
        "valid_until": notice.valid_until,
        "verify": verify_address(notice, site),
    }


def holder(notice: Notice) -> dict[str, str]:
    """The holder's name and ID number, masked; empty when they were erased."""
    content = notice.content
    return {
        "name": mask_name(content.get("name", "")),
        "id_number": mask_id_number(content.get("id_number", "")),
    }


def _signed(points: int) -> str:
    return str(points).replace("-", "\N{MINUS SIGN}")
