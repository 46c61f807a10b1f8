"""Reading law files: YAML with exact decimals, checked against the schema, errors by file and key."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from jifen.errors import LawError
from jifen.law.actions import Action, ActionFile, Cite, MilestoneFile, actions_of, milestones_of
from jifen.law.book import LawBook
from jifen.law.consistency import check_section
from jifen.law.materials import Material, MaterialFile, materials_of
from jifen.law.model import Asked, Dated, DatedSeries, FindingRule, Policy, Reason, Section, Source
from jifen.law.schema import (
    Citation,
    DatedFile,
    DocumentFile,
    JurisdictionFile,
    ParameterFile,
    ReasonFile,
    SectionFile,
)

JURISDICTION_FILE = "policies.yaml"
SOURCES_FILE = "sources.yaml"
#: certainties of a value that make it less sure than the documents it cites
_LESS_SURE = frozenset({"disputed", "derived", "estimate"})

Model = TypeVar("Model", bound=BaseModel)
Documents = Mapping[str, DocumentFile]


class _LawLoader(yaml.CSafeLoader):
    """YAML for law: decimals stay exact and a key may stand only once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise LawError(f"line {node.start_mark.line + 1}: {', '.join(sorted(twice))} is given twice")
        return super().construct_mapping(node, deep)


