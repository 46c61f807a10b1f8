"""One screen of the settlement self-test (落户): what was answered, what the button did, what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from jifen import default_settler
from jifen.advice.settle import given_in
from jifen.explain import Language
from jifen.law.settlement import Answer, Question, allows
from jifen.profile import Profile, read

#: months of a long life, points of a score: more is a slip of the finger
MOST = 9999
_NUMBERS = ("months", "number")
_FIRST = ("met", "near", "advice", "open", "closed")


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as the page shows it and carries it on."""

    id: str
    carried: str
    ask: str
    says: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """What the page shows. ``asked``: None when every route is decided; ``typed``: its answer."""

    asked: dict[str, Any] | None
    typed: str
    error: str
    given: tuple[Given, ...]
    routes: tuple[dict[str, Any], ...]
    from_profile: tuple[Given, ...]
    document: str

    @property
    def begun(self) -> bool:
        """Whether anything is known."""
        return bool(self.given or self.from_profile)

    @property
    def in_words(self) -> str:
        """Where every route ended, a line each, as somebody may attach it to a question."""
        ends = (f"{route['name']}: {route['text']}" for route in self.routes)
        return "\n".join([_("落户自测"), *ends])


@dataclass(frozen=True, slots=True)
class _Step:
    """What a button did: a question that it brings up again, what stands in its field, what is wrong."""

    again: str = ""
    typed: str = ""
    error: str = ""


def sit(posted: QueryDict, on: date, lang: Language) -> Sitting:
    """Carry out the button of a screen. Raises InputError for a document that cannot be read."""
    document = posted.get("document", "")
    profile = read(document) if document else None
    known = _carried(posted, profile)
    step = _carry_out(posted, known)
    settler = default_settler()
    found = settler.ask(profile, known, on, lang)
    asked = settler.question(step.again, on, lang) if step.again in _questions() else found["next"]

    def shown(answers: Mapping[str, Answer]) -> tuple[Given, ...]:
        return tuple(_given(settler.question(name, on, lang), answer) for name, answer in answers.items())

    read_off = {name: found["answers"][name] for name in found["from_profile"]}
    routes = sorted(found["routes"], key=lambda route: _FIRST.index(route["state"]))
    return Sitting(asked, step.typed, step.error, shown(known), tuple(routes), shown(read_off), document)


def _carry_out(posted: QueryDict, known: dict[str, Answer]) -> _Step:
    """Do what the button says to the answers known."""
    button, _colon, name = posted.get("do", "").partition(":")
    if button == "next":
        name, typed = posted.get("asking", ""), posted.get("answer", "").strip()
        answer = _read(name, typed)
        if answer is None:
            return _Step(name, typed, _error(name))
        known[name] = answer
    elif button == "back" and known:
        name, answer = known.popitem()
        return _Step(name, _text(answer))
    elif button == "change" and name in known:
        return _Step(name, _text(known.pop(name)))
    return _Step()


def _questions() -> Mapping[str, Question]:
    return {question.id: question for question in default_settler().settlement.questions}


def _carried(posted: QueryDict, profile: Profile | None) -> dict[str, Answer]:
    """Read the answers that the page carries, in the order in which they were given."""
    known = given_in(profile) if profile and "known" not in posted and "do" not in posted else {}
    for pair in posted.getlist("known"):
        name, _equals, text = pair.partition("=")
        answer = _read(name, text)
        if answer is not None:
            known[name] = answer
    return known


def _read(name: str, text: str) -> Answer | None:
    """Read an answer as typed or carried; None when it is none."""
    question = _questions().get(name)
    if question is None:
        return None
    if question.kind in _NUMBERS:
        return int(text) if text.isascii() and text.isdigit() and int(text[:9]) <= MOST else None
    answer: Answer = {"yes": True, "no": False}.get(text, text) if question.kind == "yes_no" else text
    return answer if allows(question, answer) else None


def _error(name: str) -> str:
    question = _questions().get(name)
    if question is not None and question.kind in _NUMBERS:
        return _("请填一个整数, 没有就填 0")
    return _("请选一项")


def _text(answer: Answer) -> str:
    return {True: "yes", False: "no"}[answer] if isinstance(answer, bool) else str(answer)


def _given(question: Mapping[str, Any], answer: Answer) -> Given:
    text = _text(answer)
    labels = {choice["id"]: choice["text"] for choice in question["choices"]}
    labels |= {"yes": _("是"), "no": _("否")} if question["kind"] == "yes_no" else {}
    return Given(question["id"], f"{question['id']}={text}", question["text"], labels.get(text, text))
