"""Views that take files say so, since the others refuse a long body unread."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings

View = TypeVar("View", bound=Callable[..., Any])


def takes_uploads(view: View) -> View:
    """Let a view take a body of settings.UPLOAD_BODY_LIMIT bytes; put it outermost."""
    view.body_limit = settings.UPLOAD_BODY_LIMIT
    return view
