"""Writing, proposing, publishing and withdrawing drafts of the law (草案办理).

Every step takes the version that was seen; whoever is not first is told what happened. Row, event, record and
audit are one transaction; the folder follows when it has ended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.timezone import localdate

from jifen import default_engine
from jifen.errors import LawError
from jifen.law import laid_over
from jifen.law.published import with_file
from jifen_service.accounts.models import User
from jifen_service.accounts.roles import Role
from jifen_service.audit import service as audit
from jifen_service.casework.scoring import law_digest
from jifen_service.lawdrafts import content as contents
from jifen_service.lawdrafts import files
from jifen_service.lawdrafts.checking import checked, compiled, keys_of
from jifen_service.lawdrafts.content import Content
from jifen_service.lawdrafts.errors import NotAllowed, NotLaw, Stale
from jifen_service.lawdrafts.models import Draft, Event, Publication, Turn
from jifen_service.lawdrafts.states import CREATE, STEPS, Standing, refusal

SUBJECT = "law_draft"
#: steps whose text or proposal somebody answers for
_WRITING = frozenset({CREATE, "edit", "propose"})
#: steps that leave text and law as they are
_STATE_ALONE = frozenset({"take_back", "discard", "ask_withdrawal", "keep"})
_WORD = re.compile(r"[^a-z0-9]+")
_LONGEST_WORD = 32


@dataclass(frozen=True, slots=True)
class Author:
    """Who acts, when (aware), and from where."""

    user: User
    at: datetime
    ip: str = ""


@transaction.atomic
def create(author: Author, content: Content) -> Draft:
    """Begin a draft; NotLaw when it holds values that the engine does not accept."""
    _check_if_any(content)
    draft = Draft.objects.create(
        **_names(content),
        text=_text_of(content),
        law=law_digest(default_engine().book),
        author=author.user,
        created_at=author.at,
        changed_at=author.at,
    )
    _happened(draft, author, CREATE)
    return draft


def take_in(author: Author, file: bytes) -> Draft:
    """Begin a draft with what a file says; NotLaw when it is none that could be published."""
    try:
        content = contents.read(file.decode("utf-8-sig"))
    except (LawError, UnicodeDecodeError) as error:
        raise NotLaw(str(error)) from None
    checked(content, default_engine().book)
    return create(author, content)


@transaction.atomic
def edit(draft_id: int, version: int, author: Author, content: Content) -> Draft:
    """Put another text in place of a draft's; NotAllowed, Stale, NotLaw."""
    draft = _take(draft_id, version, author, "edit")
    _check_if_any(content)
    names = _names(content)
    draft.name_zh, draft.name_en = names["name_zh"], names["name_en"]
    draft.text, draft.law = _text_of(content), law_digest(default_engine().book)
    return _moved(draft, author, "edit")


@transaction.atomic
def propose(draft_id: int, version: int, author: Author, reason: str) -> Draft:
    """Propose a draft for publication; NotLaw when it changes nothing or is no law."""
    draft = _take(draft_id, version, author, "propose", reason)
    book = default_engine().book
    checked(contents.read(draft.text), book)
    draft.law = law_digest(book)
    return _moved(draft, author, "propose", reason)


@transaction.atomic
def step(draft_id: int, version: int, author: Author, name: str, reason: str = "") -> Draft:
    """Take back, discard, ask to withdraw, keep: steps that change the state alone."""
    if name not in _STATE_ALONE:
        raise ValueError(name)
    return _moved(_take(draft_id, version, author, name, reason), author, name, reason)


@transaction.atomic
def publish(draft_id: int, version: int, author: Author) -> Publication:
    """Publish a proposed draft as of today; NotAllowed, Stale, and NotLaw on the law of this moment."""
    draft = _take(draft_id, version, author, "publish")
    number = _turn()
    published = {**contents.read(draft.text), "published": localdate(author.at)}
    text = contents.write(published)
    name = f"{number:04d}-{_slug(draft.name_en)}.yaml"
    try:
        law = files.law_of_records()
        # As a proposal first: once published it may share a document's tag, with a later law.
        laid_over(law, published, name)
        compiled(with_file(law, text.encode(), name))
    except LawError as error:
        raise NotLaw(str(error)) from None
    proposal = draft.events.filter(step="propose").latest("sequence")
    record = Publication.objects.create(
        draft=draft,
        number=number,
        file=name,
        content=text,
        digest=sha256(text.encode()).hexdigest(),
        reason=proposal.reason,
        proposer=proposal.actor,
        publisher=author.user,
        published_at=author.at,
    )
    Turn.objects.update(last=number)
    told = {"file": name, "digest": record.digest, "keys": keys_of(published), "proposer": proposal.actor_id}
    _moved(draft, author, "publish", **told)
    transaction.on_commit(files.follow, robust=True)
    return record


