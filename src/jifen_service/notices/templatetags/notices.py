"""`{% load notices %}`: the QR code of an address."""

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from jifen_service.notices.content import Block
from jifen_service.notices.printing import qr

register = template.Library()


@register.filter
def kind(block: Block) -> str:
    """What kind of block this is, as templates ask: ``facts``, ``table``, …"""
    return type(block).__name__.lower()


@register.simple_tag
def qr_code(text: str) -> str:
    """A QR code as SVG; segno escapes what it is given."""
    return mark_safe(qr.as_svg(text, _("核验二维码")))
