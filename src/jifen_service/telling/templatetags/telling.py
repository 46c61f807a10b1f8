"""What the head of every page asks: how many messages wait for who is signed in."""

from typing import Any

from django import template

from jifen_service.telling import inbox

register = template.Library()


@register.simple_tag
def unread_messages(person: Any) -> int:
    """The number of messages that are not read; nothing is asked for who is not signed in."""
    return inbox.unread(person.user) if person.is_signed_in else 0
