"""The sandbox over HTTP: one address a topic, questions by POST, on the loopback alone."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import orjson
import yaml

from jifen_service.demo.sandbox.answering import KINDS, Fault, Known, respond

LOOPBACK = "127.0.0.1"
_LARGEST = 10_000

People = Mapping[str, Known]
Faults = Callable[[], Sequence[Fault]]


def serve(people: People, faults: Faults, port: int) -> ThreadingHTTPServer:
    """A server that is bound and not yet running; port 0 takes a free one."""
    return ThreadingHTTPServer((LOOPBACK, port), _handler(people, faults))


def read_faults(file: Path) -> list[Fault]:
    """The faults ordered in a file; it is read at each question, so that they can be changed at any time."""
    ordered = [Fault(**entry) for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["faults"]]
    for fault in ordered:
        if fault.fault not in KINDS:
            raise ValueError(f"{file}: the fault {fault.fault!r} is none of {', '.join(KINDS)}")
    return ordered


def _handler(people: People, faults: Faults) -> type[BaseHTTPRequestHandler]:
    asked: Counter[str] = Counter()

    class Handler(BaseHTTPRequestHandler):
        """Answers one question a request."""

        def do_POST(self) -> None:
            """Answer the question in the body."""
            told = orjson.loads(self.rfile.read(min(int(self.headers["Content-Length"]), _LARGEST)))
            question = str(told.get("question"))
            answer = respond(
                self.path.strip("/"), people.get(str(told.get("id_number"))), faults(), asked[question]
            )
            asked[question] += 1
            time.sleep(answer.seconds)
            self.send_response(answer.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_said: Any) -> None:
            """Say nothing: questions name people."""

    return Handler
