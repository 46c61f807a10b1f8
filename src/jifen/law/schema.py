"""What a law file may say. Anything else is refused with the file's name and the key.

Every dated value needs a citation and a certainty; dates may neither overlap nor leave a gap.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from jifen.law.units import Unit, fault_of

LANGUAGES = ("zh", "en")

#: 确定程度, from the government's own text down to a stated estimate.
Certainty = Literal["confirmed", "reported", "peer", "derived", "defined", "disputed", "estimate"]


#: 轻重: the authority will return it, often does, or had better be looked at first.
Severity = Literal["return", "likely", "look"]


def _both_languages(text: dict[str, str]) -> dict[str, str]:
    missing = [lang for lang in LANGUAGES if not text.get(lang, "").strip()]
    if missing or set(text) - set(LANGUAGES):
        raise ValueError(
            f"a text needs exactly the languages {', '.join(LANGUAGES)}; found {', '.join(text)}"
        )
    return text


def _cited_by_tag(source: Any) -> Any:
    """Allow the short form ``GUIDE`` for ``{tag: GUIDE}``."""
    return {"tag": source} if isinstance(source, str) else source


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


#: for the schemas of further kinds of sections, in their own files
Strict = _Strict
TextFile = Annotated[dict[str, str], AfterValidator(_both_languages)]


class Citation(_Strict):
    """A citation as a value writes it."""

    tag: str
    article: str | None = None
    text: str | None = None


Citations = Annotated[
    list[Annotated[Citation, BeforeValidator(_cited_by_tag)]],
    Field(min_length=1),
]


class DocumentFile(_Strict):
    """An entry of sources.yaml: what a tag stands for, and how sure it makes a value at best."""

    certainty: Certainty
    document: TextFile
    meaning: TextFile
    checked: date
    published: date | None = None
    in_force: date | None = None
    link: str | None = None


class DatedFile(_Strict):
    """A dated value as written."""

    from_: date = Field(alias="from")
    to: date | None = None
    value: Any
    certainty: Certainty
    sources: Citations
    dispute: TextFile | None = None
    note: TextFile | None = None


def _without_gap_or_overlap(values: list[DatedFile]) -> list[DatedFile]:
    for earlier, later in pairwise(values):
        if earlier.to is None or earlier.to >= later.from_:
            raise ValueError(f"overlap: the value from {earlier.from_} must end before {later.from_}")
        if earlier.to + timedelta(days=1) != later.from_:
            raise ValueError(f"gap: nothing is in force between {earlier.to} and {later.from_}")
    for value in values:
        if value.to is not None and value.to < value.from_:
            raise ValueError(f"the value from {value.from_} ends before it begins")
        if value.certainty == "disputed" and "DISPUTED" not in {source.tag for source in value.sources}:
            raise ValueError(f"the disputed value from {value.from_} must cite DISPUTED")
    return values


class ParameterFile(_Strict):
    """A parameter with all the values it has had."""

    name: TextFile
    unit: Unit
    values: Annotated[list[DatedFile], Field(min_length=1), AfterValidator(_without_gap_or_overlap)]
    after_last: Literal["refuse", "assume"] = "refuse"

    @model_validator(mode="after")
    def _fits_unit(self) -> Self:
        for dated in self.values:
            fault = fault_of(self.unit, dated.value)
            if fault:
                raise ValueError(f"the value from {dated.from_}: {fault}")
        return self


class OtherReadingFile(_Strict):
    """The reading of a disputed rule that is shown but not used."""

    measure: str
    dispute_of: str
    because: dict[str, TextFile]


class CheckFile(_Strict):
    """A yes-or-no rule: a veto, a condition of application, a warning."""

    id: str
    measure: str
    because: dict[str, TextFile]
    name: TextFile | None = None
    in_force: str | None = None
    sources: Citations | None = None
    certainty: Certainty | None = None
    other_reading: OtherReadingFile | None = None


class FindingFile(_Strict):
    """What may be found wrong for one reason: how grave it is, what to say, what to do.

    ``limits``: names in the sentence or the comparison, each the key of a parameter.
    """

    id: str
    severity: Severity
    because: TextFile
    remedy: TextFile
    limits: dict[str, str] = {}
    sources: Citations | None = None
    certainty: Certainty | None = None


class AskedFile(_Strict):
    """A place of the document without which a reason is not wholly checked, and how to say so.

    ``skipped_if``: a sibling with this value makes the question idle.
    """

    at: str
    says: TextFile
    skipped_if: dict[str, str | bool] = {}


class ReasonFile(_Strict):
    """A reason for which cases come back (退回原因)."""

    id: str
    name: TextFile
    findings: Annotated[list[FindingFile], Field(min_length=1)]
    asks: list[AskedFile] = []
    sources: Citations
    certainty: Certainty


Kind = Literal[
    "indicator",
    "eligibility",
    "veto",
    "choice",
    "warnings",
    "practice",
    "materials",
    "actions",
    "settings",
]


class SectionFile(_Strict):
    """One law file."""

    section: str
    kind: Kind
    name: TextFile
    group: Literal["basic", "bonus", "deduction"] | None = None
    parameters: dict[str, ParameterFile] = {}
    labels: dict[str, TextFile] = {}
    conditions: dict[str, list[dict[str, Any]]] = {}
    measures: dict[str, dict[str, Any]] = {}
    points: dict[str, Any] | None = None
    because: dict[str, TextFile] = {}
    next: dict[str, TextFile] = {}
    change: dict[Literal["more", "less", "instead"], TextFile] = {}
    checks: list[CheckFile] = []
    one_of: list[str] = []
    actions: list[dict[str, Any]] = []
    milestones: list[dict[str, Any]] = []
    reasons: list[ReasonFile] = []
    materials: list[dict[str, Any]] = []
    sources: Citations | None = None
    certainty: Certainty | None = None


class PolicyFile(_Strict):
    """A policy version as written."""

    id: str
    effective_from: date
    effective_to: date | None
    name: TextFile
    certainty: Certainty
    sources: Citations
    note: TextFile | None = None


class JurisdictionFile(_Strict):
    """policies.yaml: the jurisdiction, its indicators in order, its policy versions."""

    jurisdiction: str
    name: TextFile
    indicators: list[str]
    policies: Annotated[list[PolicyFile], Field(min_length=1)]
