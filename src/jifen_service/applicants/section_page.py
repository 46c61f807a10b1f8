"""One page of the application form as its template shows it: groups, errors with links, what was undone."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from jifen_service.applicants import section_form
from jifen_service.applicants.questions import KEPT, PERSONAL, Questions
from jifen_service.applicants.section_form import Filled
from jifen_service.casework import service
from jifen_service.casework.lacks import Lack
from jifen_service.casework.models import Case
from jifen_service.casework.particulars import indicators
from jifen_service.casework.sections import Section, asked_sections, fingerprint, said_none, sections_of
from jifen_service.forms import shown as forms
from jifen_service.forms.calendar import Year, draw
from jifen_service.forms.months import month_of
from jifen_service.forms.places import html_id, look_up, parse_place
from jifen_service.forms.record_shown import RecordShown, show_record
from jifen_service.forms.shown import FieldShown, GroupShown, law_of, show_group
from jifen_service.forms.values import to_form, write_rest
from jifen_service.precheck.fields import field_of, section_of


@dataclass(frozen=True)
class Setting(forms.Setting):
    """How a page of the form is shown: the law's words, the language, messages by place."""

    messages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def errors_at(self, place: str) -> tuple[str, ...]:
        """Messages for exactly this place."""
        return self.messages.get(place, ())


@dataclass(frozen=True, slots=True)
class Complaint:
    """A line of the summary on top; ``link`` leads to the field, or to the page that has it."""

    message: str
    link: str


@dataclass(frozen=True)
class SectionPage:
    """Everything that the template needs, besides the case."""

    page: Questions
    title: str
    lead: str
    number: int
    count: int
    groups: tuple[GroupShown, ...]
    complaints: tuple[Complaint, ...]
    indicators: tuple[tuple[str, str, bool], ...]
    none: bool
    seen: str
    rest: str
    focus: str
    calendar: tuple[Year, ...] = ()
    record: RecordShown | None = None
    filled: Filled | None = None

    @property
    def begun(self) -> bool:
        """Whether a field of the page has a value or a message, or an entry."""
        fields = (shown for group in self.groups for shown in group.fields)
        return not self.blank or any(shown.value or shown.errors for shown in fields)

    @property
    def blank(self) -> bool:
        """Whether nothing has been entered here."""
        return not any(group.entries for group in self.groups)


def show(
    page: Questions,
    case: Case,
    today: datetime.date,
    lang: str,
    lacks: Iterable[Lack] = (),
    filled: Filled | None = None,
) -> SectionPage:
    """Prepare a page: with what the case holds, or with what was just sent."""
    document = section_form.with_blank(page, filled) if filled else section_form.held(page, case)
    lacks = tuple(lacks)
    messages = section_form.places_of((lack.at, lack.message(lang)) for lack in lacks)
    setting = Setting(law_of(today), lang, today, today, messages)
    form = to_form(document, page.asked)
    sections = sections_with_pages(case)
    kept = service.masked(case)
    return SectionPage(
        page=page,
        title=page.section.name[lang],
        lead=page.lead[lang],
        number=sections.index(page.section) + 1,
        count=len(sections),
        groups=tuple(
            _marked(show_group(group, document, form, setting), page, kept) for group in page.asked.groups
        ),
        complaints=tuple(_complaint(lack, page, case, lang) for lack in lacks),
        indicators=_indicators(case, filled, setting) if page.indicators else (),
        none=filled.none if filled else said_none(page.section, case.personal),
        seen=fingerprint(page.section, case.profile, case.personal),
        rest=write_rest(form.rest),
        focus=section_form.added_place(page, document, filled.add_to) if filled and filled.add_to else "",
        calendar=draw(look_up(document, ("social_insurance",)), month_of(today)) if page.record else (),
        record=show_record(filled.record, month_of(today), lang) if filled and filled.record else None,
        filled=filled,
    )


