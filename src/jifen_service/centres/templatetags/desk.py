"""`{% load desk %}`: what the desk's addresses say."""

from __future__ import annotations

from django import template

from jifen_service.forms.search import hide

register = template.Library()


@register.filter
def sealed(text: str) -> str:
    """A search word for an address, unreadable there."""
    return hide(text)
