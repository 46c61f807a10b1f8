"""Numbers of the scheme in texts (数字由规定填入): ``{{ law.pass_mark.pass_mark }}`` and its kin.

====================================  ==================================================================
``law.section.parameter[.key…]``      the value in force
``base.tier``                         the contribution base that a tier asks today, in yuan
``term.key``                          a term of the process (casework/clocks.yaml)
``fact.key``                          how long something takes (facts.yaml)
``name.section``, ``name.section.p``  what the law calls it
``dispute.section.parameter``         both readings of what the sources contradict each other about
====================================  ==================================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from jifen.errors import LawError
from jifen.explain.template import in_words
from jifen.law import Law
from jifen_service.casework.rules import terms
from jifen_service.portal.guide.page import GuideError
from jifen_service.portal.words import yuan

_PLACE = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
_FILE = Path(__file__).with_name("facts.yaml")


@cache
def facts() -> Mapping[str, Any]:
    """How long things take, by key: the words in both languages, with their sources."""
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


def places_in(text: str) -> list[str]:
    """The names of all places in a text, in its order."""
    return _PLACE.findall(text)


def fill(text: str, law: Law, lang: str) -> str:
    """The text with every place filled.

    Raises:
        GuideError: a place names nothing that there is.
    """
    return _PLACE.sub(lambda place: value_of(place[1], law, lang), text)


def value_of(name: str, law: Law, lang: str) -> str:
    """What stands for a place, as people read it."""
    kind, *path = name.split(".")
    try:
        return _KINDS[kind](path, law, lang)
    except (KeyError, ValueError, TypeError, LawError):
        raise GuideError(f"{{{{ {name} }}}} names nothing; see guide/filling.py") from None


def _of_law(path: list[str], law: Law, lang: str) -> str:
    section, parameter, *keys = path
    value = law.value(f"{section}.{parameter}")
    for key in keys:
        value = value[key]
    return in_words(value, {}, lang)


def _base(path: list[str], law: Law, _lang: str) -> str:
    (tier,) = path
    wage = law.value("average_wage.wage")["wage"]
    return yuan(Decimal(law.value("si_base.tiers")[tier]["ratio"]) * wage)


def _term(path: list[str], _law: Law, lang: str) -> str:
    (key,) = path
    return in_words(terms()[key].value, {}, lang)


def _fact(path: list[str], _law: Law, lang: str) -> str:
    (key,) = path
    return facts()[key]["value"][lang]


def _name(path: list[str], law: Law, lang: str) -> str:
    section, *parameter = path
    found = law.section(section)
    return found.parameters[parameter[0]].name[lang] if parameter else found.name[lang]


def _dispute(path: list[str], law: Law, lang: str) -> str:
    return law.dated(".".join(path)).dispute[lang]  # type: ignore[index]


_KINDS: Mapping[str, Callable[[list[str], Law, str], str]] = {
    "law": _of_law,
    "base": _base,
    "term": _term,
    "fact": _fact,
    "name": _name,
    "dispute": _dispute,
}
