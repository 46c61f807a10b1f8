"""One page of the application form: what the case holds → fields; what was sent → what is saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from jifen_service.applicants.family import children_of, completed
from jifen_service.applicants.questions import INDICATORS, KEPT, PERSONAL, Questions
from jifen_service.casework.identity import birth_date_of, id_number_fault
from jifen_service.casework.models import Case
from jifen_service.forms.insurance import Record
from jifen_service.forms.places import Path, appended, format_place, look_up, parse_place, replaced, without
from jifen_service.forms.questions import Group
from jifen_service.forms.reading_in import read_in
from jifen_service.forms.values import blank, plain, read_rest, to_document, write_rest

Document = Mapping[str, Any]
Files = MultiValueDict[str, UploadedFile]


@dataclass(frozen=True)
class Filled:
    """A page as it was sent and what its button did.

    Attributes:
        document: the section's keys of the profile, and its particulars under ``personal``; no blank entries.
        indicators: the indicators ticked, None where the page does not ask.
        none: whether the holder says that there is nothing to enter.
        pressed: the button: save, next, add, remove, undo, record.
        add_to: the list that gets a blank entry when the page is shown again.
        removed: what was just taken out, as leaves in JSON, to be put back by ``undo``.
        record: what the insurance record that was handed in came to.
        pasted: the record's text while it has problems.
    """

    document: Document
    indicators: tuple[str, ...] | None = None
    none: bool = False
    pressed: str = "save"
    add_to: str = ""
    removed: str = ""
    record: Record | None = None
    pasted: str = ""


def held(page: Questions, case: Case) -> dict[str, Any]:
    """What the case holds for a page; particulars that are shown masked are left out."""
    section = page.section
    document = {key: case.profile[key] for key in section.profile if key in case.profile}
    personal = {
        key: case.personal[key]
        for key in section.personal
        if key in case.personal and key not in KEPT and f"{PERSONAL}.{key}" != INDICATORS
    }
    if "employment" in section.profile and "employment" not in document and case.employer is not None:
        # Who applies through an employer works there; it stays a suggestion until it is saved.
        document["employment"] = {"employed": True, "employer": case.employer.name}
    return {**document, **({PERSONAL: personal} if personal else {})}


def read(page: Questions, posted: QueryDict, files: Files) -> Filled:
    """Read what was sent and do what its button says."""
    rest = [leaf for leaf in read_rest(posted.get("_rest", "")) if _belongs(page, leaf[0])]
    typed = {key: value for key, value in posted.dict().items() if isinstance(value, str)}
    document = to_document(typed, rest, posted.getlist("_entry"), page.asked)
    filled = Filled(
        document,
        tuple(posted.getlist(INDICATORS)) if page.indicators else None,
        none="_none" in posted,
        pressed=next((name for name in _BUTTONS if f"_{name}" in posted), "save"),
    )
    if filled.pressed in _WORK:
        filled = _WORK[filled.pressed](page, filled, posted, files)
    return replace(filled, document=without_blanks(page, filled.document))


def _belongs(page: Questions, path: Path) -> bool:
    """Whether a leaf that travelled along is the section's own."""
    if path[0] == PERSONAL:
        return len(path) > 1 and path[1] in page.section.personal and path[1] not in KEPT
    return path[0] in page.section.profile


def _add(page: Questions, filled: Filled, posted: QueryDict, _files: Files) -> Filled:
    path = parse_place(posted["_add"])
    known = any(group.at == path for group in page.asked.lists())
    return replace(filled, add_to=posted["_add"] if known else "", none=False)


def _remove(page: Questions, filled: Filled, posted: QueryDict, _files: Files) -> Filled:
    path = parse_place(posted["_remove"])
    if not path or page.asked.group_of(path) is None:
        return filled
    taken = look_up(filled.document, path)
    kept = write_rest([(path[:-1], taken)]) if taken not in (None, {}, "") else ""
    return replace(filled, document=without(filled.document, path), removed=kept)


def _undo(page: Questions, filled: Filled, posted: QueryDict, _files: Files) -> Filled:
    document = filled.document
    for path, entry in read_rest(posted.get("_removed", "")):
        if any(group.at == path for group in page.asked.lists()):
            document = appended(document, path, entry)
    return replace(filled, document=document)


def _record(page: Questions, filled: Filled, posted: QueryDict, files: Files) -> Filled:
    if not page.record:
        return filled
    pasted, upload = posted.get("_pasted", ""), files.get("_record_file")
    content: str | bytes = upload.read() if upload else pasted
    append, still_paid = posted["_record"] == "append", "_still_paid" in posted
    done = read_in(filled.document, content, append=append, still_paid=still_paid)
    kept = pasted if done.record and done.record.problems and not upload else ""
    return replace(filled, document=done.document, record=done.record, pasted=kept)


_WORK = {"add": _add, "remove": _remove, "undo": _undo, "record": _record}
#: an explicit button wins over the form's own
_BUTTONS = (*_WORK, "next", "save")


def without_blanks(page: Questions, document: Document) -> Document:
    """The document without the entries of which nothing is said."""
    for group in page.asked.lists():
        entries = look_up(document, group.at)
        if isinstance(entries, list):
            said = [entry for entry in entries if entry not in (blank(group), {}, "")]
            if len(said) < len(entries):
                document = replaced(document, group.at, said) if said else without(document, group.at)
    return document


def with_blank(page: Questions, filled: Filled) -> Document:
    """The document with the blank entry that was asked for."""
    path = parse_place(filled.add_to)
    group: Group | None = next((group for group in page.asked.lists() if group.at == path), None)
    return appended(filled.document, group.at, blank(group)) if group else filled.document


def added_place(page: Questions, document: Document, add_to: str) -> str:
    """The place of the entry that was just added, '' when none was."""
    path = parse_place(add_to)
    entries = look_up(document, path) if path else None
    return format_place((*path, len(entries) - 1)) if path and isinstance(entries, list) else ""


def data_of(page: Questions, filled: Filled) -> dict[str, Any]:
    """What `casework.service.save_section` is given: absent keys become None, those kept masked stay out."""
    section = page.section
    document = plain(filled.document)
    typed = document.get(PERSONAL) or {}
    personal = {
        key: typed.get(key)
        for key in section.personal
        if f"{PERSONAL}.{key}" != INDICATORS and (key not in KEPT or typed.get(key))
    }
    profile = {key: document.get(key) for key in section.profile}
    if filled.indicators is not None:
        personal["indicators"] = list(filled.indicators)
    if "family" in section.personal:
        personal["family"] = completed(personal.get("family") or ()) or None
        profile["children"] = children_of(personal["family"] or ()) or None
    if section.key == "personal" and not profile.get("birth_date"):
        profile["birth_date"] = _born(personal.get("id_number"))
    none = {"none": filled.none and not any(profile.values())} if section.may_be_none else {}
    return {"profile": profile, "personal": personal, **none}


def _born(number: str | None) -> str | None:
    """The date of birth that a sound ID number carries."""
    if not number or id_number_fault(number):
        return None
    born = birth_date_of(number)
    return born.isoformat() if born else None


def places_of(messages: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Messages by the place of their field, from pairs of a lack's place and its words."""
    found: dict[str, tuple[str, ...]] = {}
    for at, message in messages:
        place = at.removeprefix("profile.")
        found[place] = (*found.get(place, ()), message)
    return found
