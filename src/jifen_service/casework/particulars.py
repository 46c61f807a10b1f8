"""The personal particulars of the form (个人资料): what each is called and whether a value is sound. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from jifen import default_engine
from jifen_service.casework import identity
from jifen_service.casework.lacks import Lack
from jifen_service.casework.rules import Text

_FILE = Path(__file__).with_name("particulars.yaml")
#: characters that one text may have
LONGEST = 500
#: members of a family that may be entered
MOST_PEOPLE = 20
_PERSON_KEYS = frozenset({"name", "id_number", "relation", "birth_date"})


@dataclass(frozen=True, slots=True)
class Particular:
    """A particular: ``kind`` is text, id_number, mobile, flag, choice, people or indicators."""

    kind: str
    label: Text
    choices: Mapping[str, Text] = field(default_factory=dict)


@cache
def particulars() -> Mapping[str, Particular]:
    """Every particular by its key."""
    entries = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {key: Particular(**entry) for key, entry in entries.items()}


def label_of(key: str) -> Text:
    """What a particular is called."""
    return particulars()[key].label


def indicators() -> tuple[str, ...]:
    """The ids of all indicators that may be claimed, in the order of the law."""
    sections = default_engine().book.sections.values()
    return tuple(section.id for section in sections if section.group in ("basic", "bonus"))


def faults_of(
    section: str, keys: tuple[str, ...], personal: Mapping[str, Any], profile: Mapping[str, Any]
) -> Iterator[Lack]:
    """What is wrong, not merely missing, with these particulars."""
    for key in keys:
        value = personal.get(key)
        if value in (None, "", []):
            continue
        particular = particulars()[key]
        code, params = _CHECKS[particular.kind](particular, value)
        if code:
            yield Lack(section, f"personal.{key}", code, {"field": particular.label, **params})
    if "id_number" in keys and (differs := _birth_date_differs(personal, profile)):
        yield Lack(section, "profile.birth_date", differs)


def _birth_date_differs(personal: Mapping[str, Any], profile: Mapping[str, Any]) -> str:
    number, stated = personal.get("id_number"), profile.get("birth_date")
    if not number or not stated or identity.id_number_fault(str(number)):
        return ""
    born = identity.birth_date_of(str(number))
    return "birth_date_differs" if born is not None and born.isoformat() != str(stated) else ""


_Fault = tuple[str, dict[str, Any]]
_SOUND: _Fault = ("", {})


def _text(_particular: Particular, value: object) -> _Fault:
    if not isinstance(value, str):
        return "wrong_kind", {}
    return ("too_long", {"limit": LONGEST}) if len(value) > LONGEST else _SOUND


def _id_number(_particular: Particular, value: object) -> _Fault:
    fault = identity.id_number_fault(value) if isinstance(value, str) else "form"
    return (f"id_{fault}", {}) if fault else _SOUND


def _mobile(_particular: Particular, value: object) -> _Fault:
    fault = identity.mobile_fault(value) if isinstance(value, str) else "form"
    return (f"mobile_{fault}", {}) if fault else _SOUND


def _flag(_particular: Particular, value: object) -> _Fault:
    return _SOUND if isinstance(value, bool) else ("wrong_kind", {})


def _choice(particular: Particular, value: object) -> _Fault:
    if value in particular.choices:
        return _SOUND
    allowed = {
        lang: ", ".join(choice[lang] for choice in particular.choices.values()) for lang in ("zh", "en")
    }
    return "not_a_choice", {"allowed": allowed}


def _people(_particular: Particular, value: object) -> _Fault:
    if not isinstance(value, list) or len(value) > MOST_PEOPLE:
        return "wrong_kind", {}
    for person in value:
        if not isinstance(person, Mapping) or set(person) - _PERSON_KEYS:
            return "wrong_kind", {}
        if any(not isinstance(text, str) or len(text) > LONGEST for text in person.values()):
            return "wrong_kind", {}
        if person.get("id_number") and (fault := identity.id_number_fault(person["id_number"])):
            return f"id_{fault}", {}
    return _SOUND


def _indicators(_particular: Particular, value: object) -> _Fault:
    if isinstance(value, list) and set(map(str, value)) <= set(indicators()):
        return _SOUND
    return "wrong_kind", {}


_CHECKS: Mapping[str, Callable[[Particular, object], _Fault]] = {
    "text": _text,
    "id_number": _id_number,
    "mobile": _mobile,
    "flag": _flag,
    "choice": _choice,
    "people": _people,
    "indicators": _indicators,
}
