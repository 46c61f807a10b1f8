"""The checklist of a case (材料清单, 核查事项), generated from what is claimed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jifen.advice.materials import applies, entered
from jifen.advice.materials import facts_of as facts_in
from jifen_service.casework import rules
from jifen_service.casework.particulars import indicators
from jifen_service.casework.sections import CHANGED, all_sections
from jifen_service.casework.states import Kind

Document = Mapping[str, Any]
#: the section that says who applies
_WHO = "personal"
#: facts that the form states beside the profile document
_SAID = ("dispatched",)


def claimed(profile: Document, personal: Document) -> frozenset[str]:
    """Give the indicators claimed: as the holder says, else those for which something was entered."""
    stated = personal.get("indicators")
    if stated:
        return frozenset(stated) & frozenset(indicators())
    return entered(profile)


def facts_of(profile: Document, personal: Document) -> frozenset[str]:
    """Give the facts on which items of the checklist depend."""
    said = {name for name in _SAID if personal.get(name)}
    return facts_in(profile, claimed(profile, personal)) | said


def items_for(kind: str, profile: Document, personal: Document) -> tuple[rules.Item, ...]:
    """Give the items of the checklist of a case, in the order of the law.

    A change is proved where something changed; who applies and for whom is proved always.
    """
    asked = claimed(profile, personal), facts_of(profile, personal)
    items = (item for item in rules.items().values() if kind in item.kinds and applies(item, *asked))
    if kind != Kind.CHANGE or personal.get(CHANGED) is None:
        return tuple(items)
    proving = {code for key in (_WHO, *personal[CHANGED]) for code in all_sections()[key].items}
    return tuple(item for item in items if item.id in proving)


def topics_for(profile: Document, personal: Document, *, unchanged: bool = False) -> tuple[str, ...]:
    """Give the topics that are checked after acceptance, in the order of checks.yaml.

    ``unchanged``: nothing changed since the last decision, so that what once was proved stays so.
    """
    asked = claimed(profile, personal), facts_of(profile, personal)
    topics = (key for key, topic in rules.topics().items() if not (unchanged and topic.lasting))
    return tuple(key for key in topics if applies(rules.topics()[key], *asked))