def _exact(loader: _LawLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(loader.construct_scalar(node))


_LawLoader.add_constructor("tag:yaml.org,2002:float", _exact)


def read_yaml(path: Path) -> Any:
    """Read one law file; LawError names the file when it is not YAML."""
    try:
        return parse_yaml(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise LawError(f"{path.name}: {error}") from error


def parse_yaml(text: str, place: str) -> Any:
    """Read the text of a law file; LawError names the place when it is not YAML."""
    try:
        # The loader is a SafeLoader: it constructs plain data only.
        return yaml.load(text, Loader=_LawLoader)
    except LawError as error:
        raise LawError(f"{place}: {error}") from None
    # A date such as 2026-13-01 is a ValueError of the loader's own.
    except (ArithmeticError, ValueError, TypeError, yaml.YAMLError) as error:
        raise LawError(f"{place}: {error}") from error


def validate(model: type[Model], content: Any, place: str) -> Model:
    """Check content against a schema; LawError lists every fault as ``file: key: what is wrong``."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise LawError("\n".join(_fault(place, fault) for fault in error.errors())) from None


def _fault(place: str, fault: Mapping[str, Any]) -> str:
    words = {"missing": "missing, it must be given", "extra_forbidden": "no such key is known here"}
    key = ".".join(str(part) for part in fault["loc"])
    return f"{place}: {key}{': ' if key else ''}{words.get(fault['type'], fault['msg'])}"


def read_folder(folder: Path) -> LawBook:
    """Read every law file of a jurisdiction into a LawBook."""
    if not (folder / JURISDICTION_FILE).is_file():
        raise LawError(f"{folder}: no {JURISDICTION_FILE} there, so this is no folder of law files")
    documents = {
        tag: validate(DocumentFile, content, f"{SOURCES_FILE}: {tag}")
        for tag, content in read_yaml(folder / SOURCES_FILE).items()
    }
    jurisdiction = validate(JurisdictionFile, read_yaml(folder / JURISDICTION_FILE), JURISDICTION_FILE)
    sections = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name not in {JURISDICTION_FILE, SOURCES_FILE}:
            section = _section(path, documents)
            sections[section.id] = section
    unknown = [name for name in jurisdiction.indicators if name not in sections]
    if unknown:
        raise LawError(f"{JURISDICTION_FILE}: indicators: no file for {', '.join(unknown)}")
    return LawBook(
        jurisdiction.jurisdiction,
        jurisdiction.name,
        _policies(jurisdiction, documents),
        tuple(jurisdiction.indicators),
        sections,
        documents,
    )


def _policies(jurisdiction: JurisdictionFile, documents: Documents) -> tuple[Policy, ...]:
    return tuple(
        Policy(
            entry.id,
            entry.effective_from,
            entry.effective_to,
            entry.name,
            entry.certainty,
            sources_of(entry.sources, entry.certainty, documents, f"{JURISDICTION_FILE}: {entry.id}"),
            entry.note,
        )
        for entry in sorted(jurisdiction.policies, key=lambda entry: entry.effective_from)
    )


def _section(path: Path, documents: Documents) -> Section:
    file = validate(SectionFile, read_yaml(path), path.name)
    if file.section != path.stem:
        raise LawError(f"{path.name}: section: must be the file's own name, found {file.section}")
    check_section(file, path.name)
    return Section(
        id=file.section,
        kind=file.kind,
        name=file.name,
        group=file.group,
        parameters={
            name: series_of(f"{file.section}.{name}", parameter, documents, path.name)
            for name, parameter in file.parameters.items()
        },
        sources=sources_of(file.sources or [], file.certainty or "reported", documents, path.name),
        labels=file.labels,
        conditions={name: tuple(tests) for name, tests in file.conditions.items()},
        measures=file.measures,
        points=file.points,
        because=file.because,
        next=file.next,
        change={str(key): text for key, text in file.change.items()},
        checks=tuple(
            _check(check.model_dump(), check.sources, documents, path.name) for check in file.checks
        ),
        one_of=tuple(file.one_of),
        actions=_actions(file, documents, path.name),
        milestones=milestones_of(
            [validate(MilestoneFile, words, f"{path.name}: milestones") for words in file.milestones]
        ),
        reasons=tuple(_reason(reason, documents, path.name) for reason in file.reasons),
        materials=_materials(file, documents, path.name),
    )


def _actions(file: SectionFile, documents: Documents, place: str) -> tuple[Action, ...]:
    words = [validate(ActionFile, words, f"{place}: actions") for words in file.actions]
    return actions_of(words, file.section, _citing(documents))


def _materials(file: SectionFile, documents: Documents, place: str) -> tuple[Material, ...]:
    words = [validate(MaterialFile, words, f"{place}: materials") for words in file.materials]
    return materials_of(words, file.section, _citing(documents))


def _citing(documents: Documents) -> Cite:
    return lambda cited, certainty, where: sources_of(cited, certainty, documents, where)


def _reason(file: ReasonFile, documents: Documents, place: str) -> Reason:
    sources = sources_of(file.sources, file.certainty, documents, f"{place}: {file.id}")
    findings = tuple(
        FindingRule(
            finding.id,
            finding.severity,
            finding.because,
            finding.remedy,
            finding.limits,
            finding.certainty or file.certainty,
            sources_of(
                finding.sources, finding.certainty or file.certainty, documents, f"{place}: {finding.id}"
            )
            if finding.sources
            else sources,
        )
        for finding in file.findings
    )
    asks = tuple(Asked(asked.at, asked.says, asked.skipped_if) for asked in file.asks)
    return Reason(file.id, file.name, findings, asks, sources)


def _check(
    check: dict[str, Any], citations: list[Citation] | None, documents: Documents, place: str
) -> dict[str, Any]:
    sources = sources_of(
        citations or [], check["certainty"] or "reported", documents, f"{place}: {check['id']}"
    )
    return {**check, "sources": sources}


def series_of(key: str, parameter: ParameterFile, documents: Documents, place: str) -> DatedSeries:
    """Give a parameter with all its values; LawError where one cites no document."""
    values = tuple(dated_of(key, value, documents, place) for value in parameter.values)
    return DatedSeries(key, parameter.name, parameter.unit, values, parameter.after_last == "assume")


def dated_of(key: str, value: DatedFile, documents: Documents, place: str) -> Dated:
    """Give a dated value with its citations; LawError where one names no document."""
    return Dated(
        key,
        value.value,
        value.from_,
        value.to,
        value.certainty,
        sources_of(value.sources, value.certainty, documents, f"{place}: {key} from {value.from_}"),
        value.dispute,
        value.note,
    )


def sources_of(
    citations: list[Citation], certainty: str, documents: Documents, place: str
) -> tuple[Source, ...]:
    """Give the sources of citations; LawError where one names no document."""
    unknown = [citation.tag for citation in citations if citation.tag not in documents]
    if unknown:
        raise LawError(f"{place}: sources: {', '.join(unknown)} is not in {SOURCES_FILE}")
    return tuple(
        Source(
            citation.tag,
            documents[citation.tag].document,
            certainty if certainty in _LESS_SURE else documents[citation.tag].certainty,
            citation.article,
            citation.text,
            documents[citation.tag].link,
        )
        for citation in citations
    )