def _marked(group: GroupShown, page: Questions, kept: Mapping[str, str]) -> GroupShown:
    """Labels say what may stay empty; particulars kept masked are hinted at."""
    entries = tuple(
        replace(entry, fields=tuple(_optional(shown, page) for shown in entry.fields))
        for entry in group.entries
    )
    fields = tuple(_optional(_hinted(shown, kept), page) for shown in group.fields)
    return replace(group, fields=fields, entries=entries)


def _hinted(shown: FieldShown, kept: Mapping[str, str]) -> FieldShown:
    key = shown.name.removeprefix(f"{PERSONAL}.")
    if key in KEPT and kept.get(key):
        return replace(shown, hint=_("已填 %(masked)s, 不改就留空") % {"masked": kept[key]})
    return shown


def _optional(shown: FieldShown, page: Questions) -> FieldShown:
    if shown.asked.required or shown.asked.more or shown.asked.kind_name in ("yes", "yes_no"):
        return shown
    if _is_needed_sometimes(shown.name, page.section):
        return shown
    return replace(shown, label=_("%(label)s (选填)") % {"label": shown.label})


def _is_needed_sometimes(name: str, section: Section) -> bool:
    path = parse_place(name) or ()
    place = ".".join("[]" if isinstance(step, int) else step for step in path).replace(".[]", "[]")
    for condition in section.when:
        if place in condition.needs or place.removeprefix(f"{PERSONAL}.") in condition.needs_personal:
            return True
    return False


def _indicators(case: Case, filled: Filled | None, setting: Setting) -> tuple[tuple[str, str, bool], ...]:
    """Each indicator that may be claimed: id, name in the law's words, whether it is ticked."""
    ticked = filled.indicators if filled else case.personal.get("indicators")
    return tuple(
        (name, setting.law.section(name).name[setting.lang], name in (ticked or ())) for name in indicators()
    )


def _complaint(lack: Lack, page: Questions, case: Case, lang: str) -> Complaint:
    """Link a lack to its field here, or to the page of the form that has the field."""
    path = parse_place(lack.at.removeprefix("profile.")) or ()
    key = path[1] if path[:1] == (PERSONAL,) and len(path) > 1 else path[0] if path else ""
    if key in (*page.section.profile, *page.section.personal):
        return Complaint(lack.message(lang), f"#{html_id(lack.at.removeprefix('profile.'))}")
    return Complaint(lack.message(lang), link_of(lack, case))


def link_of(lack: Lack, case: Case) -> str:
    """The address at which a lack is put right."""
    if lack.code == "no_employer":
        return reverse("applicants:employer", args=[case.pk])
    place = lack.at.removeprefix("profile.")
    head = (parse_place(place) or ("",))[0]
    owner = next((s.key for s in sections_of(case.kind) if head in s.profile), lack.section)
    if lack.section == "materials" or owner == "materials":
        return f"{reverse('applicants:materials', args=[case.pk])}#item-{lack.at.removeprefix('materials.')}"
    if owner not in {section.key for section in sections_with_pages(case)}:
        return reverse("applicants:case", args=[case.pk])
    return f"{reverse('applicants:section', args=[case.pk, owner])}?missing=1#{html_id(place)}"


def field_address(case: Case, place: str) -> str:
    """The address of the field that asks for a place of the profile; '' where the form asks nowhere."""
    key = section_of(case, place)
    if key not in {section.key for section in sections_with_pages(case)}:
        return ""
    return f"{reverse('applicants:section', args=[case.pk, key])}#{field_of(place)}"


def sections_with_pages(case: Case) -> tuple[Section, ...]:
    """The sections of the case's form that have a page, in order."""
    asked = asked_sections(case.kind, case.personal)
    return tuple(section for section in asked if section.key != "materials")


def next_address(case: Case, section: Section) -> str:
    """The page after this one; materials after the last."""
    there: list[Any] = list(sections_with_pages(case))
    following = there[there.index(section) + 1 :]
    if following:
        return reverse("applicants:section", args=[case.pk, following[0].key])
    return reverse("applicants:materials", args=[case.pk])
