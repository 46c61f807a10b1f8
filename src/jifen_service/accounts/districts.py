"""The sixteen districts (十六个区): their names, and where a credit code was registered. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("districts.yaml")
#: where the division of the registering office stands in a unified social credit code (GB 32100)
_DIVISION = slice(2, 8)


@cache
def districts() -> Mapping[str, Mapping[str, Any]]:
    """Code of the centre → its names and administrative divisions."""
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


def district_name(code: str, lang: str) -> str:
    """A district's name in a language ("zh", "en"), by the code of its centre; empty for an unknown one."""
    name: str = districts().get(code, {}).get(lang, "")
    return name


def district_of(credit_code: str) -> str | None:
    """The code of the district whose office gave a sound credit code; None when it names none of them."""
    division = credit_code[_DIVISION]
    for code, district in districts().items():
        if division in district["divisions"]:
            return code
    return None
