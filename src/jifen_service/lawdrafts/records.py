"""The public record of what was published (发布记录): which values, from when, and whether withdrawn.

Who proposed and who published is the administrators' own trail and is not here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from jifen.law import AmendmentFile, Dated, LawBook, PublishedAmendment, Text
from jifen.law.reading import dated_of, parse_yaml, validate
from jifen_service.lawdrafts.models import Event, Publication


@dataclass(frozen=True, slots=True)
class Record:
    """A publication: its values by key, as its file gives them; ``withdrawn`` None while it is in effect."""

    number: int
    name: Text
    published: date
    withdrawn: date | None
    file: str
    digest: str
    values: Mapping[str, tuple[Dated, ...]]


def records(book: LawBook) -> tuple[Record, ...]:
    """Give every publication, the newest first; a file that lies in the folder without a row is told too."""
    found = {record.number: record for record in _of_rows(book)}
    by_hand = (each for each in book.amendments if each.number not in found)
    found |= {each.number: _of_book(each, book) for each in by_hand}
    return tuple(found[number] for number in sorted(found, reverse=True))


def _of_rows(book: LawBook) -> Iterator[Record]:
    ended = dict(Event.objects.filter(step="withdraw").values_list("draft_id", "at"))
    documents = dict(book.documents)
    for row in Publication.objects.order_by("number"):
        file = validate(AmendmentFile, parse_yaml(row.content, row.file), row.file)
        # What one that was withdrawn cited is no document of the law any more.
        documents |= file.documents
        values = {
            key: tuple(dated_of(key, value, documents, row.file) for value in dated)
            for key, dated in file.changes.items()
        }
        yield Record(
            row.number,
            file.name,
            localdate(row.published_at),
            localdate(ended[row.draft_id]) if row.draft_id in ended else None,
            row.file,
            row.digest,
            values,
        )


def _of_book(amendment: PublishedAmendment, book: LawBook) -> Record:
    values = {
        key: tuple(dated for dated in book.parameters[key].values if dated.amendment == amendment.number)
        for key in amendment.changed
    }
    return Record(
        amendment.number,
        amendment.name,
        amendment.published,
        None,
        amendment.file,
        amendment.digest,
        values,
    )
