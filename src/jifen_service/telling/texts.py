"""What people are told (文案): shipped texts, the administrator's versions of them, filled in.

A key is ``event.audience``, such as ``accept.applicant``. Placeholders are names in braces, nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jifen_service.telling import rules
from jifen_service.telling.models import Audience, Channel, TextVersion

LANGUAGES = ("zh", "en")
#: the text that is used where an event has none of its own
OTHER = "other"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")


@dataclass(frozen=True, slots=True)
class Words:
    """A text of one channel and language; ``template``: its number at the SMS operator."""

    text: str
    subject: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A name that a text may use; of ``events`` alone, or of all when there are none."""

    meaning: Mapping[str, str]
    example: Mapping[str, str]
    sms: bool = True
    events: tuple[str, ...] = ()


Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Current:
    """The words that hold: the administrator's newest, else the shipped ones."""

    edited: Mapping[Place, TextVersion]

    def words(self, key: str, channel: str, language: str) -> Words | None:
        """The words of a place; None where a key has no text for a channel."""
        edited = self.edited.get((key, channel, language))
        if edited is not None:
            return Words(edited.text, edited.subject, edited.template)
        return shipped()[key].get(channel, {}).get(language)


@cache
def shipped() -> Mapping[str, Mapping[str, Mapping[str, Words]]]:
    """Every text that ships: key → channel → language → words. The e-mail is the in-site text unless told."""
    found = {}
    for audience in Audience.values:
        for event, channels in rules.read(f"texts/{audience}.yaml").items():
            read = {channel: _words(words) for channel, words in channels.items()}
            found[f"{event}.{audience}"] = {Channel.EMAIL: read[Channel.SITE], **read}
    return found


def _words(told: Mapping[str, Any]) -> Mapping[str, Words]:
    return {language: Words(**told[language]) for language in LANGUAGES}


@cache
def placeholders() -> Mapping[str, Placeholder]:
    """Every placeholder by its name."""
    return {
        name: Placeholder(
            {language: entry[language] for language in LANGUAGES},
            entry["example"],
            entry.get("sms", True),
            tuple(entry.get("events", ())),
        )
        for name, entry in rules.read("texts/placeholders.yaml").items()
    }


def key_of(event: str, audience: str) -> str:
    """The key of an event's text; that for anything else where it has none."""
    key = f"{event}.{audience}"
    return key if key in shipped() else f"{OTHER}.{audience}"


def current() -> Current:
    """The words that hold now; one query, whatever is asked of it afterwards."""
    last: dict[Place, TextVersion] = {}
    for version in TextVersion.objects.order_by("version"):
        last[version.key, version.channel, version.language] = version
    return Current({place: version for place, version in last.items() if not version.is_default})


def allowed(key: str, channel: str) -> tuple[str, ...]:
    """The placeholders that a text may use."""
    event = key.rpartition(".")[0]
    return tuple(
        name
        for name, found in placeholders().items()
        if (not found.events or event in found.events) and (found.sms or channel != Channel.SMS)
    )


def named_in(text: str) -> tuple[str, ...]:
    """What a text names in braces, in the order of its first appearance."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def unknown_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """What a text names that it may not; a brace without its partner is named as ``{`` or ``}``."""
    loose = _BRACE.findall(_PLACEHOLDER.sub("", text))
    known = frozenset(names)
    return (*(name for name in named_in(text) if name not in known), *dict.fromkeys(loose))


def filled(text: str, facts: Mapping[str, str]) -> str:
    """A text with its placeholders filled in."""
    return _PLACEHOLDER.sub(lambda found: facts.get(found[1], "—") or "—", text)


def parameters(text: str, facts: Mapping[str, str]) -> list[str]:
    """What goes to a gateway by position: the placeholders in the order in which they first appear."""
    return [facts.get(name, "—") or "—" for name in named_in(text)]


def positional(text: str) -> str:
    """A text as it is registered with an operator: ``{number}`` becomes ``{1}``."""
    places = {name: place for place, name in enumerate(named_in(text), 1)}
    return _PLACEHOLDER.sub(lambda found: f"{{{places[found[1]]}}}", text)


def example(language: str) -> dict[str, str]:
    """Facts for a preview."""
    return {name: found.example[language] for name, found in placeholders().items()}
