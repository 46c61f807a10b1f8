"""Pages that everybody reads (公共页面): kept for a while by browsers, announced to those who link to them.

What a signed-in person gets bears their name in its head, and is kept by nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers
from django.views.decorators.http import conditional_page, require_safe

from jifen_service.accounts.access import stateless

View = Callable[..., HttpResponse]
#: how long a copy may be shown without asking again; a page that moves with the hour says less
KEPT_SECONDS = 600
MOVING_SECONDS = 45


def public(view: View, *, seconds: int = KEPT_SECONDS) -> View:
    """Open a page of reading to everybody; it may be kept for so long."""
    return stateless(require_safe(kept(view, seconds=seconds)))


def kept(view: View, *, seconds: int = KEPT_SECONDS) -> View:
    """Say how long a page may be kept: never what a signed-in person gets, nor a refusal, nor an answer.

    What is asked for again unchanged is not sent twice.
    """

    @conditional_page
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        response = view(request, *args, **named)
        # Who signs in must not meet the copy from before.
        patch_vary_headers(response, ["Cookie"])
        if request.person.is_signed_in:
            add_never_cache_headers(response)
        elif response.status_code == HttpResponse.status_code and request.method != "POST":
            patch_cache_control(response, public=True, max_age=seconds)
        return response

    return answer


def as_data_block(data: Mapping[str, Any]) -> str:
    """Structured data (schema.org) as JSON within a page; no text in it can end the element it stands in."""
    text = orjson.dumps(data).decode()
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
