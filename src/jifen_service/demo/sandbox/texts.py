"""A sandbox SMS gateway (短信沙箱): a process of its own that speaks `sms_gateway`'s HTTP and sends nothing.

python -m jifen_service.demo.sandbox.texts [--port 0] [--fail-every 3] [--until-stdin-closes]

It prints its address. Of the attempts at each text every third fails (another one for each text), half of
those after the text was accepted, as when an answer gets lost. A key that it knows is answered as before. A
number that ends in 0000 is refused for good; one that ends in 9999 never gets through.
GET /sent: JSON of what it accepted, in order; GET /: the same for people, of this machine alone.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import sys
import threading
import zlib
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_REFUSED, _DEAD = "0000", "9999"
_MOST_BYTES = 20_000


class Book:
    """What was asked and what was accepted. ``fail_every`` 0: nothing fails."""

    def __init__(self, fail_every: int) -> None:
        self.fail_every = fail_every
        self.sent: list[dict[str, Any]] = []
        self.attempts: Counter[str] = Counter()
        self._accepted: set[str] = set()
        self._lock = threading.Lock()

    def take(self, key: str, body: dict[str, Any]) -> int:
        """Take one attempt at a text; give the status of the answer."""
        with self._lock:
            self.attempts[key] += 1
            phone = str(body.get("phone", ""))
            if phone.endswith(_REFUSED):
                return 422
            if phone.endswith(_DEAD):
                return 503
            draw = zlib.crc32(key.encode())
            fails = self.fail_every and (self.attempts[key] + draw) % self.fail_every == 0
            if not fails or draw % 2:
                self._accept(key, body)
            return 503 if fails else 202

    def _accept(self, key: str, body: dict[str, Any]) -> None:
        if key not in self._accepted:
            self._accepted.add(key)
            self.sent.append({"key": key, **body})

    def told(self) -> dict[str, Any]:
        """What was accepted, and how many attempts there were."""
        with self._lock:
            return {"sent": list(self.sent), "attempts": sum(self.attempts.values())}


class Handler(BaseHTTPRequestHandler):
    """The gateway's two addresses."""

    protocol_version = "HTTP/1.1"
    # A small answer must not wait for the acknowledgement of its head.
    disable_nagle_algorithm = True
    book: Book

    def do_POST(self) -> None:
        """Take a text."""
        size = int(self.headers.get("Content-Length") or 0)
        content = self.rfile.read(min(size, _MOST_BYTES))
        key = self.headers.get("Idempotency-Key", "")
        try:
            body = json.loads(content)
            status = self.book.take(key, body) if key and isinstance(body, dict) else 400
        except ValueError:
            status = 400
        self._answer(status, b"{}", "application/json")

    def do_GET(self) -> None:
        """Show what was accepted."""
        told = self.book.told()
        if self.path == "/sent":
            self._answer(200, json.dumps(told).encode(), "application/json")
        elif self.path == "/":
            self._answer(200, _page(told["sent"]).encode(), "text/html; charset=utf-8")
        else:
            self._answer(404, b"{}", "application/json")

    def _answer(self, status: int, content: bytes, media_type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_told: object) -> None:
        """Log nothing: a line would say when somebody got a text."""


def _page(sent: list[dict[str, Any]]) -> str:
    rows = "".join(
        f"<tr><td>{html.escape(str(one.get('phone')))}<td>{html.escape(str(one.get('text')))}"
        for one in reversed(sent)
    )
    return f"<!doctype html><meta charset=utf-8><title>SMS</title><table>{rows}</table>"


def main() -> None:
    """Serve on the loopback interface."""
    reader = argparse.ArgumentParser(description="a sandbox SMS gateway")
    reader.add_argument("--port", type=int, default=0)
    reader.add_argument("--fail-every", type=int, default=3)
    reader.add_argument("--until-stdin-closes", action="store_true")
    told = reader.parse_args()
    Handler.book = Book(told.fail_every)
    server = ThreadingHTTPServer(("127.0.0.1", told.port), Handler)
    if told.until_stdin_closes:
        threading.Thread(target=_end_with_stdin, daemon=True).start()
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}/\n")
    sys.stdout.flush()
    server.serve_forever()


def _end_with_stdin() -> None:
    """End once whoever holds the other end of the pipe is gone, however it went."""
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
