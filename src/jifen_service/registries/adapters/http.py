"""A register asked over HTTP with JSON: limits on every wait and size, retries, a circuit breaker."""

from __future__ import annotations

import httpx
import stamina
from pybreaker import CircuitBreakerError

from jifen_service.registries.answers import LARGEST, Answer, NoAnswer, Question, Then, read_json
from jifen_service.registries.circuit import breaker
from jifen_service.registries.config import Registry

_ACCEPTED, _TOO_MANY, _SERVERS = 202, 429, 500
#: longest wait in seconds between two calls of a round
_WAIT_MAX = 5.0


def _is_worth_a_retry(error: Exception) -> bool:
    # An answer that makes no sense makes none a second later.
    return isinstance(error, NoAnswer) and error.code in ("timeout", "unreachable", "unavailable")


class HttpAdapter:
    """Posts a question and reads the answer. The person is in the body, never in the address."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.calls = 0

    def ask(self, question: Question) -> Answer:
        """Put a question, several times if need be; NoAnswer when that was in vain or the circuit is open."""
        guard, registry = breaker(self.registry), self.registry
        failed: NoAnswer | None = None
        for attempt in stamina.retry_context(
            on=_is_worth_a_retry,
            attempts=registry.attempts,
            timeout=None,
            wait_initial=registry.wait,
            wait_max=max(registry.wait, _WAIT_MAX),
            wait_jitter=registry.wait,
        ):
            with attempt:
                try:
                    return guard.call(self._once, question)
                except NoAnswer as why:
                    failed = why
                    raise
                except CircuitBreakerError:
                    # Opened by the call before, that one's failure says more.
                    break
        raise failed or NoAnswer("circuit_open", Then.AGAIN)

    def _once(self, question: Question) -> Answer:
        self.calls += 1
        status, body = self._post(question)
        if status == _ACCEPTED:
            raise NoAnswer("later", Then.LATER)
        if status == _TOO_MANY or status >= _SERVERS:
            raise NoAnswer("unavailable", Then.AGAIN, status=status)
        if not httpx.codes.is_success(status):
            raise NoAnswer("refused", status=status)
        return read_json(body, question.topic, self.registry)

    def _post(self, question: Question) -> tuple[int, bytes]:
        registry = self.registry
        headers = {"Idempotency-Key": str(question.id), "Accept": "application/json"}
        if registry.token:
            headers["Authorization"] = f"Bearer {registry.token}"
        sent = {registry.ask.get(key, key): value for key, value in question.as_dict().items()}
        limits = httpx.Timeout(registry.timeout, connect=registry.connect)
        try:
            # No proxy that happens to stand in the environment learns who is asked about.
            with (
                httpx.Client(timeout=limits, trust_env=False) as client,
                client.stream("POST", registry.url, json=sent, headers=headers) as response,
            ):
                return response.status_code, _limited(response)
        except httpx.TimeoutException:
            raise NoAnswer("timeout", Then.AGAIN, seconds=registry.timeout) from None
        except (httpx.HTTPError, httpx.InvalidURL):
            raise NoAnswer("unreachable", Then.AGAIN) from None


def _limited(response: httpx.Response) -> bytes:
    body = b""
    for piece in response.iter_bytes():
        body += piece
        if len(body) > LARGEST:
            raise NoAnswer("too_long", Then.AGAIN)
    return body
