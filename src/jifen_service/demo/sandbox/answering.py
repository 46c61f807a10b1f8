"""What the sandbox answers to a question: the truth, or the fault that was ordered (演示故障). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from jifen_service.casework.rules import topics
from jifen_service.registries.answers import roots

Facts = Mapping[str, Any]
KINDS = ("slow", "down", "contradicting", "nonsense", "late")


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the register: account or name, by which faults name them, and both documents."""

    names: tuple[str, ...]
    profile: Facts
    personal: Facts


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault for a topic, a person, or everybody: one of `KINDS`.

    ``seconds``: how long a slow answer takes; ``times``: how often a late one is put off; ``profile`` and
    ``personal``: what a contradicting one says instead, entry by entry where it is a list.
    """

    fault: str
    topic: str = ""
    person: str = ""
    seconds: float = 8
    times: int = 2
    profile: Facts = field(default_factory=dict)
    personal: Facts = field(default_factory=dict)

    def concerns(self, topic: str, known: Known | None) -> bool:
        """Whether it strikes this question."""
        for_person = not self.person or (known is not None and self.person in known.names)
        return for_person and self.topic in ("", topic)


@dataclass(frozen=True, slots=True)
class Response:
    """A response: HTTP status, body, seconds before it."""

    status: int
    body: bytes
    seconds: float = 0


def respond(topic: str, known: Known | None, faults: Iterable[Fault], asked: int) -> Response:
    """Answer a question that was asked ``asked`` times before; ``known`` None is somebody nobody knows."""
    if topic not in topics():
        return Response(404, b"")
    fault = next((one for one in faults if one.concerns(topic, known)), None)
    kind = fault.fault if fault else ""
    if kind == "down":
        return Response(503, b"")
    if kind == "nonsense":
        return Response(200, "<html><title>系统维护中</title></html>".encode())
    if fault is not None and kind == "late" and asked < fault.times:
        return Response(202, b"")
    told = _truth(topic, known)
    if fault is not None and kind == "contradicting":
        told = {part: _instead(value, getattr(fault, part, None)) for part, value in told.items()}
    return Response(200, orjson.dumps(told), fault.seconds if fault is not None and kind == "slow" else 0)


def _truth(topic: str, known: Known | None) -> dict[str, Any]:
    if known is None:
        return {"found": False}
    keys, particulars = roots(topic)
    wanted = topics()[topic].places
    profile = {key: _only(known.profile[key], key, wanted) for key in keys if key in known.profile}
    personal = {key: known.personal[key] for key in particulars if key in known.personal}
    return {"found": True, "profile": profile, "personal": personal}


def _only(value: Any, key: str, wanted: Iterable[str]) -> Any:
    """What of a section is asked: a register says no more."""
    inner = {place.partition(".")[2] for place in wanted if place.startswith((f"{key}.", f"{key}[]."))}
    if isinstance(value, list):
        return [_only_keys(entry, inner) for entry in value]
    return _only_keys(value, inner)


def _only_keys(entry: Any, keys: set[str]) -> Any:
    return (
        {key: value for key, value in entry.items() if key in keys} if isinstance(entry, Mapping) else entry
    )


def _instead(value: Any, other: Any) -> Any:
    """A value with what a fault says instead."""
    if isinstance(value, Mapping) and isinstance(other, Mapping):
        return {**value, **{key: _instead(value.get(key), inner) for key, inner in other.items()}}
    if isinstance(value, list) and isinstance(other, list):
        changed = [_instead(entry, told) for entry, told in zip(value, other, strict=False)]
        return [*changed, *other[len(value) :], *value[len(other) :]]
    return value if other is None else other
