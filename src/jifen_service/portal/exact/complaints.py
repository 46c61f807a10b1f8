"""Problems of a document → complaints of the form: at a field, in the form's words, with a link."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from jifen.errors import Problem
from jifen_service.forms.places import Path, format_place, html_id, parse_place
from jifen_service.portal.exact.topics import Field, field_of, group_of, lists, rank_of

Words = Mapping[str, Mapping[str, str]]

_WORDS: Words = {
    "missing_key": {"zh": "请填“{label}”。", "en": "Fill in '{label}'."},
    "missing_choice": {"zh": "请选择“{label}”。", "en": "Choose '{label}'."},
    "unknown_value": {
        "zh": "不认识“{found}”, 请从列表里选一项。",
        "en": "'{found}' is not one of the choices; take one from the list.",
    },
    "no_base_no_ratio": {
        "zh": "请填这一段的月缴费基数。",
        "en": "Fill in the monthly base of this run.",
    },
    "base_and_ratio": {
        "zh": "基数和倍数只能填一个, 请清空一个。",
        "en": "Base and multiple exclude each other; clear one.",
    },
    "ends_before_begins": {
        "zh": "“{label}”是 {found}, 早于开始的 {begin}。是不是填反了?",
        "en": "'{label}' is {found}, before the beginning, {begin}. Are they swapped?",
    },
}
"""What the form says better than the document's own message: it has labels, not keys."""

_BELONGS_TO = {"no_base_no_ratio": "base", "base_and_ratio": "base"}
"""Problems of a whole entry that are put right at one of its fields."""


@dataclass(frozen=True)
class Complaint:
    """One thing to put right.

    Attributes:
        place: the field, entry or other place it stands at; '' for the whole document.
        message: what is wrong and what to do.
        where: the place in words, such as '学历 2 · 学历层次'.
        has_field: whether the form has a field or an entry to link to.
        removable: whether the page offers to take out what stands there.
    """

    place: str
    message: str
    where: str
    has_field: bool
    removable: bool

    @property
    def id(self) -> str:
        """The id of the input or entry to which the complaint links."""
        return html_id(self.place)


def complaints(
    problems: Iterable[Problem], rest: Iterable[tuple[Path, Any]], lang: str
) -> tuple[Complaint, ...]:
    """Tie problems to the form, in the page's order; one in `rest`, which no field shows, can be removed."""
    unshown = {path for path, _ in rest}
    placed = [(_path(problem), problem) for problem in problems]
    placed.sort(key=lambda found: rank_of(found[0]))
    return tuple(_complaint(path, problem, unshown, lang) for path, problem in placed)


def _path(problem: Problem) -> Path:
    path = parse_place(problem.at) or ()
    return (*path, _BELONGS_TO[problem.code]) if path and problem.code in _BELONGS_TO else path


def _complaint(path: Path, problem: Problem, unshown: Collection[Path], lang: str) -> Complaint:
    field = field_of(path) if path else None
    entry = bool(path) and group_of(path) is not None
    return Complaint(
        place=format_place(path) if path else problem.at,
        message=_message(problem, field, lang),
        where=_where(path, field, lang),
        has_field=field is not None or entry,
        removable=bool(path) and any(found[: len(path)] == path for found in unshown),
    )


def _message(problem: Problem, field: Field | None, lang: str) -> str:
    code = problem.code
    if code == "missing_key" and field and field.choices:
        code = "missing_choice"
    if code not in _WORDS or (field is None and "{label}" in _WORDS[code][lang]):
        return problem.message(lang)
    label = field.label[lang] if field else ""
    return _WORDS[code][lang].format(**{**problem.params, "label": label, "found": problem.found})


def _where(path: Path, field: Field | None, lang: str) -> str:
    """The place in words; keys as they stand where there are none."""
    for group in lists():
        at = len(group.at)
        if len(path) > at and path[:at] == group.at and isinstance(index := path[at], int):
            title = capfirst(group.title[lang] or group.item[lang])
            return " · ".join([f"{title} {index + 1}", *([field.label[lang]] if field and field.key else [])])
    if field:
        return field.label[lang].format(year=path[-1])
    return format_place(path)
