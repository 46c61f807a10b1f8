"""What a document does not say, so that a reason is not wholly checked (没有核对的). Absent is not wrong."""

from __future__ import annotations

from jifen.advice.check.subject import Subject
from jifen.law import Asked
from jifen.profile.models import Section


def is_unsaid(subject: Subject, asked: Asked) -> bool:
    """Whether the place that a reason asks for is nowhere stated, or in some entry not."""
    outer, many, inner = asked.at.partition("[].")
    if many:
        return any(_lacks(entry, inner, asked) for entry in getattr(subject.profile, outer))
    *sections, last = asked.at.split(".")
    holder: Section = subject.profile
    for section in sections:
        holder = getattr(holder, section)
    return _lacks(holder, last, asked) or getattr(holder, last) == ()


def _lacks(holder: Section, key: str, asked: Asked) -> bool:
    skipped = any(str(getattr(holder, name)) == str(value) for name, value in asked.skipped_if.items())
    return not skipped and key not in holder.model_fields_set
