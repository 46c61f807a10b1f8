"""Reason 7: the personnel archive (人事档案)."""

from __future__ import annotations

from collections.abc import Iterator

from jifen.advice.check.found import Fact, Found
from jifen.advice.check.subject import Subject


def find(subject: Subject) -> Iterator[Found]:
    """An archive stated to be lost, opened, incomplete or in an unknown place."""
    archive = subject.profile.archive
    if "state" in archive.model_fields_set and archive.state != "sound":
        facts = (Fact("archive.state", archive.state), Fact("archive.keeper", archive.keeper))
        yield Found(f"archive_{archive.state}", facts)
