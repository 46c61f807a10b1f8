"""`{% load case %}`: texts kept in both languages, file sizes as people say them."""

from collections.abc import Mapping

from django import template

register = template.Library()

_KIB = 1024


@register.filter(name="in")
def in_language(text: Mapping[str, str], lang: str) -> str:
    """A text kept as ``{zh, en}`` in a language."""
    return text[lang]


@register.filter
def filesize_short(size: int) -> str:
    """Bytes as ``340 KB`` or ``2.1 MB``."""
    if size < _KIB * _KIB:
        return f"{max(1, round(size / _KIB))} KB"
    return f"{size / _KIB / _KIB:.1f} MB"


@register.filter
def thousands(count: int | None) -> str:
    """A large count, its thousands set apart; a dash for none known."""
    return "—" if count is None else f"{count:,}"
