"""What the law looks like once read: plain frozen data, no file and no clock."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from jifen.errors import LawError

if TYPE_CHECKING:
    from jifen.law.actions import Action, Milestone
    from jifen.law.materials import Material

#: A text in every language of the product: ``{"zh": ..., "en": ...}``.
Text = Mapping[str, str]
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """One citation (来源): what stands behind a value.

    ``tag`` is a key of the jurisdiction's ``sources.yaml``; ``status`` says how sure it is: as sure as the
    document, unless the value cited is disputed, derived or an estimate.
    """

    tag: str
    document: Text
    status: str
    article: str | None = None
    text: str | None = None
    link: str | None = None

    def as_dict(self, lang: str) -> Json:
        """Give the citation as the contract prints it, without empty keys."""
        rendered = {
            "tag": self.tag,
            "document": self.document[lang],
            "article": self.article,
            "text": self.text,
            "link": self.link,
            "status": self.status,
        }
        return {key: value for key, value in rendered.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Dated:
    """A value with the dates on which it is the law (有时效的值).

    ``to`` is inclusive; None means until further notice. ``value`` is an int, Decimal, bool or a mapping.
    ``amendment``: the number of the published amendment that gave it; None where the law files did.
    """

    key: str
    value: Any
    from_: date
    to: date | None
    certainty: str
    sources: tuple[Source, ...]
    dispute: Text | None = None
    note: Text | None = None
    amendment: int | None = None


@dataclass(frozen=True, slots=True)
class DatedSeries:
    """Every value that one parameter has had, oldest first, without gap or overlap.

    ``carries_on`` says that a date after the last value uses the last value, and that the result says so.
    """

    key: str
    name: Text
    unit: str
    values: tuple[Dated, ...]
    carries_on: bool = False

    def on(self, day: date) -> Dated:
        """Give the value in force on ``day``; LawError where the law does not cover it."""
        index = bisect_right(self.values, day, key=lambda dated: dated.from_) - 1
        if index >= 0:
            found = self.values[index]
            if self.carries_on or found.to is None or day <= found.to:
                return found
        raise LawError(f"{self.key}: no value in force on {day.isoformat()}")


@dataclass(frozen=True, slots=True)
class FindingRule:
    """What may be found wrong (一种问题): its gravity, its sentence, what to do, who says so.

    ``limits``: names that the comparison and the sentence use → keys of parameters.
    """

    id: str
    severity: str
    because: Text
    remedy: Text
    limits: Mapping[str, str]
    certainty: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A place of the document that a reason looks at; ``says`` what stays unchecked without it."""

    at: str
    says: Text
    skipped_if: Mapping[str, str | bool]


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for which cases come back (退回原因), with all that may be found for it."""

    id: str
    name: Text
    findings: tuple[FindingRule, ...]
    asks: tuple[Asked, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the law (一节): its parameters, what it measures, how that becomes points, its words."""

    id: str
    kind: str
    name: Text
    parameters: Mapping[str, DatedSeries]
    sources: tuple[Source, ...]
    group: str | None = None
    labels: Mapping[str, Text] = field(default_factory=dict)
    conditions: Mapping[str, tuple[Json, ...]] = field(default_factory=dict)
    measures: Mapping[str, Json] = field(default_factory=dict)
    points: Json | None = None
    because: Mapping[str, Text] = field(default_factory=dict)
    next: Mapping[str, Text] = field(default_factory=dict)
    change: Mapping[str, Text] = field(default_factory=dict)
    checks: tuple[Json, ...] = ()
    one_of: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    reasons: tuple[Reason, ...] = ()
    materials: tuple[Material, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy version (政策版本); both dates inclusive, ``effective_to`` None while it is in force."""

    id: str
    effective_from: date
    effective_to: date | None
    name: Text
    certainty: str
    sources: tuple[Source, ...]
    note: Text | None = None

    def covers(self, day: date) -> bool:
        """Say whether the version is in force on a day."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


@dataclass(frozen=True, slots=True)
class PublishedAmendment:
    """An amendment that a platform has published (已发布的修改), as a law book that contains it knows it.

    ``number``: its place in the order in which they were laid over; ``changed``: the full keys of its
    parameters; ``sources``: the tags that its values cite; ``digest``: SHA-256 of its file, hexadecimal.
    """

    number: int
    name: Text
    published: date
    changed: tuple[str, ...]
    sources: tuple[str, ...]
    file: str
    digest: str


@dataclass(frozen=True, slots=True)
class Law:
    """The law in force on a date: a view of the book with every parameter resolved.

    ``since`` is the first day from which exactly these values have been in force together; laws of one
    period are equal, so whatever is compiled from them may be kept under ``since`` beside its book.
    ``amendments``: numbers of the published amendments of which a value is in force.
    """

    policy: Policy
    since: date
    sections: Mapping[str, Section]
    indicators: tuple[str, ...]
    resolved: Mapping[str, Dated]
    amendments: tuple[int, ...] = ()

    def dated(self, key: str) -> Dated:
        """Give ``section.parameter`` in force with its dates and citation; LawError if unknown."""
        try:
            return self.resolved[key]
        except KeyError:
            raise LawError(f"{key}: the law has no such parameter") from None

    def value(self, key: str) -> Any:
        """Give the bare value in force of ``section.parameter``."""
        return self.dated(key).value

    def section(self, section_id: str) -> Section:
        """Give a section by its id; LawError if unknown."""
        try:
            return self.sections[section_id]
        except KeyError:
            raise LawError(f"{section_id}: the law has no such section") from None

    def in_order(self) -> tuple[Section, ...]:
        """Give the sections as people read them: the indicators in the law's order, then the rest."""
        rest = (name for name in self.sections if name not in self.indicators)
        return tuple(self.sections[name] for name in (*self.indicators, *rest))

    def of_kind(self, kind: str) -> tuple[Section, ...]:
        """Give the sections of one kind, such as indicator, eligibility, warnings or practice."""
        return tuple(section for section in self.sections.values() if section.kind == kind)
