"""The audit in words (审计记录): who did what to what, the same for the holder, the desk and the city."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jifen_service.accounts.models import Employer, User
from jifen_service.accounts.roles import Role
from jifen_service.audit.models import AuditEvent
from jifen_service.casefile.facts import label_of as label_of_place
from jifen_service.casework import queries, rules
from jifen_service.casework.actors import SYSTEM
from jifen_service.casework.models import Check, Material
from jifen_service.casework.particulars import particulars
from jifen_service.casework.sections import all_sections
from jifen_service.casework.transitions import EVENTS, label_of
from jifen_service.lawdrafts.models import Draft

_FILE = Path(__file__).with_name("actions.yaml")


@dataclass(frozen=True, slots=True)
class Record:
    """A row in words: who with their role, what was done, more about it; ``subject``: what it was done to."""

    event: AuditEvent
    who: str
    role: str
    did: str
    more: str
    subject: str


def records(events: Iterable[AuditEvent], lang: str, *, reader: User | None = None) -> tuple[Record, ...]:
    """Put rows into words; ``reader`` is called 'you'. Three queries at most, however many rows there are."""
    rows = tuple(events)
    subjects = _subjects(rows)
    return tuple(
        Record(
            event,
            _who(event, reader),
            str(Role(event.role).label) if event.role in Role.values else event.role,
            did_of(event.action, lang),
            _more(event, lang),
            subjects.get((event.subject_type, event.subject_id), ""),
        )
        for event in rows
    )


def did_of(action: str, lang: str) -> str:
    """What an action is called; one without words in ``actions.yaml`` keeps its code."""
    if action in EVENTS:
        return str(label_of(action))
    words = _words()["actions"].get(action)
    return words[lang] if words else action


def actions(lang: str) -> tuple[tuple[str, str], ...]:
    """Every action with its words, for a list to choose from."""
    return tuple((action, did_of(action, lang)) for action in (*EVENTS, *_words()["actions"]))


@cache
def _words() -> Mapping[str, Mapping[str, rules.Text]]:
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


def _who(event: AuditEvent, reader: User | None) -> str:
    if reader is not None and event.actor_id == reader.pk:
        return _("你自己")
    return event.actor.get_full_name() if event.actor else ""


def _more(event: AuditEvent, lang: str) -> str:
    """What the detail names, in words; what it has besides is for the machine."""
    detail: Mapping[str, Any] = event.detail or {}
    # In the order of the words, not of the row: PostgreSQL keeps the keys of JSON in an order of its own.
    said = (words(detail[key], lang) for key, words in _DETAILS.items() if key in detail)
    return " · ".join(words for words in said if words)


def _what(value: Any, lang: str) -> str:
    """The page, the section or the particular that was looked at."""
    key = str(value)
    if key in _words()["what"]:
        return _words()["what"][key][lang]
    if key in all_sections():
        return all_sections()[key].name[lang]
    return particulars()[key].label[lang] if key in particulars() else key


def _item(value: Any, lang: str) -> str:
    item = rules.items().get(str(value))
    return item.name[lang] if item else str(value)


def _topic(value: Any, lang: str) -> str:
    topic = rules.topics().get(str(value))
    return topic.name[lang] if topic else str(value)


def _reasons(value: Any, lang: str) -> str:
    known = rules.reasons()
    given = value if isinstance(value, list) else [value]
    return _("、").join(known[key].text[lang] if key in known else str(key) for key in given if key)


def _label(choices: Any) -> Callable[[Any, str], str]:
    return lambda value, _lang: str(choices(value).label) if value in choices.values else str(value)


#: keys of an event's detail that have words
_DETAILS: Mapping[str, Callable[[Any, str], str]] = {
    "what": _what,
    "section": _what,
    "item": _item,
    "topic": _topic,
    "verdict": _label(Material.Verdict),
    "status": _label(Check.Status),
    "reason": _reasons,
    "reasons": _reasons,
    "role": _label(Role),
    "as": _label(Role),
    "place": lambda value, lang: label_of_place(str(value), lang),
    "file": lambda value, _lang: str(value),
}


def _subjects(events: Iterable[AuditEvent]) -> Mapping[tuple[str, str], str]:
    """The name of what each row is about: a case's number, an employer's name, an account's user name."""
    ids: dict[str, set[str]] = {}
    for event in events:
        ids.setdefault(event.subject_type, set()).add(event.subject_id)
    sources = {
        "case": (queries.visible_cases(SYSTEM), "number"),
        "employer": (Employer.objects.all(), "name"),
        "account": (User.objects.all(), "username"),
        "law_draft": (Draft.objects.all(), "name_zh"),
    }
    found: dict[tuple[str, str], str] = {}
    for kind, (there, name) in sources.items():
        if wanted := [subject for subject in ids.get(kind, ()) if _is_id(there.model, subject)]:
            named = there.filter(pk__in=wanted).values_list("pk", name)
            found |= {(kind, str(pk)): text for pk, text in named}
    return found


def _is_id(model: Any, text: str) -> bool:
    try:
        model._meta.pk.to_python(text)
    except ValidationError:
        return False
    return True
