"""What was sent → the document as typed and what the pressed button did to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from jifen.errors import Problem, ProfileError
from jifen.profile import load
from jifen_service.forms.insurance import Record
from jifen_service.portal.exact import actions
from jifen_service.portal.exact.form import read_rest, to_document

Files = MultiValueDict[str, UploadedFile]


@dataclass(frozen=True)
class State:
    """The page's state after a request; nothing of it is kept on the server.

    Attributes:
        document: the profile document as typed, sound or not.
        pressed: the button, by its name without the underscore; '' when the page is fresh.
        focus: the place to which attention goes.
        record: what the insurance record that was handed in came to.
        pasted: the record's text, kept while something in it is wrong.
        refused: why a profile document could not be read.
        arrived: whether the document came whole, from a file or another page.
        asked: whether the result has been asked for, so that what is missing is said.
    """

    document: Mapping[str, Any]
    pressed: str = ""
    focus: str = ""
    record: Record | None = None
    pasted: str = ""
    refused: tuple[Problem, ...] = ()
    arrived: bool = False
    asked: bool = False


FRESH = State({})


def read(posted: QueryDict, files: Files) -> State:
    """Read a request of this page's form, or a `document` (JSON or YAML) that another page sent."""
    if "_form" not in posted:
        state = _open(posted.get("document", ""), {})
        # What the browser kept comes back as it was left, unfinished perhaps: no alarm about that.
        return replace(state, asked=False) if "restored" in posted else state
    document = to_document(posted.dict(), read_rest(posted.get("_rest", "")), posted.getlist("_entry"))
    for pressed, work in _WORK.items():
        if f"_{pressed}" in posted:
            state = work(document, posted[f"_{pressed}"], posted, files)
            return replace(state, asked=state.asked or "_asked" in posted)
    return State(
        document,
        "compute",
        pasted=posted.get("_pasted", ""),
        asked="_compute" in posted or "_asked" in posted,
    )


def _open(content: str | bytes, before: Mapping[str, Any]) -> State:
    """A document that arrived whole; what cannot be read leaves what was there."""
    try:
        document = load(content)
    except ProfileError as error:
        return State(before, "open", refused=error.problems)
    return State({str(key): value for key, value in document.items()}, "open", arrived=True, asked=True)


def _add(document: Mapping[str, Any], place: str, posted: QueryDict, _files: Files) -> State:
    done = actions.add(document, place)
    return State(done.document, "add", done.focus, pasted=posted.get("_pasted", ""))


def _remove(document: Mapping[str, Any], place: str, posted: QueryDict, _files: Files) -> State:
    done = actions.remove(document, place)
    return State(done.document, "remove", done.focus, pasted=posted.get("_pasted", ""))


def _drop(document: Mapping[str, Any], place: str, posted: QueryDict, _files: Files) -> State:
    return State(actions.drop(document, place).document, "drop", pasted=posted.get("_pasted", ""))


def _read_in(document: Mapping[str, Any], how: str, posted: QueryDict, files: Files) -> State:
    pasted = posted.get("_pasted", "")
    upload = files.get("_record_file")
    content: str | bytes = upload.read() if upload else pasted
    still_paid = "_still_paid" in posted
    done = actions.read_in(document, content, append=how == "append", still_paid=still_paid)
    kept = pasted if done.record and done.record.problems and not upload else ""
    return State(done.document, "record", record=done.record, pasted=kept)


def _take(document: Mapping[str, Any], _value: str, _posted: QueryDict, files: Files) -> State:
    upload = files.get("_document_file")
    return _open(upload.read() if upload else "", document)


def _clear(_document: Mapping[str, Any], _value: str, _posted: QueryDict, _files: Files) -> State:
    return State({}, "clear")


_WORK = {"add": _add, "remove": _remove, "drop": _drop, "record": _read_in, "open": _take, "clear": _clear}
"""Buttons by name; whatever else sends the form computes."""
