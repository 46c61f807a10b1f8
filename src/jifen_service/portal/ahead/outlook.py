"""The answer of a forecast in sentences: what one has, when the mark is reached, when it is lost again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

Forecast = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outlook:
    """``headline`` answers; ``then`` says what follows; ``compared`` what the change of the question does."""

    headline: str
    then: str
    compared: str
    passes: bool


def outlook(found: Forecast, before: Forecast | None = None) -> Outlook:
    """Say how it goes; ``before`` is the forecast without the change that was asked about."""
    return Outlook(
        _headline(found), _then(found), _compared(found, before) if before else "", found["today"]["passes"]
    )


def _headline(found: Forecast) -> str:
    words = {"total": found["today"]["total"], "mark": found["pass_mark"], "until": found["until"]}
    if found["today"]["passes"] and found["below_from"]:
        return _("现在 %(total)s 分, 到 %(day)s 降到 %(mark)s 以下") % {**words, "day": found["below_from"]}
    if found["today"]["passes"]:
        return _("现在 %(total)s 分, 到 %(until)s 一直不低于 %(mark)s") % words
    if found["passes_from"]:
        return _("现在 %(total)s 分, 到 %(day)s 达到 %(mark)s") % {**words, "day": found["passes_from"]}
    return _("现在 %(total)s 分, 照这样到 %(until)s 达不到 %(mark)s") % words


def _then(found: Forecast) -> str:
    again = _again(found)
    if found["below_from"] and again:
        return _("%(day)s 又回到 %(mark)s。") % {"day": again, "mark": found["pass_mark"]}
    if found["today"]["passes"] or not found["passes_from"]:
        return ""
    if found["below_from"]:
        words = {"day": found["below_from"], "mark": found["pass_mark"]}
        return _("但 %(day)s 又降到 %(mark)s 以下。") % words
    words = {"until": found["until"], "mark": found["pass_mark"]}
    return _("此后到 %(until)s 一直不低于 %(mark)s。") % words


def _again(found: Forecast) -> str:
    """The day on which the mark is reached once more after it was lost; '' where it is not."""
    later = (event for event in found["events"] if found["below_from"] and event["on"] > found["below_from"])
    return next((event["on"] for event in later if event["total"] >= found["pass_mark"]), "")


def _compared(found: Forecast, before: Forecast) -> str:
    """What the change that was asked about does, against going on as now."""
    turns = [(one["passes_from"], one["below_from"], _again(one)) for one in (found, before)]
    if turns[0] != turns[1]:
        return _("不改的话: %(headline)s。") % {"headline": _headline(before)}
    gain = found["months"][-1]["total"] - before["months"][-1]["total"]
    if gain:
        return _("到 %(until)s 与不改相比: %(gain)s 分。") % {"until": found["until"], "gain": f"{gain:+d}"}
    return _("改不改, 分数一样。")
