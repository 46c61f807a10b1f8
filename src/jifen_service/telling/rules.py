"""How people are told, as data (告知规则): channels.yaml and reminders.yaml, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

Text = Mapping[str, str]
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Retries:
    """How often something is tried, and how long is waited after each attempt that failed."""

    tries: int
    first_wait_minutes: int
    factor: int

    def wait(self, attempts: int) -> timedelta:
        """The wait after so many attempts, 1 or more."""
        return timedelta(minutes=self.first_wait_minutes * self.factor ** (attempts - 1))


@dataclass(frozen=True, slots=True)
class Code:
    """A code that confirms an address: how long it holds, how often it may be wrong, the wait for another."""

    minutes: int
    tries: int
    wait_minutes: int


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is told before it ends: to whom, how many months before, from which source the day comes."""

    name: Text
    months_before: tuple[int, ...]
    to: tuple[str, ...]
    certainty: str
    sources: tuple[str, ...]
    keep_line: Text = field(default_factory=dict)


@cache
def _channels() -> Mapping[str, Any]:
    return read("channels.yaml")


def read(name: str) -> Any:
    """What one of the files beside this one holds."""
    return yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))


@cache
def reminders() -> Mapping[str, Reminder]:
    """Every reminder by its event."""
    return {
        event: Reminder(**{key: tuple(v) if isinstance(v, list) else v for key, v in entry.items()})
        for event, entry in read("reminders.yaml").items()
    }


def usual(audience: str) -> Mapping[str, str]:
    """``always``, ``on`` or ``off`` for every channel of a part."""
    return _channels()["channels"][audience]


@cache
def retries() -> Retries:
    """How failed attempts are made again."""
    return Retries(**_channels()["retries"])


@cache
def code() -> Code:
    """What holds for codes sent to an e-mail address."""
    return Code(**_channels()["code"])


def news() -> timedelta:
    """How long something is news that goes out of the house."""
    return timedelta(days=_channels()["news_days"])


def keep_years() -> int:
    """How many years a message is kept."""
    return _channels()["keep_years"]
