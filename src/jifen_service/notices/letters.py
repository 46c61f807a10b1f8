"""The other prints (收件凭证、告知书): receipt, refusal, supplement, decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from jifen_service.casework import calendar, queries, rules, service
from jifen_service.casework.models import Case, Material
from jifen_service.casework.queries import Entry
from jifen_service.casework.states import State
from jifen_service.notices.content import Block, Document, Facts, Heading, Items, Paragraph, Seals, Table
from jifen_service.notices.wording import demonstration, languages

_WIDTHS = (70, 30)
Says = Callable[[Case, Entry, str], tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class Letter:
    """A kind of letter: after which steps it is written, what it is called, what it says."""

    title: str | Promise
    after: frozenset[str]
    says: Says


def available(case: Case) -> tuple[tuple[str, str | Promise], ...]:
    """The letters that there are about a case: key and title; one query."""
    taken = set(case.events.values_list("transition", flat=True))
    return tuple((key, letter.title) for key, letter in LETTERS.items() if letter.after & taken)


def document(case: Case, key: str, lang: str) -> Document | None:
    """A letter about the last step of its kind; None where there was none, or no such letter."""
    letter = LETTERS.get(key)
    steps = (
        [] if letter is None else [one for one in queries.timeline(case) if one.transition in letter.after]
    )
    if letter is None or not steps:
        return None
    with override(languages(lang)):
        return Document(
            title=str(letter.title),
            number=case.number,
            lang=lang,
            blocks=(_about(case, steps[-1]), *letter.says(case, steps[-1], lang)),
            foot=f"{_('沪积分')} {case.number}",
            mark=demonstration(),
        )


def _about(case: Case, entry: Entry) -> Facts:
    return Facts(
        (
            (_("申请人"), case.personal.get("name", "")),
            (_("公民身份号码"), service.masked(case)["id_number"]),
            (_("种类"), str(case.get_kind_display())),
            (_("单位"), case.employer.name if case.employer else _("未填写")),
            (_("日期"), localdate(entry.at).isoformat()),
            (_("受理点"), _place(case)),
            (_("经办人"), entry.who),
        )
    )


def _place(case: Case) -> str:
    """The centre as one finds it."""
    centre = case.centre
    told = (centre.name, centre.address, centre.hours, centre.phone) if centre else ()
    return " · ".join(part for part in told if part)


def _reasons(entry: Entry, lang: str) -> tuple[Block, ...]:
    items = Items(tuple((reason.text[lang], reason.remedy[lang]) for reason in entry.reasons))
    note = (Heading(_("补充说明")), Paragraph(entry.note)) if entry.note else ()
    return (items, *note)


def _receipt(case: Case, entry: Entry, lang: str) -> tuple[Block, ...]:
    days = rules.terms()["scoring"].value
    words = _("受理后 %(days)s 个工作日内核定, 补正期间不计。") % {"days": days}
    if case.due_on and case.state in {State.VERIFYING, State.PROPOSED}:
        words += _("按现在算, 在 %(on)s 前。") % {"on": case.due_on.isoformat()}
        if not calendar.is_announced(case.due_on):
            words += _("(这一年的节假日还没公布, 按周一到周五算)")
    seen = [row for row in queries.materials(case) if row.material.verdict == Material.Verdict.SEEN]
    rows = tuple((row.item.name[lang], str(_form(row.item.form))) for row in seen)
    return (
        Paragraph(_("材料已收, 申请已受理。"), "lead"),
        Paragraph(words),
        Heading(_("收到的材料")),
        Table((_("材料"), _("形式")), rows, _WIDTHS),
        Seals((_("受理点 (盖章)"), _("送件人 (签字)"))),
    )


def _form(form: str) -> str | Promise:
    return {"original": _("原件"), "copy": _("复印件")}.get(form, _("原件核对, 留复印件"))


def _refusal(_case: Case, entry: Entry, lang: str) -> tuple[Block, ...]:
    return (
        Paragraph(_("这次没有受理。按下面逐条改好, 可以再次送件。"), "lead"),
        Heading(_("原因和改法")),
        *_reasons(entry, lang),
        Seals((_("受理点 (盖章)"), _("送件人 (签字)"))),
    )


def _supplement(_case: Case, entry: Entry, lang: str) -> tuple[Block, ...]:
    return (
        Paragraph(_("需要补材料。补齐之前, 核定时限暂停。"), "lead"),
        Heading(_("要补什么")),
        *_reasons(entry, lang),
        Seals((_("受理点 (盖章)"),)),
    )


def _decision(case: Case, entry: Entry, lang: str) -> tuple[Block, ...]:
    """What was decided against the holder's wish, and how to have it looked at again."""
    decisions = case.decisions.select_related("event").order_by("-pk")
    found = next((one for one in decisions if one.event.sequence == entry.sequence), None)
    told = {"total": found.total if found else None}
    lead = {
        "decide_below": _("积分已核定为 %(total)s 分, 没有达到标准分值。") % told,
        "decide_rejected": _("申请没有通过。"),
        "revoke": _("原来的核定决定已撤销, 积分通知书同时失效。"),
    }[entry.transition]
    days = rules.terms()["appeal"].value
    appeal = _("对决定有异议, 可以在 %(days)s 天内申请复核, 由没有参与原决定的人员办理。") % {"days": days}
    reasons = (Heading(_("原因")), *_reasons(entry, lang)) if entry.reasons or entry.note else ()
    return Paragraph(lead, "lead"), *reasons, Paragraph(appeal), Seals((_("受理点 (盖章)"),))


LETTERS: Mapping[str, Letter] = {
    "receipt": Letter(gettext_lazy("收件凭证"), frozenset({"accept"}), _receipt),
    "refusal": Letter(gettext_lazy("不予受理告知书"), frozenset({"refuse"}), _refusal),
    "supplement": Letter(gettext_lazy("补正告知书"), frozenset({"ask_supplement"}), _supplement),
    "decision": Letter(
        gettext_lazy("核定决定告知书"), frozenset({"decide_below", "decide_rejected", "revoke"}), _decision
    ),
}
