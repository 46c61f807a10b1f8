"""What must hold in the law files beyond their schema: citations of rules, sentences, dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import pairwise

from jifen.errors import LawError
from jifen.law.actions import unknown_parameters
from jifen.law.book import LawBook
from jifen.law.materials import unknown_names
from jifen.law.model import Section
from jifen.law.schema import CheckFile, SectionFile

#: 哪些句子必须有: the sentences that a check of each kind of section needs
_SENTENCES: Mapping[str, frozenset[str]] = {
    "eligibility": frozenset({"yes", "no"}),
    "veto": frozenset({"yes", "no"}),
    "warnings": frozenset({"yes"}),
}


def check_section(file: SectionFile, place: str) -> None:
    """Refuse a section whose rule has no citation or lacks a sentence; LawError names file and key."""
    for fault in _faults(file):
        raise LawError(f"{place}: {fault}")


def _faults(file: SectionFile) -> Iterator[str]:
    cited_by_checks = bool(file.checks) and all(check.sources for check in file.checks)
    if file.kind != "settings" and file.sources is None and not cited_by_checks:
        yield "sources: missing, the rule itself needs a citation"
    if file.sources is not None and file.certainty is None:
        yield "certainty: missing, a citation says how sure it is"
    for check in file.checks:
        yield from (f"checks.{check.id}.{fault}" for fault in _faults_of(check, file.kind))


def _faults_of(check: CheckFile, kind: str) -> Iterator[str]:
    if check.sources is not None and check.certainty is None:
        yield "certainty: missing, a citation says how sure it is"
    needed = _SENTENCES.get(kind, frozenset())
    for key in sorted(needed - set(check.because)):
        yield f"because.{key}: missing, it must be given"
    if check.other_reading is not None:
        for key in sorted(needed - set(check.other_reading.because)):
            yield f"other_reading.because.{key}: missing, it must be given"


def check_coverage(book: LawBook, policies_file: str) -> None:
    """Refuse a book that does not say something of every day from its first policy on."""
    first = book.policies[0].effective_from
    for earlier, later in pairwise(book.policies):
        if earlier.effective_to is None or earlier.effective_to + timedelta(days=1) != later.effective_from:
            raise LawError(f"{policies_file}: policies: gap or overlap between {earlier.id} and {later.id}")
    for key, series in book.parameters.items():
        place = "{}.yaml: parameters.{}".format(*key.split("."))
        if series.values[0].from_ > first:
            raise LawError(f"{place}: gap: no value from {first} to {series.values[0].from_}")
        if series.values[-1].to is not None and not series.carries_on:
            raise LawError(f"{place}: gap: no value after {series.values[-1].to}")
    listed = set(book.indicators)
    for section in book.sections.values():
        if section.kind == "indicator" and section.id not in listed:
            raise LawError(f"{policies_file}: indicators: {section.id} is missing, {section.id}.yaml is one")
    for section in book.sections.values():
        _check_names(section, book)


def _check_names(section: Section, book: LawBook) -> None:
    """Refuse actions and materials that name what no law file has."""
    for key in unknown_parameters(section, book.parameters):
        raise LawError(f"{section.id}.yaml: actions: {key}: the law has no such parameter")
    for fault in unknown_names(section, book.parameters, book.indicators):
        raise LawError(f"{section.id}.yaml: {fault}")
