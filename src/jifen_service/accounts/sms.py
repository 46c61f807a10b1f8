"""Text messages (短信): handed to whichever sender settings.SMS_SENDER names, `send(phone, text) -> None`."""

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

_KEPT_SECONDS = 600
_KEPT = "demo-sms:"


def send(phone: str, text: str) -> None:
    """Send `text`. Neither it nor the number is logged.

    Raises:
        ImproperlyConfigured: nothing can send, as no sender is set and this is no demonstration.
    """
    import_string(settings.SMS_SENDER)(phone, text)


def available() -> bool:
    """False when codes cannot reach anybody: the pages then do not offer them."""
    return settings.DEMO or not settings.SMS_SENDER.endswith("sms.keep_for_demo")


def keep_for_demo(phone: str, text: str) -> None:
    """Keep the message ten minutes, for the page of a demonstration to show."""
    if not settings.DEMO:
        raise ImproperlyConfigured(
            "JIFEN_SMS_SENDER is not set, so that no code can be sent; only a demonstration shows codes."
        )
    cache.set(_KEPT + phone, text, _KEPT_SECONDS)


def kept_for_demo(phone: str) -> str:
    """The last message to a number, in a demonstration; else empty."""
    return cache.get(_KEPT + phone, "") if settings.DEMO and phone else ""
