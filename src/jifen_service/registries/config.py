"""Which register serves which topic (登记机关配置): a YAML or JSON file; without one, all goes by hand.

An entry is one `Registry` below; docs/operations.md explains each key. ``${NAME}`` in an address is taken
from the environment, a token from the variable that ``token_env`` names.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from jifen_service.casework.rules import Text, topics

HTTP, FILE, BY_HAND = "http", "file", "by_hand"
_ADAPTERS = (HTTP, FILE, BY_HAND)


@dataclass(frozen=True, slots=True)
class Registry:
    """A register as it is asked. Times in seconds, but ``again`` in minutes.

    ``attempts``: calls a round, ``wait`` growing between them; ``again``: the rounds that follow one without
    an answer, after which an officer goes on by hand. ``fail_max`` failed calls in a row open the circuit for
    ``open_for``. ``ask``: our word → theirs for what is sent; ``answer``: our word → the place in their JSON;
    ``keys``: their key → ours inside the facts.
    """

    key: str
    name: Text
    adapter: str
    topics: tuple[str, ...]
    url: str = ""
    token_env: str = ""
    timeout: float = 5
    connect: float = 2
    attempts: int = 3
    wait: float = 0.3
    fail_max: int = 5
    open_for: float = 45
    again: tuple[float, ...] = (1, 5, 45, 180)
    ask: Mapping[str, str] = field(default_factory=dict)
    answer: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def token(self) -> str:
        """The secret by which it knows us; empty when none is needed."""
        return os.environ.get(self.token_env, "") if self.token_env else ""


def registries() -> Mapping[str, Registry]:
    """Every register by its key, in the order of the file; none where nothing is configured."""
    return _read(str(settings.REGISTRIES)) if settings.REGISTRIES else {}


def registry_for(topic: str) -> Registry | None:
    """The register that is asked about a topic; None: by hand."""
    return next((one for one in registries().values() if topic in one.topics), None)


@cache
def _read(file: str) -> Mapping[str, Registry]:
    try:
        told = yaml.safe_load(Path(file).read_text(encoding="utf-8"))["registries"]
        found = {key: _registry(key, entry) for key, entry in told.items()}
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise ImproperlyConfigured(f"JIFEN_REGISTRIES: {file} cannot be read: {error}") from error
    served = [topic for one in found.values() for topic in one.topics]
    if twice := sorted({topic for topic in served if served.count(topic) > 1}):
        raise ImproperlyConfigured(f"JIFEN_REGISTRIES: two registries serve {', '.join(twice)}")
    return found


def _registry(key: str, entry: dict[str, Any]) -> Registry:
    known = {one.name for one in fields(Registry)} - {"key"}
    if strange := sorted(set(entry) - known):
        raise ValueError(f"{key} has {', '.join(strange)}; known are {', '.join(sorted(known))}")
    options = {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
    found = Registry(key=key, **{**options, "url": os.path.expandvars(options.get("url", ""))})
    if found.adapter not in _ADAPTERS:
        raise ValueError(f"{key} has the adapter {found.adapter!r}; there are {', '.join(_ADAPTERS)}")
    if found.adapter == HTTP and not found.url.startswith(("https://", "http://")):
        raise ValueError(f"{key} needs an address that begins with https://")
    if unknown := sorted(set(found.topics) - set(topics())):
        raise ValueError(f"{key} names topics that are not checked: {', '.join(unknown)}")
    return found
