"""Which materials a person brings (材料清单): the one rule for the pre-check, the form and the public list.

Works on profile documents as they are being filled in: nothing is required of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import Any, Protocol

from jifen.explain.template import fill
from jifen.law.materials import Material

Document = Mapping[str, Any]


class Asked(Protocol):
    """What is asked for indicators or facts; of everybody when it names neither."""

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators, any of which asks it."""

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts, any of which asks it."""


def entered(document: Document) -> frozenset[str]:
    """Give the indicators for which a document has something."""
    return frozenset(name for name, has in _ENTERED.items() if has(document))


def facts_of(document: Document, claimed: Set[str]) -> frozenset[str]:
    """Give the facts, other than indicators, on which what is asked depends."""
    return frozenset(name for name, holds in _FACTS.items() if holds(document, claimed))


def applies(what: Asked, claimed: Set[str], facts: Set[str]) -> bool:
    """Whether something is asked of whoever claims these indicators and of whom these facts hold."""
    if not what.indicators and not what.facts:
        return True
    return not claimed.isdisjoint(what.indicators) or not facts.isdisjoint(what.facts)


def beyond_documents(what: Asked) -> bool:
    """Whether something depends on nothing but facts that no profile document states."""
    return bool(what.facts) and not what.indicators and _FACTS.keys().isdisjoint(what.facts)


def name_of(material: Material, value: Callable[[str], Any], lang: str) -> str:
    """A material's name with its figures; ``value`` gives that of a parameter's key."""
    return fill(material.name[lang], lambda name: value(material.limits[name]), {}, lang)


def _entries(document: Document, key: str) -> list[Mapping[str, Any]]:
    return [entry for entry in document.get(key) or [] if isinstance(entry, Mapping)]


def _inside(document: Document, section: str, key: str) -> bool:
    return bool((document.get(section) or {}).get(key))


_ENTERED: Mapping[str, Callable[[Document], bool]] = {
    "age": lambda _: True,
    "education": lambda document: bool(document.get("education")),
    "credential": lambda document: bool(document.get("credentials")),
    "si_years": lambda document: bool(document.get("social_insurance")),
    "si_base": lambda document: bool(document.get("social_insurance")),
    "entrepreneur": lambda document: _inside(document, "talent", "entrepreneur"),
    "intermediary": lambda document: _inside(document, "talent", "intermediary"),
    "shortage_major": lambda document: any(
        entry.get("shortage_major") for entry in _entries(document, "education")
    ),
    "investment": lambda document: bool(document.get("business")),
    "public_service": lambda document: bool(document.get("public_service")),
    "remote_area": lambda document: bool(document.get("remote_area")),
    "fresh_graduate": lambda document: bool(document.get("fresh_graduate")),
    "award": lambda document: bool(document.get("awards")),
    "spouse": lambda document: _inside(document, "spouse", "shanghai_household"),
}

_FACTS: Mapping[str, Callable[[Document, Set[str]], bool]] = {
    "degree": lambda document, claimed: (
        "education" in claimed and any(entry.get("degree") for entry in _entries(document, "education"))
    ),
    "credential_registered": lambda document, claimed: (
        "credential" in claimed
        and any(entry.get("registration_required") for entry in _entries(document, "credentials"))
    ),
    "credential_elsewhere": lambda document, claimed: (
        "credential" in claimed
        and any(entry.get("in_shanghai") is False for entry in _entries(document, "credentials"))
    ),
    "children": lambda document, _: bool(document.get("children")),
}
