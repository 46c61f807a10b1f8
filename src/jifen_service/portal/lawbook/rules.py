"""What a section says beside its values (条文): conditions, checks, materials, reasons, what one can do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jifen.explain.sources import render
from jifen.explain.template import fill
from jifen.explain.values import figure_in_words
from jifen.law import Law, Section, Source, Text

#: stands in a sentence for what depends on the person
_OPEN = "…"


@dataclass(frozen=True, slots=True)
class Said:
    """One rule: its ``name``, sentences on it, how sure it is ('' where its sources alone say so)."""

    name: str
    lines: tuple[str, ...]
    certainty: str
    sources: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Rules of one sort under a title."""

    title: str
    rules: tuple[Said, ...]


def rules_of(section: Section, law: Law, lang: str) -> tuple[Heading, ...]:
    """Give what a section of the book says beside its values, under the law of a day."""
    sorts = (
        (_("这些情形不计"), _not_counted),
        (_("要核对的"), _checks),
        (_("只计较高的一项"), _choice),
        (_("退回的原因"), _reasons),
        (_("材料"), _materials),
        (_("能做的事"), _actions),
        (_("什么时候用到分数"), _milestones),
    )
    told = ((title, tuple(sort(section, law, lang))) for title, sort in sorts)
    return tuple(Heading(title, rules) for title, rules in told if rules)


def _not_counted(section: Section, law: Law, lang: str) -> Iterable[Said]:
    """The labels of conditions: why an entry or a month does not count."""
    names = (test["id"] for tests in section.conditions.values() for test in tests)
    for name in dict.fromkeys(names):
        if name in section.labels:
            yield Said(_filled(section.labels[name], section, law, lang), (), "", ())


def _checks(section: Section, law: Law, lang: str) -> Iterable[Said]:
    for check in section.checks:
        sentence = _filled(check["because"]["yes"], section, law, lang)
        other = check["other_reading"]
        lines = [_filled(other["because"]["no"], section, law, lang)] if other else []
        named = check["name"]
        sources = check["sources"] or section.sources
        name, lines = (named[lang], [sentence, *lines]) if named else (sentence, lines)
        yield Said(name, tuple(lines), check["certainty"] or "", _cited(sources, lang))


def _choice(section: Section, law: Law, lang: str) -> Iterable[Said]:
    for name in section.one_of:
        yield Said(law.section(name).name[lang], (), "", ())


def _reasons(section: Section, law: Law, lang: str) -> Iterable[Said]:
    for reason in section.reasons:
        found = (_filled(finding.because, section, law, lang, finding.limits) for finding in reason.findings)
        yield Said(reason.name[lang], tuple(found), "", _cited(reason.sources, lang))


def _materials(section: Section, law: Law, lang: str) -> Iterable[Said]:
    for material in section.materials:
        asked_by = [law.section(name).name[lang] for name in material.indicators]
        asked_by += [section.labels[fact][lang] for fact in material.facts]
        where = _filled(material.where, section, law, lang, material.limits)
        for_whom = _("用于: %(what)s") % {"what": _("、").join(asked_by)} if asked_by else _("每个人都要")
        name = _filled(material.name, section, law, lang, material.limits)
        yield Said(name, (where, for_whom), material.certainty, _cited(material.sources, lang))


def _actions(section: Section, law: Law, lang: str) -> Iterable[Said]:
    for action in section.actions:
        months = sum(law.value(key) for key in action.months)
        takes = [_("要 %(time)s") % {"time": figure_in_words("months", months, lang)}] if months else []
        pitfalls = (text[lang] for text in action.pitfalls)
        name = _filled(action.name, section, law, lang)
        yield Said(name, (*takes, *pitfalls), action.certainty, _cited(action.sources, lang))


def _milestones(section: Section, law: Law, lang: str) -> Iterable[Said]:
    for milestone in section.milestones:
        yield Said(milestone.name[lang], (), "", ())


def _filled(
    text: Text, section: Section, law: Law, lang: str, limits: Mapping[str, str] | None = None
) -> str:
    """A sentence with the values of the law in it; what depends on the person stays open."""
    find: Callable[[str], Any] = lambda name: _value(name, section, law, limits or {})  # noqa: E731
    return fill(text[lang], find, section.labels, lang)


def _value(name: str, section: Section, law: Law, limits: Mapping[str, str]) -> Any:
    key = limits.get(name, f"{section.id}.{name}")
    return law.value(key) if key in law.resolved else _OPEN


def _cited(sources: Iterable[Source], lang: str) -> tuple[Mapping[str, Any], ...]:
    return tuple(render(sources, lang))
