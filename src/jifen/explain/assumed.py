"""Assumptions in plain words: from the paths that a result lists to sentences (我们假定了什么)."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

_FILE = Path(__file__).with_name("assumed.yaml")
_PATH = re.compile(r"(?P<section>\w+)(?:\[(?P<index>\d+)\])?\.(?P<field>\w+)(?:\[(?P<detail>[^\]]+)\])?")

#: words by section of the document
Words = Mapping[str, Mapping[str, Any]]


@cache
def assumption_words() -> Words:
    """Give the words, by section of the document and field."""
    words: Words = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return words


def assumption_sentences(
    paths: Iterable[str], document: Mapping[str, Any], lang: str, more: Words = MappingProxyType({})
) -> tuple[str, ...]:
    """Say what is assumed, once for all entries that share it; an unknown path stands as it is.

    ``document`` is the profile document that was scored: it tells whether an entry is the only one. ``more``
    are the words for what the asking front assumes of its own.
    """
    words = {**assumption_words(), **more}
    grouped: dict[tuple[str, str], list[re.Match[str]]] = {}
    said = []
    for path in paths:
        found = _PATH.fullmatch(path)
        if found is None or found["field"] not in words.get(found["section"], {}).get("sentences", {}):
            said.append(path)
        else:
            grouped.setdefault((found["section"], found["field"]), []).append(found)
    return (
        *(_sentence(words[key[0]], key, places, document, lang) for key, places in grouped.items()),
        *said,
    )


def _sentence(
    words: Mapping[str, Any],
    key: tuple[str, str],
    places: list[re.Match[str]],
    document: Mapping[str, Any],
    lang: str,
) -> str:
    section, field = key
    template: str = words["sentences"][field][lang]
    return template.format(
        entry=_entry(words, places, document.get(section), lang), detail=places[0]["detail"]
    )


def _entry(words: Mapping[str, Any], places: list[re.Match[str]], entries: Any, lang: str) -> str:
    if "one" not in words:
        return ""
    count = len(entries) if isinstance(entries, list) else 0
    numbers = ("、" if lang == "zh" else ", ").join(str(int(place["index"]) + 1) for place in places)
    form: str = words["one" if count <= 1 else "all" if len(places) == count else "some"][lang]
    return form.format(numbers=numbers)
