"""What was filled in, as rows to read (核对填写内容): on the check page and on the print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from jifen_service.applicants import section_form
from jifen_service.applicants.questions import PERSONAL, Questions, questions
from jifen_service.casework import service
from jifen_service.casework.models import Case
from jifen_service.casework.particulars import particulars
from jifen_service.casework.sections import said_none, sections_of
from jifen_service.config import clock
from jifen_service.forms.read_back import Answer, Block, Part
from jifen_service.forms.shown import FieldShown, GroupShown, Setting, law_of, show_group
from jifen_service.forms.values import to_form
from jifen_service.vault.mask import mask_id_number


def answers(
    case: Case, lang: str, shown: tuple[str, str] = ("", ""), *, whole: bool = False
) -> tuple[Part, ...]:
    """Every section's answers, particulars masked but for the one in ``shown`` (name, value).

    ``whole``: nothing is masked, for the form that the holder prints.
    """
    setting = _setting(lang)
    known = {section.key: section for section in sections_of(case.kind)}
    texts = {key: str(value) for key, value in case.personal.items()} if whole else dict(service.masked(case))
    texts["name"] = str(case.personal.get("name") or "")
    texts |= {shown[0]: shown[1]} if shown[0] else {}
    open_fields = frozenset(texts) if whole else frozenset({shown[0], "name"})
    return tuple(
        _part(page, case, setting, texts, open_fields) for key, page in questions().items() if key in known
    )


def _setting(lang: str) -> Setting:
    today: date = clock.today()
    return Setting(law_of(today), lang, today, today)


def _part(
    page: Questions, case: Case, setting: Setting, texts: Mapping[str, str], open_fields: frozenset[str]
) -> Part:
    document = section_form.held(page, case)
    form = to_form(document, page.asked)
    blocks: list[Block] = []
    if page.indicators:
        blocks.append(Block("", (_indicators(case, setting),)))
    for group in page.asked.groups:
        shown = show_group(group, document, form, setting)
        blocks += _blocks(shown, texts, open_fields, whole="id_number" in open_fields)
    name = page.section.name[setting.lang]
    filled = tuple(block for block in blocks if block.rows)
    return Part(page.section.key, name, filled, said_none(page.section, case.personal))


def _blocks(
    group: GroupShown, texts: Mapping[str, str], open_fields: frozenset[str], *, whole: bool
) -> Iterator[Block]:
    if group.asked.many:
        for entry in group.entries:
            yield Block(entry.heading, tuple(_people_masked(entry.fields, whole)))
    else:
        yield Block(group.title, tuple(_rows(group, texts, open_fields)))


def _people_masked(fields: tuple[FieldShown, ...], whole: bool) -> Iterator[Answer]:
    for shown in fields:
        if shown.value:
            text = _text(shown)
            is_number = shown.name.startswith(PERSONAL) and shown.asked.key == "id_number"
            yield Answer(shown.label, text if whole or not is_number else mask_id_number(text))


def _rows(group: GroupShown, texts: Mapping[str, str], open_fields: frozenset[str]) -> Iterator[Answer]:
    for shown in group.fields:
        key = shown.asked.key
        if group.place == PERSONAL and particulars()[key].kind not in ("choice", "flag") and key in texts:
            # An empty particular is shown as such, so that nobody overlooks it.
            masked = "" if key in open_fields or not texts[key] else key
            yield Answer(shown.label, texts[key], masked)
        elif shown.value or shown.asked.required:
            yield Answer(shown.label, _text(shown))


def _text(shown: FieldShown) -> str:
    if shown.asked.kind_name == "yes":
        return _("是") if shown.value == "true" else ""
    return dict(shown.choices).get(shown.value, shown.value) if shown.value else ""


def _indicators(case: Case, setting: Setting) -> Answer:
    ids = case.personal.get("indicators") or ()
    names = [setting.law.section(name).name[setting.lang] for name in ids]
    return Answer(_("申请积分的项目"), _("、").join(names))


def with_words(parts: tuple[Part, ...], none: str) -> tuple[Part, ...]:
    """Parts for a print: where the holder said that there is nothing, a row says so."""
    return tuple(
        replace(part, blocks=(Block("", (Answer(none, ""),)),)) if part.none and not part.blocks else part
        for part in parts
    )


def as_rows(parts: tuple[Part, ...]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Parts as (section, heading, rows), for prints."""
    return [
        (part.name, block.heading, [(row.label, row.text) for row in block.rows])
        for part in parts
        for block in part.blocks
    ]
