"""The citations behind a result, each once, as the contract prints them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jifen.law import Law, Section, Source
from jifen.mechanisms import Check, Indicator, Program

Rendered = list[dict[str, Any]]


def render(sources: Iterable[Source], lang: str) -> Rendered:
    """Give citations as plain data, in order, each once."""
    unique = {(source.tag, source.article, source.text, source.status): source for source in sources}
    return [source.as_dict(lang) for source in unique.values()]


def section_sources(law: Law, section: Section) -> Iterable[Source]:
    """Walk the citations of a section's values in force, then of its rule."""
    for name in section.parameters:
        yield from law.dated(f"{section.id}.{name}").sources
    yield from section.sources


def of_indicator(program: Program, indicator: Indicator, lang: str) -> Rendered:
    """Give an indicator's citations, those of the tables it reads last. Shared: leave the list as it is."""
    key = ("indicator", indicator.id, lang)
    found: Rendered | None = program.memo.get(key)
    if found is None:
        tables = {table.key for measure in indicator.measures.values() for table in measure.node.tables}
        read = [source for table in sorted(tables) for source in program.law.dated(table).sources]
        cited = [*section_sources(program.law, indicator.section), *read]
        found = program.memo[key] = render(cited, lang)
    return found


def of_check(program: Program, check: Check, lang: str) -> Rendered:
    """Give a check's citations. The list is shared between results: do not change it."""
    key = ("check", check.section.id, check.id, lang)
    found: Rendered | None = program.memo.get(key)
    if found is None:
        found = program.memo[key] = render(check.sources, lang)
    return found
