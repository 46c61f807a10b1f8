"""What was filled in, as rows to read back (核对填写内容): the same for holder, agent and print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jifen_service.casefile.facts import Fact, Reader
from jifen_service.casework.particulars import label_of
from jifen_service.casework.sections import Section, said_none, sections_of


@dataclass(frozen=True, slots=True)
class Answer:
    """A row: label and text. ``field``: a particular that is masked and may be asked for, "" otherwise."""

    label: str
    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under a heading: an entry of a list; "" for none."""

    heading: str
    rows: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the form with what it holds; ``none``: the holder said that there is nothing."""

    key: str
    name: str
    blocks: tuple[Block, ...]
    none: bool


def parts_of(reader: Reader) -> tuple[Part, ...]:
    """Every section of the form but the materials, in order, as it was claimed."""
    sections = (section for section in sections_of(reader.case.kind) if section.key != "materials")
    return tuple(_part(reader, section) for section in sections)


def _part(reader: Reader, section: Section) -> Part:
    none = said_none(section, reader.case.personal)
    blocks = () if none else tuple(_blocks(reader, section))
    return Part(section.key, section.name[reader.lang], blocks, none)


def _blocks(reader: Reader, section: Section) -> Iterator[Block]:
    heading, rows = "", list(_absent(reader, section))
    for fact in reader.facts(section):
        if fact.heading or (heading and not fact.entry):
            if rows:
                yield Block(heading, tuple(rows))
            heading, rows = fact.heading, []
        # What an officer added was not filled in.
        rows += [_answer(fact)] if fact.value else []
    if rows:
        yield Block(heading, tuple(rows))


def _absent(reader: Reader, section: Section) -> Iterator[Answer]:
    """Needed particulars that are empty are shown as such, so that nobody overlooks them."""
    for key in section.needs_personal:
        if reader.case.personal.get(key) in (None, "", []):
            yield Answer(label_of(key)[reader.lang], "")


def _answer(fact: Fact) -> Answer:
    return Answer(fact.label, fact.value, fact.field)
