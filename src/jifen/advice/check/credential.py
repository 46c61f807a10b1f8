"""Reason 6: a title or certificate that is not recognised (证书不能认定)."""

from __future__ import annotations

from collections.abc import Iterator

from jifen.advice.check.found import Fact, Found
from jifen.advice.check.subject import Subject

#: what the credential's own rule calls the missing months at the base (`credential.yaml`, labels)
_BASE = "enough_base"


def find(subject: Subject) -> Iterator[Found]:
    """Certificates outside the catalogue, for another job, not re-checked, registered or appointed."""
    position = subject.profile.employment.position
    short_of_base = _short_of_base(subject)
    for index, entry in enumerate(subject.profile.credentials):
        words = {"number": index + 1, "position": position}
        place = f"credentials[{index}]"
        name = Fact(f"{place}.name", entry.name) if entry.name else Fact(f"{place}.level", entry.level)
        if not entry.in_catalogue:
            yield Found("credential_not_listed", (name, Fact(f"{place}.in_catalogue", False)), words)
        if not entry.matches_job:
            job = Fact("employment.position", position)
            yield Found("credential_other_job", (job, Fact(f"{place}.matches_job", False)), words)
        if not entry.in_shanghai and not entry.rechecked:
            facts = (Fact(f"{place}.in_shanghai", False), Fact(f"{place}.rechecked", False))
            yield Found("credential_not_rechecked", facts, words)
        if entry.registration_required and not entry.registered:
            facts = (Fact(f"{place}.registration_required", True), Fact(f"{place}.registered", False))
            yield Found("credential_not_registered", facts, words)
        if entry.appointed is False:
            yield Found("credential_not_appointed", (name, Fact(f"{place}.appointed", False)), words)
        if index in short_of_base:
            facts = (Fact(f"{place}.level", entry.level), Fact("social_insurance"))
            yield Found("credential_base_missing", facts, words)


def _short_of_base(subject: Subject) -> frozenset[int]:
    """The entries that fail for nothing but the base: the score has already tried them."""
    return frozenset(
        rejected.entry
        for result in subject.assessment.indicators
        for rejected in result.trace.detail.get("rejected", ())
        if rejected.reason == _BASE
    )
