"""Assumptions in plain words: from the paths that a result lists to sentences (我们假定了什么)."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("assumed.yaml")
_PATH = re.compile(r"(?P<section>\w+)(?:\[(?P<index>\d+)\])?\.(?P<field>\w+)(?:\[(?P<detail>[\d,-]+)\])?")

Sections = Mapping[str, Mapping[str, Any]]


@cache
def sections() -> Sections:
    """The words, by section of the document and field."""
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


def sentences(paths: Iterable[str], document: Mapping[str, Any], lang: str) -> tuple[str, ...]:
    """Say what is assumed, once for all entries that share it; an unknown path stands as it is.

    `document` is the profile document that was scored: it tells whether an entry is the only one.
    """
    grouped: dict[tuple[str, str], list[re.Match[str]]] = {}
    said = []
    for path in paths:
        found = _PATH.fullmatch(path)
        if found is None or found["field"] not in sections().get(found["section"], {}).get("sentences", {}):
            said.append(path)
        else:
            grouped.setdefault((found["section"], found["field"]), []).append(found)
    return (*(_sentence(key, places, document, lang) for key, places in grouped.items()), *said)


def _sentence(
    key: tuple[str, str], places: list[re.Match[str]], document: Mapping[str, Any], lang: str
) -> str:
    section, field = key
    words = sections()[section]
    return words["sentences"][field][lang].format(
        entry=_entry(words, places, document.get(section), lang), detail=places[0]["detail"]
    )


def _entry(words: Mapping[str, Any], places: list[re.Match[str]], entries: Any, lang: str) -> str:
    if "one" not in words:
        return ""
    count = len(entries) if isinstance(entries, list) else 0
    if count <= 1:
        return words["one"][lang]
    if len(places) == count:
        return words["all"][lang]
    numbers = ("、" if lang == "zh" else ", ").join(str(int(place["index"]) + 1) for place in places)
    return words["some"][lang].format(numbers=numbers)
