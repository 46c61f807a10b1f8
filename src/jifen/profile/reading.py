"""A text → a document (dict): YAML and JSON, strictly; what cannot be read is named with its place."""

import re
from typing import Literal

from jifen.errors import ProfileError
from jifen.profile.found import kind_of
from jifen.profile.json_text import read_json
from jifen.profile.refusal import place_in, refuse
from jifen.profile.yaml_text import read_yaml

Syntax = Literal["auto", "yaml", "json"]

SIZE_LIMIT = 1_000_000
"""Bytes of a document. A month-by-month record of a whole life has a tenth of it."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_JSON_BEGINS = re.compile(r'\s*(\[|\{\s*["}])')


def load(text: str | bytes, *, syntax: Syntax = "auto") -> dict[str, object]:
    """Read one document. Numbers with a point become exact Decimals; dates and months stay texts.

    ``syntax``: ``auto`` reads what begins like JSON as JSON, everything else as YAML.
    Keys are texts; whole numbers as keys (years) are ints in YAML. Raises ProfileError with line and column.
    """
    decoded = _decoded(text)
    if not decoded.strip():
        raise refuse("empty")
    document = _READERS[syntax](decoded)
    if document is None and syntax != "json":
        raise refuse("empty")
    if not isinstance(document, dict):
        raise refuse("not_an_object", found_kind=kind_of(document))
    return document


def _decoded(text: str | bytes) -> str:
    """The text itself: not too big, UTF-8, without control characters or a byte order mark."""
    size = len(text) if isinstance(text, bytes) else _utf8_size(text)
    if size > SIZE_LIMIT:
        raise refuse("too_big", size=size, limit=SIZE_LIMIT)
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            raise refuse("not_utf8", byte=error.start + 1) from None
    text = text.removeprefix("\ufeff")
    # What is printable throughout, as a line of JSON is, holds no control character: that is quick to tell.
    control = None if text.isprintable() else _CONTROL.search(text)
    if control:
        raise refuse("bad_character", character=f"U+{ord(control[0]):04X}", **place_in(text, control.start()))
    return text


def _utf8_size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _read_either(text: str) -> object:
    if text.lstrip()[0] not in "{[":
        return read_yaml(text)
    try:
        return read_json(text)
    except ProfileError as error:
        if error.problems[0].code != "json_syntax":
            raise
        return _read_flow(text, error)


def _read_flow(text: str, error: ProfileError) -> object:
    """What begins like JSON but is none may be YAML in its flow style; else the likelier complaint stands."""
    try:
        return read_yaml(text)
    except ProfileError:
        if _JSON_BEGINS.match(text):
            raise error from None
        raise


_READERS = {"auto": _read_either, "yaml": read_yaml, "json": read_json}
