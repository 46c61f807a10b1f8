"""Verification without an account (核验): type a code, scan it, or hand in the file. Nothing is kept."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_safe

from jifen.notices import NotANoticeError
from jifen_service.accounts.lockout import address
from jifen_service.config import clock
from jifen_service.notices import codes, guessing, samples, verifying
from jifen_service.notices.verdict_words import MISTYPED, NO_FILE, NO_PDF, SAID

_NOT_FOUND, _UNREADABLE, _TOO_MANY = 404, 422, 429


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The form; a code typed into it leads to its own page, a file handed in is answered at once."""
    if request.method == "POST":
        return _file(request)
    typed = request.GET.get("code", "").strip()
    if not typed:
        return _page(request, {})
    code = codes.read(typed)
    if code is None:
        return _page(request, {"typed": typed, "problem": MISTYPED}, _NOT_FOUND)
    return redirect("notices:verify_code", code)


@require_safe
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """What the notice with a code is worth now."""
    read = codes.read(code)
    if read is None:
        return _page(request, {"typed": code, "problem": MISTYPED}, _NOT_FOUND)
    now, where = clock.now(), address(request)
    if seconds := guessing.seconds_to_wait(where, now):
        response = render(request, "429.html", status=_TOO_MANY)
        response["Retry-After"] = str(seconds)
        return response
    statement = verifying.look_up(read, clock.today())
    if statement is None:
        guessing.missed(where, now)
        return _page(request, {"typed": codes.shown(read), "problem": SAID["unknown"]}, _NOT_FOUND)
    return _page(request, {"statement": statement, **_said(statement.state.value)})


def _file(request: HttpRequest) -> HttpResponse:
    handed = request.FILES.get("file")
    if handed is None:
        return _page(request, {"problem": NO_FILE}, _UNREADABLE)
    try:
        found = verifying.examine_file(handed.read(), clock.now())
    except NotANoticeError:
        return _page(request, {"problem": NO_PDF}, _UNREADABLE)
    return _page(request, {"statement": found.statement, "finding": found.finding, **_said(found.word)})


def _said(word: str) -> dict[str, object]:
    return {"word": word, "said": SAID[word]}


def _page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    shown = {**context, "samples": samples.samples(clock.today()) if settings.DEMO else ()}
    response = render(request, "notices/verify.html", shown, status=status)
    add_never_cache_headers(response)
    return response
