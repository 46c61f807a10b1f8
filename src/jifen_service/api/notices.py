"""`GET /api/v1/notices/{code}`: verification for programs, as limited as for people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from jifen.errors import InputError
from jifen_service.accounts.lockout import address
from jifen_service.api.envelope import query_language
from jifen_service.api.response import answer, refuse
from jifen_service.config import clock
from jifen_service.notices import codes, guessing, verifying

_NOT_FOUND, _TOO_MANY = 404, 429
_SHOWN = 40
_WORDS = {
    "mistyped": {
        "zh": "核验码有打错的地方: 它是印在二维码旁边的数字和字母, 没有 I、L、O、U",
        "en": "mistyped: the code is printed beside the QR code and has no I, L, O or U",
    },
    "unknown": {"zh": "平台没有签发过带这个核验码的通知书", "en": "no notice of this platform has this code"},
    "too_many": {
        "zh": "查不到的核验码试得太多, 请稍后再试",
        "en": "too many codes that do not exist; try later",
    },
}


def look_up(request: HttpRequest, text: str) -> HttpResponse:
    """Answer for a code: 200 with its state, 404 unknown, 429 after too many that do not exist."""
    try:
        lang = query_language(request)
    except InputError as error:
        return refuse(error.problems, "zh")
    code = codes.read(text)
    if code is None:
        return _unknown(text, "mistyped", lang)
    now, where = clock.now(), address(request)
    if seconds := guessing.seconds_to_wait(where, now):
        response = answer({"errors": [_error(None, "too_many", lang)]}, _TOO_MANY)
        response["Retry-After"] = str(seconds)
        return response
    statement = verifying.look_up(code, clock.today())
    if statement is None:
        guessing.missed(where, now)
        return _unknown(text, "unknown", lang)
    return answer(statement.as_dict())


def _unknown(text: str, why: str, lang: str) -> HttpResponse:
    return answer({"state": "unknown", "errors": [_error(text[:_SHOWN], why, lang)]}, _NOT_FOUND)


def _error(found: str | None, why: str, lang: str) -> dict[str, str | None]:
    return {"at": "code", "found": found, "message": _WORDS[why][lang]}
