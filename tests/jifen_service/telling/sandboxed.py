"""The sandbox gateway as a process of its own, and what it says that it sent."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx


@dataclass(frozen=True)
class Sandbox:
    """A running sandbox."""

    address: str

    def told(self) -> dict[str, Any]:
        return httpx.get(f"{self.address}sent").json()

    @property
    def sent(self) -> list[dict[str, Any]]:
        return self.told()["sent"]


@contextmanager
def sandbox(fail_every: int = 0) -> Iterator[Sandbox]:
    command = [sys.executable, "-m", "jifen_service.demo.sandbox.texts", "--fail-every", str(fail_every)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Sandbox(process.stdout.readline().strip())
        finally:
            process.terminate()
