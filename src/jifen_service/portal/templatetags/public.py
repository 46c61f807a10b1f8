"""`{% load public %}`: how a page that everybody reads is announced, and its structured data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from jifen_service.accounts import sms
from jifen_service.forms.language import language
from jifen_service.portal import ways
from jifen_service.portal.public import as_data_block

register = template.Library()

#: language of a page → its Django code, its Open Graph locale
_LANGUAGES = {"zh-Hans": "zh-hans", "en": "en"}
_LOCALES = {"zh": "zh_CN", "en": "en_GB"}


@register.inclusion_tag("components/public_meta.html", takes_context=True)
def public_meta(context: template.Context, title: str, description: str) -> dict[str, Any]:
    """Address, languages and card of the page; `title` and `description` as people are to read them."""
    request: HttpRequest = context["request"]
    lang = language()
    addresses = [
        (name, request.build_absolute_uri(translate_url(request.path, code)))
        for name, code in _LANGUAGES.items()
    ]
    return {
        "title": title,
        "description": description,
        "here": request.build_absolute_uri(request.path),
        "languages": [*addresses, ("x-default", addresses[0][1])],
        "picture": request.build_absolute_uri(static(f"img/card-{lang}.png")),
        "locale": _LOCALES[lang],
    }


@register.simple_tag
def data_block(data: Mapping[str, Any]) -> SafeString:
    """Structured data as a block of the page; a data block runs nothing, so the content policy lets it be."""
    text = mark_safe(as_data_block(data))
    return format_html('<script type="application/ld+json">{}</script>', text)


@register.simple_tag(takes_context=True)
def head_ways(context: template.Context) -> list[dict[str, str]]:
    """The links of the head; `here` is "page" for this page, "true" for the part that it belongs to."""
    request: HttpRequest | None = context.get("request")
    path = request.path if request else ""
    return [
        {"name": way.name, "address": way.address, "here": _here(path, way.address)} for way in ways.head()
    ]


def _here(path: str, address: str) -> str:
    if path == address:
        return "page"
    return "true" if path.startswith(f"{address}/") else ""


@register.simple_tag
def call_back_way(name: str = "ask") -> str:
    """Where one asks to be called: "" where no text can prove a number. Stands after answers only."""
    return ways.address_of(f"callbacks:{name}") if sms.available() else ""


@register.simple_tag
def foot_ways() -> tuple[tuple[str, tuple[ways.Way, ...]], ...]:
    """The links at the foot, in groups."""
    return tuple((title, links) for title, links in ways.foot() if links)
