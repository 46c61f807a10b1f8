"""Files that go to a register and come back (文件交换): CSV out, CSV or XLSX in, told row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from jifen_service.casework.actors import Actor, Person, actor_of
from jifen_service.casework.changing import officer_role, record
from jifen_service.casework.errors import NotConcerned
from jifen_service.casework.queries import visible_cases
from jifen_service.casework.rules import Text, topics
from jifen_service.forms.insurance.table import Row, read_table
from jifen_service.registries import columns
from jifen_service.registries.answers import NoAnswer, checked
from jifen_service.registries.asking import receive
from jifen_service.registries.columns import RowProblem
from jifen_service.registries.config import FILE, Registry, registries
from jifen_service.registries.models import Batch, Lookup
from jifen_service.registries.service import CHECKING

#: questions of one file
MOST = 1000
_SHOWN = 10
#: a cell that begins so would be taken for a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
S = Lookup.Status


@dataclass
class Received:
    """What a file came to: answers that counted, came late, had come before; what is wrong, row by row."""

    counted: int = 0
    late: int = 0
    before: int = 0
    problems: list[RowProblem] = field(default_factory=list)


def by_file(key: str) -> Registry:
    """A register that is asked by file; NotConcerned when there is none of that key."""
    registry = registries().get(key)
    if registry is None or registry.adapter != FILE:
        raise NotConcerned("registry")
    return registry


def export(key: str, person: Person, *, at: datetime, ip: str = "") -> Batch | None:
    """Put what waits for a register at the officer's centre into a new file; None when nothing does."""
    actor, registry = actor_of(person), by_file(key)
    officer_role(actor, "export_lookups", CHECKING)
    with transaction.atomic():
        waiting = Lookup.objects.filter(registry=registry.key, status=S.QUEUED, case__in=visible_cases(actor))
        locked = waiting.select_for_update(of=("self",)).select_related("case")
        found = list(locked.order_by("asked_at")[:MOST])
        if not found:
            return None
        centre_id = min(actor.centre_ids)
        batch = Batch.objects.create(
            registry=key, centre_id=centre_id, made_by=actor.user, made_at=at, rows=len(found)
        )
        sent = {"status": S.SENT, "batch": batch, "reason": "", "params": {}, "changed_at": at}
        Lookup.objects.filter(pk__in=[lookup.pk for lookup in found]).update(**sent)
        for lookup in found:
            record(lookup.case, actor, "look", at, ip, {"what": "registry_file"})
    return batch


def batch_of(person: Person, batch_id: UUID) -> Batch:
    """A file that went out from the officer's centre; NotConcerned otherwise."""
    found = Batch.objects.filter(pk=batch_id, centre_id__in=sorted(actor_of(person).centre_ids)).first()
    if found is None:
        raise NotConcerned("batch")
    return found


def batches(person: Person) -> Sequence[Batch]:
    """The newest files that went out from the officer's centre."""
    made = Batch.objects.filter(centre_id__in=sorted(actor_of(person).centre_ids))
    return made.select_related("made_by")[:_SHOWN]


def content(batch: Batch, lang: str) -> bytes:
    """A file as it goes out, for any spreadsheet: what is still awaited of it, a row a question."""
    awaited = list(batch.lookups.filter(status=S.SENT).select_related("case").order_by("asked_at"))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns.header(sorted({lookup.topic for lookup in awaited}), lang))
    for lookup in awaited:
        personal = lookup.case.personal
        cells = (topics()[lookup.topic].name[lang], personal.get("name", ""), personal.get("id_number", ""))
        writer.writerow([str(lookup.pk), *(_plain(str(cell)) for cell in cells)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def receive_file(key: str, person: Person, file: bytes, *, at: datetime, ip: str = "") -> Received:
    """Take in a file that came back; what is right counts, what is wrong is told and changes nothing.

    Raises RecordError when nothing of it can be read.
    """
    actor, registry = actor_of(person), by_file(key)
    officer_role(actor, "receive_lookups", CHECKING)
    rows = read_table(file)
    places = _places(rows[0], registry)
    told = Received()
    for number, about in _by_question(rows[1:], places, told).items():
        _receive(number, about, actor, registry, told, at)
    return told


@dataclass(frozen=True, slots=True)
class _Told:
    """A row by its columns: ``number``, ``found``, ``note`` and the places of facts."""

    row: int
    cells: Mapping[str, str]


def _places(first: Row, registry: Registry) -> Mapping[str, int]:
    """Which column is where, by the first row in either language."""
    fixed = {"number": columns.NUMBER, "found": columns.FOUND, "note": columns.NOTE}
    known: Mapping[str, Text] = {**fixed, **columns.labels(registry.topics)}
    said = [str(cell or "").strip().casefold() for cell in first.cells]
    found: dict[str, int] = {}
    for name, text in known.items():
        words = {text["zh"].casefold(), text["en"].casefold()}
        place = next((at for at, cell in enumerate(said) if cell in words), None)
        if place is not None:
            found[name] = place
    return found


def _by_question(
    rows: Sequence[Row], places: Mapping[str, int], told: Received
) -> Mapping[UUID, list[_Told]]:
    found: dict[UUID, list[_Told]] = {}
    for row in rows:
        cells = {
            name: str(row.cells[at] if at < len(row.cells) and row.cells[at] is not None else "").strip()
            for name, at in places.items()
        }
        try:
            number = UUID(cells.get("number", ""))
        except ValueError:
            told.problems.append(RowProblem(row.number, columns.NUMBER, "no_number"))
            continue
        found.setdefault(number, []).append(_Told(row.number, cells))
    return found


def _receive(
    number: UUID, rows: list[_Told], actor: Actor, registry: Registry, told: Received, at: datetime
) -> None:
    first = rows[0]
    lookup = Lookup.objects.filter(
        pk=number, registry=registry.key, case__in=visible_cases(actor), batch__isnull=False
    ).first()
    if lookup is None:
        told.problems.append(RowProblem(first.row, columns.NUMBER, "not_asked"))
        return
    if lookup.status == S.ANSWERED:
        told.before += 1
        return
    found = columns.found_in(first.cells.get("found", ""))
    if found is None:
        told.problems.append(RowProblem(first.row, columns.FOUND, "not_said"))
        return
    profile, personal = columns.together(
        [columns.read_entry(lookup.topic, row.cells, localdate(at)) for row in rows]
    )
    try:
        answer = checked(
            lookup.topic, found=found, profile=profile, personal=personal, note=first.cells.get("note", "")
        )
    except NoAnswer as why:
        told.problems.append(RowProblem(_row_of(why, rows), _column_of(why), "bad_value"))
        return
    if receive(lookup.pk, answer, at).late:
        told.late += 1
    else:
        told.counted += 1


def _row_of(why: NoAnswer, rows: Sequence[_Told]) -> int:
    """The row whose entry is wrong: ``education[1].school`` is in the second row about the question."""
    inside = str(why.params.get("what", "")).partition("[")[2].partition("]")[0]
    at = int(inside) if inside.isdigit() else 0
    return rows[min(at, len(rows) - 1)].row


def _column_of(why: NoAnswer) -> Text:
    place = str(why.params.get("what", ""))
    head, _, rest = place.partition("[")
    pattern = f"{head}[]{rest.partition(']')[2]}" if rest else place
    return columns.labels(topics()).get(pattern, {"zh": place, "en": place})
