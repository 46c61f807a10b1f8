"""The columns of a file that goes to a register and comes back (文件的列), as an office reads them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen_service.casework.particulars import label_of
from jifen_service.casework.rules import Text, topics
from jifen_service.casework.sections import profile_label
from jifen_service.forms.choices import choices_at
from jifen_service.forms.places import build, parse_place
from jifen_service.forms.questions import questionnaire
from jifen_service.forms.values import plain

NUMBER: Text = {"zh": "编号", "en": "number"}
TOPIC: Text = {"zh": "核查事项", "en": "check"}
NAME: Text = {"zh": "姓名", "en": "name"}
ID_NUMBER: Text = {"zh": "身份证号", "en": "ID number"}
FOUND: Text = {"zh": "有无登记", "en": "on record"}
NOTE: Text = {"zh": "附注", "en": "remark"}
_SAID = {"有": True, "是": True, "yes": True, "无": False, "否": False, "没有": False, "no": False}
_PERSONAL = "personal."
_BETWEEN = re.compile(r"[\s;,；，、]+")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row of a file: its number as a spreadsheet counts, the column, a code."""

    row: int
    column: Text
    code: str


def labels(topic_keys: Iterable[str]) -> Mapping[str, Text]:
    """The columns for facts: the place of each with its words."""
    places = (place for topic in topic_keys for place in topics()[topic].places)
    return {place: _label(place) for place in places}


def _label(place: str) -> Text:
    if place.startswith(_PERSONAL):
        return label_of(place.removeprefix(_PERSONAL))
    return profile_label(place)


def header(topic_keys: Sequence[str], lang: str) -> list[str]:
    """The first row of a file."""
    asked = [text[lang] for text in labels(topic_keys).values()]
    return [*(text[lang] for text in (NUMBER, TOPIC, NAME, ID_NUMBER, FOUND)), *asked, NOTE[lang]]


def found_in(cell: str) -> bool | None:
    """Whether a cell says that there is a record; None where it says neither."""
    return _SAID.get(cell.strip().casefold())


def read_entry(topic: str, cells: Mapping[str, str], on: date) -> dict[str, Any]:
    """The facts of one row by place, each as the document holds it; ``cells``: the text by place.

    Levels are written as the law of the day names them, or as the document does.
    """
    return {place: _value(place, cells[place], on) for place in topics()[topic].places if cells.get(place)}


def _value(place: str, text: str, on: date) -> Any:
    first = place.replace("[]", "[0]")
    path = parse_place(first)
    asked = questionnaire().field_of(path) if path else None
    if asked is None:
        # A list of plain values, such as dates, stands in one cell.
        listed = next((one for one in questionnaire().groups if one.each == "value" and one.at == path), None)
        parts = _BETWEEN.split(text) if listed else ()
        return [plain(listed.fields[0].kind.read(part)) for part in parts if part] if listed else text
    words = {word: value for lang in ("zh", "en") for value, word in choices_at(first, lang, on).items()}
    return plain(asked.kind.read(words.get(text, text)))


def together(entries: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The profile and the particulars that the rows about one question make up, an entry of a list a row."""
    leaves = [
        (parse_place(place.replace("[]", f"[{number}]")) or (), value)
        for number, entry in enumerate(entries)
        for place, value in entry.items()
    ]
    document = build(leaves)
    return document, document.pop("personal", {})
