"""The checklist of a case (材料清单, 核查事项), generated from what is claimed. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jifen_service.casework import rules
from jifen_service.casework.particulars import indicators
from jifen_service.casework.sections import CHANGED, all_sections
from jifen_service.casework.states import Kind

Document = Mapping[str, Any]
#: the section that says who applies
_WHO = "personal"


def claimed(profile: Document, personal: Document) -> frozenset[str]:
    """Give the indicators claimed: as the holder says, else those for which something was entered."""
    stated = personal.get("indicators")
    if stated:
        return frozenset(stated) & frozenset(indicators())
    return frozenset(name for name, entered in _ENTERED.items() if entered(profile))


def facts_of(profile: Document, personal: Document) -> frozenset[str]:
    """Give the facts on which items of the checklist depend."""
    return frozenset(name for name, holds in _FACTS.items() if holds(profile, personal))


def items_for(kind: str, profile: Document, personal: Document) -> tuple[rules.Item, ...]:
    """Give the items of the checklist of a case, in the order of materials.yaml.

    A change is proved where something changed; who applies and for whom is proved always.
    """
    asked = claimed(profile, personal), facts_of(profile, personal)
    items = (item for item in rules.items().values() if kind in item.kinds and _applies(item, *asked))
    if kind != Kind.CHANGE or personal.get(CHANGED) is None:
        return tuple(items)
    proving = {code for key in (_WHO, *personal[CHANGED]) for code in all_sections()[key].items}
    return tuple(item for item in items if item.code in proving)


def topics_for(profile: Document, personal: Document, *, unchanged: bool = False) -> tuple[str, ...]:
    """Give the topics that are checked after acceptance, in the order of checks.yaml.

    ``unchanged``: nothing changed since the last decision, so that what once was proved stays so.
    """
    asked = claimed(profile, personal), facts_of(profile, personal)
    topics = (key for key, topic in rules.topics().items() if not (unchanged and topic.lasting))
    return tuple(key for key in topics if _applies(rules.topics()[key], *asked))


def _applies(
    what: rules.Item | rules.Topic, indicators_claimed: frozenset[str], facts: frozenset[str]
) -> bool:
    if not what.indicators and not what.facts:
        return True
    return bool(indicators_claimed.intersection(what.indicators) or facts.intersection(what.facts))


def _entries(profile: Document, key: str) -> list[Mapping[str, Any]]:
    return [entry for entry in profile.get(key) or [] if isinstance(entry, Mapping)]


def _talent(profile: Document, key: str) -> bool:
    return bool((profile.get("talent") or {}).get(key))


_ENTERED: Mapping[str, Callable[[Document], bool]] = {
    "age": lambda _: True,
    "education": lambda profile: bool(profile.get("education")),
    "credential": lambda profile: bool(profile.get("credentials")),
    "si_years": lambda profile: bool(profile.get("social_insurance")),
    "si_base": lambda profile: bool(profile.get("social_insurance")),
    "entrepreneur": lambda profile: _talent(profile, "entrepreneur"),
    "intermediary": lambda profile: _talent(profile, "intermediary"),
    "shortage_major": lambda profile: any(
        entry.get("shortage_major") for entry in _entries(profile, "education")
    ),
    "investment": lambda profile: bool(profile.get("business")),
    "public_service": lambda profile: bool(profile.get("public_service")),
    "remote_area": lambda profile: bool(profile.get("remote_area")),
    "fresh_graduate": lambda profile: bool(profile.get("fresh_graduate")),
    "award": lambda profile: bool(profile.get("awards")),
    "spouse": lambda profile: bool((profile.get("spouse") or {}).get("shanghai_household")),
}

_FACTS: Mapping[str, Callable[[Document, Document], bool]] = {
    "degree": lambda profile, personal: (
        "education" in claimed(profile, personal)
        and any(entry.get("degree") for entry in _entries(profile, "education"))
    ),
    "credential_registered": lambda profile, personal: (
        "credential" in claimed(profile, personal)
        and any(entry.get("registration_required") for entry in _entries(profile, "credentials"))
    ),
    "credential_elsewhere": lambda profile, personal: (
        "credential" in claimed(profile, personal)
        and any(entry.get("in_shanghai") is False for entry in _entries(profile, "credentials"))
    ),
    "children": lambda profile, _: bool(profile.get("children")),
    "dispatched": lambda _, personal: bool(personal.get("dispatched")),
}
