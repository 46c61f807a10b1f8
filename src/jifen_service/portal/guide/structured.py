"""Questions and answers as schema.org has them (FAQPage), for those who search elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.html import strip_tags

from jifen_service.portal.guide.marking import Part


def questions_and_answers(parts: Iterable[Part]) -> dict[str, Any]:
    """One question for each part of a page."""
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": part.title,
                "acceptedAnswer": {"@type": "Answer", "text": " ".join(strip_tags(part.html).split())},
            }
            for part in parts
        ],
    }
