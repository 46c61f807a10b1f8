"""The body of a stateless call: ``{"profile": {...}, "on": "...", "lang": "zh"}``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.http import HttpRequest

from jifen.errors import InputError, Problem
from jifen.explain import Language
from jifen.profile import load

KEYS = ("profile", "on", "lang")
LANGUAGES = ("zh", "en")
#: characters of a wrong value that an error repeats
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a call asks: a profile document, the evaluation date if given, the language of the sentences.

    ``more``: what else a call takes, as it stands. ``problems`` is what is wrong with the envelope itself;
    the profile may have more of its own.
    """

    profile: dict[str, Any] | None
    on: date | None
    lang: Language
    more: Mapping[str, Any]
    problems: tuple[Problem, ...]


def read_envelope(body: bytes, more: tuple[str, ...] = ()) -> Envelope:
    """Read a call's body, which may have ``more`` keys; ProfileError only when it is no JSON object."""
    content = load(body, syntax="json")
    allowed = (*KEYS, *more)
    problems = [_unknown(key, allowed) for key in content if key not in allowed]
    profile = content.get("profile")
    if not isinstance(profile, dict):
        problems.append(_wrong_profile(profile, "profile" in content))
    on = content.get("on")
    day = read_day("on", on, problems) if on is not None else None
    lang = "zh" if content.get("lang") is None else content["lang"]
    if lang not in LANGUAGES:
        problems.append(_wrong_language(lang))
    return Envelope(
        profile if isinstance(profile, dict) else None,
        day,
        "en" if lang == "en" else "zh",
        {key: content[key] for key in more if content.get(key) is not None},
        tuple(problems),
    )


def query_language(request: HttpRequest) -> Language:
    """Give the language that a call without a body asks for; InputError when it is none of ours."""
    asked = request.GET.getlist("lang") or ["zh"]
    if len(asked) > 1 or asked[0] not in LANGUAGES:
        raise InputError([_wrong_language(",".join(asked))])
    return "en" if asked[0] == "en" else "zh"


def _wrong_language(found: Any) -> Problem:
    return Problem("lang", "unknown_value", str(found)[:_SHOWN], {"allowed": LANGUAGES})


def _unknown(key: str, allowed: tuple[str, ...]) -> Problem:
    near = get_close_matches(key, allowed, n=1)
    return Problem(
        key[:_SHOWN],
        "unknown_key",
        key[:_SHOWN],
        {"key": key[:_SHOWN], "allowed": allowed, "nearest": near[0] if near else None},
    )


def _wrong_profile(found: Any, given: bool) -> Problem:
    if not given:
        return Problem("profile", "missing_key", None, {"key": "profile"})
    return Problem("profile", "not_an_object", str(found)[:_SHOWN], {"found_kind": type(found).__name__})


def read_day(at: str, text: Any, problems: list[Problem]) -> date | None:
    """Read a date of the envelope; what is none joins the problems."""
    try:
        if isinstance(text, str) and len(text) == len("2026-11-22"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    problems.append(Problem(at, "not_a_date", str(text)[:_SHOWN]))
    return None
