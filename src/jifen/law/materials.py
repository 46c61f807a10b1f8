"""What is handed in with a case (材料), as law files say it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from jifen.law.actions import Cite
from jifen.law.model import Section, Source, Text
from jifen.law.schema import Certainty, Citations, Strict, TextFile

#: 申请种类: what a case is made for
CaseKind = Literal["new", "renewal", "change", "appeal", "cancellation"]
#: 原件, 复印件, 或者两样
Form = Literal["original", "copy", "both"]
Owner = Literal["applicant", "employer"]


class MaterialFile(Strict):
    """A material as written. ``limits``: names in the text → keys of parameters."""

    id: str
    name: TextFile
    where: TextFile
    form: Form
    indicators: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    kinds: tuple[CaseKind, ...] = ("new", "renewal", "change")
    required: bool = True
    upload: bool = True
    by: Owner = "applicant"
    limits: Mapping[str, str] = Field(default_factory=dict)
    sources: Citations
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Material:
    """Something that is handed in (材料), asked for an indicator or a fact, else of everybody.

    ``upload`` False is handed over on paper only; ``by``: who brings it; ``where``: who issues it.
    """

    id: str
    name: Text
    where: Text
    form: Form
    indicators: tuple[str, ...]
    facts: tuple[str, ...]
    kinds: tuple[CaseKind, ...]
    required: bool
    upload: bool
    by: Owner
    limits: Mapping[str, str]
    certainty: Certainty
    sources: tuple[Source, ...]

    @property
    def always(self) -> bool:
        """Whether it is asked of everybody."""
        return not self.indicators and not self.facts


def materials_of(files: Sequence[MaterialFile], section: str, cite: Cite) -> tuple[Material, ...]:
    """Make the materials of a section."""
    return tuple(
        Material(
            **{name: getattr(file, name) for name in MaterialFile.model_fields if name != "sources"},
            sources=cite(file.sources, file.certainty, f"{section}.yaml: materials.{file.id}"),
        )
        for file in files
    )


def unknown_names(section: Section, parameters: Container[str], indicators: Container[str]) -> Iterator[str]:
    """Walk what materials name and no law file has: parameters, indicators, labels of facts; an id twice."""
    seen: set[str] = set()
    for material in section.materials:
        place = f"materials.{material.id}"
        if material.id in seen:
            yield f"{place}: is given twice"
        seen.add(material.id)
        for key in material.limits.values():
            if key not in parameters:
                yield f"{place}.limits: {key}: the law has no such parameter"
        for name in material.indicators:
            if name not in indicators:
                yield f"{place}.indicators: {name}: the law has no such indicator"
        for fact in material.facts:
            if fact not in section.labels:
                yield f"{place}.facts: {fact}: has no name under labels"
