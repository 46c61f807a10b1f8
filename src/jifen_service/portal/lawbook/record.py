"""What this platform's administrators have published over the law files (平台发布的修改), in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from jifen.law import LawBook
from jifen_service.lawdrafts.records import Record
from jifen_service.portal.lawbook.history import Held, held_of
from jifen_service.portal.words import plain_name


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter that a publication gave values: where its history stands, its names, the values."""

    section: str
    anchor: str
    of: str
    name: str
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A publication as people read it."""

    number: int
    name: str
    day: date
    withdrawn: date | None
    file: str
    digest: str
    given: tuple[Given, ...]


def in_words(records: Iterable[Record], book: LawBook, today: date, lang: str) -> tuple[Published, ...]:
    """Give publications in words."""
    return tuple(
        Published(
            record.number,
            record.name[lang],
            record.published,
            record.withdrawn,
            record.file,
            record.digest,
            tuple(_given(record, book, today, lang)),
        )
        for record in records
    )


def _given(record: Record, book: LawBook, today: date, lang: str) -> Iterator[Given]:
    for key, values in record.values.items():
        section, series = book.sections[key.partition(".")[0]], book.parameters[key]
        held = tuple(held_of(section, series, dated, today, lang) for dated in values)
        of = plain_name(section.id, section.name[lang], lang)
        yield Given(section.id, key.partition(".")[2], of, series.name[lang], held)
