"""The texts as the city's administrator edits them (文案编辑): checked, previewed, kept as versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jifen_service.accounts.models import User
from jifen_service.casework.transitions import EVENTS, label_of
from jifen_service.telling import texts
from jifen_service.telling.models import Audience, Channel, TextVersion
from jifen_service.telling.texts import Words

_LONGEST = {"subject": 64, "template": 32, "text": 2000}
_NAMES: Mapping[str, str | Promise] = {
    "permit_ends": gettext_lazy("居住证快到期"),
    "contract_ends": gettext_lazy("劳动合同快到期"),
    "confirmation_due": gettext_lazy("积分快要确认"),
    "score_falls": gettext_lazy("积分快要低于标准分值"),
    texts.OTHER: gettext_lazy("其他变化"),
}
Edited = Mapping[str, Words]


class EditedMeanwhileError(Exception):
    """Somebody else kept a version after the page was opened."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: a key, its channels, and those of which the administrator wrote a version."""

    key: str
    name: str | Promise
    channels: tuple[tuple[Channel, bool], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a text comes to with examples; ``registered``: as an SMS is registered with the operator."""

    language: str
    subject: str
    text: str
    registered: str


def name_of(key: str) -> str | Promise:
    """What a key is called."""
    event = key.rpartition(".")[0]
    return label_of(event) if event in EVENTS else _NAMES[event]


def listed() -> list[tuple[str | Promise, list[Row]]]:
    """Every text by the part that is told."""
    edited = {(key, channel) for key, channel, _language in texts.current().edited}
    rows: dict[str, list[Row]] = {audience: [] for audience in Audience.values}
    for key, channels in texts.shipped().items():
        marked = tuple((one, (key, one) in edited) for one in Channel if one in channels)
        rows[key.rpartition(".")[2]].append(Row(key, name_of(key), marked))
    return [(Audience(audience).label, found) for audience, found in rows.items()]


def is_text(key: str, channel: str) -> bool:
    """Whether there is such a text."""
    return channel in texts.shipped().get(key, {})


def words_of(key: str, channel: str) -> dict[str, Words]:
    """The words that hold, by language."""
    current = texts.current()
    found = {language: current.words(key, channel, language) for language in texts.LANGUAGES}
    return {language: words for language, words in found.items() if words is not None}


def history(key: str, channel: str) -> list[TextVersion]:
    """The versions of both languages, the newest first."""
    found = TextVersion.objects.filter(key=key, channel=channel).select_related("edited_by")
    return list(found.order_by("-version", "language"))


def version(key: str, channel: str) -> int:
    """The number of the newest version; 0 while none was written."""
    found = TextVersion.objects.filter(key=key, channel=channel).order_by("-version")
    return found.values_list("version", flat=True).first() or 0


def faults(key: str, channel: str, edited: Edited) -> list[tuple[str, str]]:
    """What is wrong with texts: (name of the field, message)."""
    return [
        (f"{language}-{part}", wrong)
        for language, words in edited.items()
        for part in ("subject", "template", "text")
        if (wrong := _fault(key, channel, part, getattr(words, part)))
    ]


def _fault(key: str, channel: str, part: str, text: str) -> str:
    is_asked = part == "text" or (part == "template") == (channel == Channel.SMS)
    if not is_asked:
        return ""
    if not text.strip():
        return _("不能空着。")
    if len(text) > _LONGEST[part]:
        return _("最多 %(most)d 个字。") % {"most": _LONGEST[part]}
    if part == "template":
        return ""
    names = texts.allowed(key, channel)
    unknown = texts.unknown_in(text, names)
    if not unknown:
        return ""
    known = ", ".join(f"{{{name}}}" for name in names)
    return _("没有 %(unknown)s 这个占位符; 这里能用的是 %(known)s。") % {
        "unknown": ", ".join(name if name in "{}" else f"{{{name}}}" for name in unknown),
        "known": known,
    }


def previews(edited: Edited, channel: str) -> list[Preview]:
    """Texts filled in with examples."""
    found = []
    for language, words in edited.items():
        facts = texts.example(language)
        registered = texts.positional(words.text) if channel == Channel.SMS else ""
        subject = texts.filled(words.subject, facts)
        found.append(Preview(language, subject, texts.filled(words.text, facts), registered))
    return found


def keep(key: str, channel: str, edited: Edited, since: int, by: User, at: datetime) -> bool:
    """Keep a new version of each language that changed; False when none did.

    Raises:
        EditedMeanwhileError: the newest version is not ``since`` any more.
    """
    with transaction.atomic():
        current = words_of(key, channel)
        changed = {language: words for language, words in edited.items() if words != current[language]}
        _write(key, channel, changed, since, by, at)
    return bool(changed)


def revert(key: str, channel: str, since: int, by: User, at: datetime) -> None:
    """Let the shipped texts hold again; EditedMeanwhileError as with `keep`."""
    with transaction.atomic():
        _write(key, channel, dict.fromkeys(texts.LANGUAGES), since, by, at)


def _write(
    key: str, channel: str, new: Mapping[str, Words | None], since: int, by: User, at: datetime
) -> None:
    if version(key, channel) != since:
        raise EditedMeanwhileError
    TextVersion.objects.bulk_create(
        TextVersion(
            key=key,
            channel=channel,
            language=language,
            version=since + 1,
            subject=words.subject if words else "",
            text=words.text if words else "",
            template=words.template if words else "",
            is_default=words is None,
            edited_by=by,
            edited_at=at,
        )
        for language, words in new.items()
    )
