"""The SMS gateway over HTTP (短信网关): JSON out, the idempotency key in a header, a limit on every wait.

POST {phone, sign, template, parameters, text}: the operator's template with its parameters by position, and
the text as it reads, for gateways that take texts. 2xx: accepted. 408, 425, 429, 5xx or no answer: again
later. Any other answer: refused for good. A gateway that sees a key again must answer as the first time and
send nothing. docs/operations.md says the same to who writes an adapter.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import httpx
import stamina
from django.conf import settings

from jifen_service.telling.problems import Problem

_TIMEOUT = httpx.Timeout(8, connect=3)
_LATER = frozenset({408, 425, 429})
_SERVER_ERROR = 500
_CONNECTIONS = 8


@dataclass(frozen=True, slots=True)
class Text:
    """An SMS as the gateway takes it."""

    key: str
    phone: str
    text: str
    template: str
    parameters: Sequence[str]


class NotSentError(Exception):
    """A text that must go out at once did not."""


class Gateway:
    """Connections to the gateway of the settings, to be closed; several threads may send with one."""

    def __init__(self) -> None:
        headers = {"Authorization": f"Bearer {settings.SMS_TOKEN}"} if settings.SMS_TOKEN else {}
        limits = httpx.Limits(max_connections=_CONNECTIONS)
        self._client = httpx.Client(headers=headers, timeout=_TIMEOUT, limits=limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_why: object) -> None:
        self._client.close()

    def send(self, text: Text) -> str:
        """Hand over one text, once; give "" or the problem. Neither number nor text is logged."""
        body = {
            "phone": text.phone,
            "sign": settings.SMS_SIGN,
            "template": text.template,
            "parameters": list(text.parameters),
            "text": text.text,
        }
        try:
            answer = self._client.post(settings.SMS_GATEWAY, json=body, headers={"Idempotency-Key": text.key})
        except httpx.HTTPError:
            return Problem.UNREACHABLE
        if answer.is_success:
            return ""
        if answer.status_code >= _SERVER_ERROR or answer.status_code in _LATER:
            return Problem.BUSY
        return Problem.REFUSED


def send_now(phone: str, text: str) -> None:
    """Send a code at sign-in: at once, tried three times; for JIFEN_SMS_SENDER.

    Raises:
        NotSentError: the gateway did not take it.
    """
    message = Text(str(uuid.uuid4()), phone, text, settings.SMS_PLAIN_TEMPLATE, [text])
    with Gateway() as gateway:
        for attempt in stamina.retry_context(on=_LaterError, attempts=3, timeout=10):
            with attempt:
                _send(gateway, message)


def _send(gateway: Gateway, message: Text) -> None:
    problem = gateway.send(message)
    if problem == Problem.REFUSED:
        raise NotSentError("The SMS gateway refused a message.")
    if problem:
        raise _LaterError("The SMS gateway did not take a message.")


class _LaterError(NotSentError):
    """It may be tried again."""
