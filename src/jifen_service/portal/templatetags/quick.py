"""`{% load quick %}`: what was typed, kept in the form."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.http import QueryDict

from jifen_service.portal.quick.questions import Question

register = template.Library()


@register.filter
def of(mapping: Mapping[str, Any], key: str) -> Any:
    """The value under a key (what was typed or chosen), '' when there is none."""
    return mapping.get(key, "")


@register.filter
def all_got(posted: QueryDict, name: str) -> list[str]:
    """All that was ticked."""
    return posted.getlist(name)


@register.filter
def has_error(question: Question, errors: Mapping[str, str]) -> bool:
    """True when one of the question's fields has a message."""
    return any(field.name in errors for field in question.fields)
