"""Why a register gave no answer, in words that an officer reads (原因)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


def problem_in_words(code: str) -> str:
    """What is wrong with a row of a file that came back."""
    return {
        "no_number": _("没有编号; 编号照导出的文件填, 不要改"),
        "not_asked": _("本中心没有导出过这个编号"),
        "not_said": _("请填“有”或“无”"),
        "bad_value": _("这一格读不懂"),
    }[code]


def reason_in_words(code: str, params: Mapping[str, Any]) -> str:
    """Say a reason; "" for none."""
    words = {
        "timeout": _("等了 %(seconds)s 秒没有答复"),
        "unreachable": _("连不上登记机关"),
        "unavailable": _("登记机关暂时不能办理 (HTTP %(status)s)"),
        "refused": _("登记机关不接受这次查询 (HTTP %(status)s), 请核对配置或人工核查"),
        "circuit_open": _("登记机关连续没有应答, 先停问一会儿"),
        "later": _("登记机关已收下, 结果稍后给"),
        "not_json": _("答复不是约定的格式, 读不懂"),
        "nonsense": _("答复里的“%(what)s”读不懂"),
        "too_long": _("答复太长, 没有读完"),
        "by_file": _("这一项用文件交换, 等导出"),
        "by_hand": _("这一项由人工核查"),
        "no_registry": _("这一项没有接登记机关, 人工核查"),
        "gave_up": _("试了 %(rounds)s 轮没有答复, 请人工核查"),
        "moved_on": _("还没有问到, 核查已经办完"),
        "asked_again": _("已重新查询"),
    }.get(code, "")
    return words % params if words else ""
