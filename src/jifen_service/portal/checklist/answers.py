"""What was ticked, as the casework's own rules of the checklist want it (勾选). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jifen import default_engine
from jifen_service.casework import checklist, rules

#: the kinds of case that a list is asked for
KINDS = ("new", "renewal", "change")
#: what else an item depends on: fact → the part of a document, or of the form, that states it
FACTS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "degree": ("education", {"degree": True}),
    "credential_registered": ("credentials", {"registration_required": True}),
    "credential_elsewhere": ("credentials", {"in_shanghai": False}),
    "children": ("children", {"ticked": True}),
}
DISPATCHED = "dispatched"


@dataclass(frozen=True, slots=True)
class Ticked:
    """The kind of case, the indicators and the facts that somebody ticked."""

    kind: str = KINDS[0]
    indicators: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()


def indicators() -> tuple[str, ...]:
    """The indicators for which something is brought; the rest is looked up by the centre."""
    asked = {name for item in rules.items().values() for name in item.indicators}
    return tuple(name for name in default_engine().book.indicators if name in asked)


def read(posted: Mapping[str, Iterable[str]]) -> Ticked:
    """What a form or a profile document ticked; what is unknown is left out."""
    kinds = [kind for kind in posted.get("kind", ()) if kind in KINDS]
    return Ticked(
        kind=kinds[0] if kinds else KINDS[0],
        indicators=frozenset(posted.get("claim", ())) & frozenset(indicators()),
        facts=frozenset(posted.get("fact", ())) & {*FACTS, DISPATCHED},
    )


def of_document(document: Mapping[str, Any]) -> Ticked:
    """What a profile document claims."""
    claimed = checklist.claimed(document, {}) & frozenset(indicators())
    return Ticked(indicators=claimed, facts=checklist.facts_of(document, {}))


def items(ticked: Ticked) -> tuple[rules.Item, ...]:
    """The items to bring, in the order of the law."""
    profile: dict[str, list[Mapping[str, Any]]] = {}
    for fact, (section, entry) in FACTS.items():
        if fact in ticked.facts:
            profile.setdefault(section, []).append(entry)
    # A claim that is always there keeps 'nothing ticked' from being read as 'as the document says'.
    personal = {"indicators": ["age", *ticked.indicators], DISPATCHED: DISPATCHED in ticked.facts}
    return checklist.items_for(ticked.kind, profile, personal)
