"""What a field of choice allows, in words: levels are named by the law, other values by the questions."""

from __future__ import annotations

from datetime import date

from jifen import default_engine
from jifen_service.forms.places import parse_place
from jifen_service.forms.questions import questionnaire


def choices_at(place: str, lang: str, on: date) -> dict[str, str]:
    """Value → words of the field at a place such as ``education[0].level``; empty for other fields."""
    path = parse_place(place)
    asked = questionnaire().field_of(path) if path else None
    if asked is None:
        return {}
    labels = default_engine().book.law_on(on).section(asked.levels).labels if asked.levels else {}
    words = {choice.value: choice.label or labels.get(choice.value) for choice in asked.choices}
    return {value: text[lang] if text else value for value, text in words.items()}