@transaction.atomic
def withdraw(draft_id: int, version: int, author: Author) -> Draft:
    """End what was published, its withdrawal asked by another; NotLaw when the rest cannot stand without."""
    draft = _take(draft_id, version, author, "withdraw")
    _turn()
    record = draft.publication
    try:
        compiled(files.law_of_records(without=record.file))
    except LawError as error:
        raise NotLaw(str(error)) from None
    _moved(draft, author, "withdraw", file=record.file, digest=record.digest)
    transaction.on_commit(files.follow, robust=True)
    return draft


def standing_of(draft: Draft) -> Standing:
    """A draft as the rules see it."""
    events = list(draft.events.values_list("step", "actor_id"))
    asked = [actor for step, actor in events if step == "ask_withdrawal"]
    writers = frozenset(actor for step, actor in events if step in _WRITING)
    return Standing(draft.state, writers, asked[-1] if asked else None)


def drafts_for(_user: Any) -> QuerySet[Draft]:
    """The drafts that a city administrator sees, the last changed first: all of them."""
    return Draft.objects.select_related("author").order_by("-changed_at", "-pk")


def as_file(draft: Draft) -> str:
    """A draft as the file of changed values (YAML) that `jifen population compare --after` takes."""
    return draft.text


def _take(draft_id: int, version: int, author: Author, name: str, reason: str = "") -> Draft:
    """Lock a draft at the version that was seen and raise it; ask the rules.

    The first statement raises the version where it is the expected one: it takes the row's lock, so that of
    many who press at once exactly one goes on.
    """
    found = Draft.objects.filter(pk=draft_id)
    if not found.filter(version=version).update(version=F("version") + 1):
        # Raises Draft.DoesNotExist where there is no such draft at all.
        found.get()
        later = Event.objects.filter(draft_id=draft_id, sequence__gt=version).select_related("actor")
        raise Stale(tuple(later.order_by("sequence")))
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft_id)
    if why := refusal(name, standing_of(draft), author.user.pk):
        raise NotAllowed(name, why)
    if STEPS[name].reason and not reason.strip():
        raise NotAllowed(name, "reason")
    return draft


def _turn() -> int:
    """Wait for one's turn among all who change the law; give the next number."""
    Turn.objects.get_or_create(pk=1)
    # Written, so that it takes the lock on SQLite as well.
    Turn.objects.update(last=F("last"))
    return Turn.objects.get().last + 1


def _moved(draft: Draft, author: Author, name: str, reason: str = "", **told: Any) -> Draft:
    draft.state, draft.changed_at = STEPS[name].target, author.at
    draft.save()
    _happened(draft, author, name, reason, **told)
    return draft


def _happened(draft: Draft, author: Author, name: str, reason: str = "", **told: Any) -> None:
    digest = sha256(draft.text.encode()).hexdigest()
    Event.objects.create(
        draft=draft,
        sequence=draft.version,
        step=name,
        state=draft.state,
        actor=author.user,
        at=author.at,
        reason=reason.strip(),
        digest=digest,
    )
    detail = {"digest": digest, **told}
    action = f"law_{name}"
    audit.record(author.user, Role.CITY_ADMIN, action, SUBJECT, draft.pk, author.at, author.ip, detail)


def _check_if_any(content: Content) -> None:
    if content.get("changes"):
        checked(content, default_engine().book)


def _text_of(content: Content) -> str:
    """The file of a content; NotLaw where it could not be read again, as a number of a million digits."""
    # Only a publication says its day.
    text = contents.write({key: told for key, told in content.items() if key != "published"})
    try:
        contents.read(text)
    except LawError as error:
        raise NotLaw(str(error)) from None
    return text


def _names(content: Content) -> dict[str, str]:
    return {
        f"name_{lang}": content["name"][lang][: Draft._meta.get_field(f"name_{lang}").max_length]
        for lang in ("zh", "en")
    }


def _slug(name: str) -> str:
    """The whole words of a name that fit into a file's."""
    words = _WORD.sub("-", name.lower()).strip("-")
    cut = words if len(words) <= _LONGEST_WORD else words[: _LONGEST_WORD + 1].rpartition("-")[0]
    return cut or words[:_LONGEST_WORD] or "law"
