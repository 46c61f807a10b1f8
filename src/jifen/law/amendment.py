"""A law with changed values (假设的修改): dated values laid over a law book, each with its citation.

``{name: {zh, en}, documents: {TAG: ...}, changes: {section.parameter: [dated value, ...]}}``. A changed value
holds from its ``from`` to its ``to``, or until further notice; around it the law is as it was. The book
itself is not touched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, cast

from pydantic import BaseModel, ConfigDict, Field

from jifen.errors import LawError
from jifen.law.book import LawBook
from jifen.law.consistency import check_coverage
from jifen.law.model import Dated, DatedSeries, Section, Text
from jifen.law.reading import Documents, dated_of, read_yaml, validate
from jifen.law.schema import DatedFile, DocumentFile, TextFile
from jifen.law.units import Unit, fault_of

Changes = Annotated[list[DatedFile], Field(min_length=1)]


class AmendmentFile(BaseModel):
    """What a file of changed values may say. ``published``: the day on which a platform published it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: TextFile
    published: date | None = None
    documents: dict[str, DocumentFile] = {}
    changes: Annotated[dict[str, Changes], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Amendment:
    """A law book with changed values, what the change is called, and the values as they stand in the file."""

    name: Text
    book: LawBook
    changed: Mapping[str, tuple[Dated, ...]]
    published: date | None = None

    @property
    def begins(self) -> date:
        """The first day on which any of the changed values holds."""
        return min(dated.from_ for values in self.changed.values() for dated in values)


def amended(book: LawBook, path: Path) -> Amendment:
    """Lay a file of changed values over a book; raises what `laid_over` raises."""
    return laid_over(book, read_yaml(path), path.name)


def laid_over(book: LawBook, content: Any, place: str, number: int | None = None) -> Amendment:
    """Lay changed values, as a file says them, over a book; ``place`` is how errors call the file.

    ``number``: of a published amendment, which its values then name. Raises LawError naming place and key
    for an unknown parameter, a value that does not fit its unit, an overlap, a missing citation, a citation
    of no document or, before publication, a document's tag that the law has already.
    """
    file = validate(AmendmentFile, content, place)
    twice = sorted(set(file.documents) & set(book.documents))
    if twice and number is None:
        raise LawError(f"{place}: documents: {twice[0]} is a document of the law already")
    file = _with_tags_of_its_own(file, {tag: f"{tag}-{number}" for tag in twice})
    documents = {**book.documents, **file.documents}
    changed = {
        key: _changed(book.parameters.get(key), values, documents, f"{place}: changes.{key}")
        for key, values in file.changes.items()
    }
    if number is not None:
        changed = {
            key: tuple(replace(dated, amendment=number) for dated in values)
            for key, values in changed.items()
        }
    sections = {name: _section(section, changed) for name, section in book.sections.items()}
    after = replace(book, sections=sections, documents=documents, _laws={})
    check_coverage(after, place)
    return Amendment(file.name, after, changed, file.published)


def _with_tags_of_its_own(file: AmendmentFile, renamed: Mapping[str, str]) -> AmendmentFile:
    """Tell a published document from one that a later edition of the law brings under the same tag."""
    if not renamed:
        return file

    def own(value: DatedFile) -> DatedFile:
        cited = [each.model_copy(update={"tag": renamed.get(each.tag, each.tag)}) for each in value.sources]
        return value.model_copy(update={"sources": cited})

    documents = {renamed.get(tag, tag): document for tag, document in file.documents.items()}
    changes = {key: [own(value) for value in values] for key, values in file.changes.items()}
    return file.model_copy(update={"documents": documents, "changes": changes})


def _changed(
    series: DatedSeries | None, values: Sequence[DatedFile], documents: Documents, place: str
) -> tuple[Dated, ...]:
    if series is None:
        raise LawError(f"{place}: the law has no such parameter")
    for earlier, later in pairwise(values):
        if earlier.to is None or earlier.to >= later.from_:
            raise LawError(f"{place}: overlap: the value from {earlier.from_} must end before {later.from_}")
    for value in values:
        fault = fault_of(cast(Unit, series.unit), value.value) or _other_shape(series, value.value)
        if fault:
            raise LawError(f"{place}: the value from {value.from_}: {fault}")
        if value.to is not None and value.to < value.from_:
            raise LawError(f"{place}: the value from {value.from_} ends before it begins")
    return tuple(dated_of(series.key, value, documents, place) for value in values)


def _other_shape(series: DatedSeries, value: Any) -> str | None:
    """Say what is wrong when a table has other keys than the law's own."""
    now = series.values[-1].value
    keys, wanted = (set(table) if isinstance(table, Mapping) else set() for table in (value, now))
    return None if keys == wanted else f"needs exactly the keys {', '.join(sorted(wanted)) or '(none)'}"


def _section(section: Section, changed: Mapping[str, tuple[Dated, ...]]) -> Section:
    parameters = dict(section.parameters)
    for name, series in parameters.items():
        values = series.values
        for dated in changed.get(series.key, ()):
            values = _laid_over(values, dated)
        parameters[name] = replace(series, values=values)
    return replace(section, parameters=parameters)


def _laid_over(values: tuple[Dated, ...], new: Dated) -> tuple[Dated, ...]:
    """Put one value over the others; what it covers is cut away."""
    around = []
    for dated in values:
        before = new.from_ - timedelta(days=1)
        if dated.from_ <= before:
            ends = before if dated.to is None else min(dated.to, before)
            around.append(replace(dated, to=ends))
        if new.to is not None and (dated.to is None or dated.to > new.to):
            around.append(replace(dated, from_=max(dated.from_, new.to + timedelta(days=1))))
    return tuple(sorted([*around, new], key=lambda dated: dated.from_))
