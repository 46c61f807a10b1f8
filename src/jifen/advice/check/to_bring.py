"""What to bring (要带的材料), as a profile stands: each with its reason, and whether it is at hand."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from jifen.advice import materials
from jifen.advice.check.examination import Examination
from jifen.errors import Problem, QuestionError
from jifen.explain import Language
from jifen.explain.sources import render
from jifen.law import Law, Section
from jifen.law.materials import Material
from jifen.profile import to_document

Json = dict[str, Any]
#: a check looks at a case as if it were the first one
_KIND = "new"


def to_bring(examination: Examination, have: Collection[str] | None, lang: Language) -> list[Json]:
    """Give the materials in the law's order; ``have``: ids of those at hand, None when that is not told.

    What hangs on a fact that no document states is given as not required. QuestionError for an unknown id.
    """
    law = examination.assessment.program.law
    document = to_document(examination.subject.profile)
    claimed = materials.entered(document)
    held = claimed | materials.facts_of(document, claimed)
    sections = law.of_kind("materials")
    _refuse_unknown(have or (), [each.id for section in sections for each in section.materials])
    return [
        _material(each, law, section, held, have, lang)
        for section in sections
        for each in section.materials
        if _KIND in each.kinds and (materials.applies(each, held, held) or materials.beyond_documents(each))
    ]


def _refuse_unknown(have: Collection[str], known: list[str]) -> None:
    unknown = [name for name in have if name not in known]
    if unknown:
        raise QuestionError([Problem("have", "unknown_value", name, {"allowed": known}) for name in unknown])


def _material(
    each: Material,
    law: Law,
    section: Section,
    held: frozenset[str],
    have: Collection[str] | None,
    lang: Language,
) -> Json:
    unsure = materials.beyond_documents(each)
    return {
        "id": each.id,
        "name": materials.name_of(each, law.value, lang),
        "form": each.form,
        "where": each.where[lang],
        "by": each.by,
        "required": each.required and not unsure,
        "at_hand": None if have is None else each.id in have,
        "for": list(_reasons(each, law, section, each.facts if unsure else held, lang)),
        "certainty": each.certainty,
        "sources": render(each.sources, lang),
    }


def _reasons(
    each: Material, law: Law, section: Section, held: Collection[str], lang: Language
) -> Iterator[Json]:
    """The indicators and facts for which it is asked; none when it is asked of everybody."""
    for name in each.indicators:
        if name in held:
            yield {"id": name, "name": law.section(name).name[lang]}
    for fact in each.facts:
        if fact in held:
            yield {"id": fact, "name": section.labels[fact][lang]}
