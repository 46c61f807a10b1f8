"""What every template knows of who is asking."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def who(request: HttpRequest) -> dict[str, Any]:
    """``person`` (lazy: a page that does not ask costs nothing) and whether this is a demonstration."""
    return {"person": getattr(request, "person", None), "demo": settings.DEMO}
