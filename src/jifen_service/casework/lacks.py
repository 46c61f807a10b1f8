"""What keeps a case from going on (尚缺), each with its place and words in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from jifen.errors import Problem
from jifen_service.casework.rules import Text

_FILE = Path(__file__).with_name("lacks.yaml")


@cache
def _words() -> Mapping[str, Text]:
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing or wrong.

    ``section``: the part of the form, or "" when it lies elsewhere. ``at``: the place, such as
    ``profile.education[0].level``, ``personal.phone``, ``materials.permit``. ``params`` are plain values, or
    texts in both languages; never what somebody typed.
    """

    section: str
    at: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    problem: Problem | None = None

    def message(self, lang: str = "zh") -> str:
        """Say it in a language (zh or en)."""
        if self.problem is not None:
            return self.problem.message(lang)
        params = {
            key: value[lang] if isinstance(value, Mapping) else value for key, value in self.params.items()
        }
        return _words()[self.code][lang].format(**params)

    def as_dict(self, lang: str = "zh") -> dict[str, str]:
        """JSON-able: section, at, code, message."""
        return {"section": self.section, "at": self.at, "code": self.code, "message": self.message(lang)}


def of_problems(section: str, problems: Iterable[Problem]) -> tuple[Lack, ...]:
    """Problems of the profile document as lacks of a section."""
    return tuple(
        Lack(section, f"profile.{problem.at}", problem.code, problem=problem) for problem in problems
    )
