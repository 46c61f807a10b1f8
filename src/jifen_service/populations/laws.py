"""The two laws of a comparison: a version of the policy, a draft, or a file of changed values."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import override

from jifen import default_engine
from jifen.errors import InputError
from jifen.law import LawBook
from jifen.mechanisms import Program
from jifen.scoring import Engine
from jifen_service.lawdrafts import content
from jifen_service.lawdrafts.checking import checked
from jifen_service.lawdrafts.errors import DraftError
from jifen_service.populations import engine

Names = dict[str, str]


def versions(lang: str) -> list[tuple[str, str]]:
    """The versions of the policy, newest first: id and name with the day it begins."""
    policies = reversed(default_engine().book.policies)
    return [(policy.id, f"{policy.name[lang]} ({policy.effective_from})") for policy in policies]


def sides(before: str, after: str, text: str, on: date) -> tuple[Any, Any]:
    """Both laws (`comparing.Side`): of versions ("": the law of the day); ``text`` instead of the second.

    A version that is not in force on the day is read as it last was. Raises PolicyDateError before the first
    version, KeyError for one that there is not, LawError or NotLaw where the text is no changed values.
    """
    return _of_version(before, on), _of_text(text, on) if text else _of_version(after, on)


def _of_version(policy_id: str, on: date) -> Any:
    program = _program(default_engine().book, policy_id, on)
    return engine.Side(program.law.policy.name, program)


def begins(text: str) -> date:
    """The first day on which changed values hold; LawError or NotLaw where the text is none."""
    return checked(content.read(text), default_engine().book).begins


def _of_text(text: str, on: date) -> Any:
    amendment = checked(content.read(text), default_engine().book)
    return engine.Side(amendment.name, Engine(amendment.book).program_on(on), amendment.changed)


def names_of(side: Any) -> Names:
    """What a law is called, by language."""
    return {lang: side.name[lang] for lang in ("zh", "en")}


def in_words(error: Exception, lang: str) -> str:
    """Say in a language why a law or a population is refused, as far as the error has words in it."""
    if isinstance(error, InputError):
        return error.text(lang)
    if isinstance(error, DraftError):
        with override("zh-hans" if lang == "zh" else lang):
            return error.message()
    return str(error)


def _program(book: LawBook, policy_id: str, on: date) -> Program:
    if not policy_id:
        return default_engine().program_on(on)
    policy = book.policy(policy_id)
    return default_engine().program_on(on if policy.covers(on) else book.last_change_of(policy))
