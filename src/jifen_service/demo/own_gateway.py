"""A demonstration's own SMS gateway (演示网关): the sandbox, started beside the worker and ended with it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings


@contextmanager
def own_gateway() -> Iterator[None]:
    """Run the sandbox meanwhile where a demonstration has no gateway; this process then sends to it."""
    if settings.SMS_GATEWAY or not settings.DEMO:
        yield
        return
    command = [sys.executable, "-m", "jifen_service.demo.sandbox.texts", "--until-stdin-closes"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as sandbox:
        assert sandbox.stdout is not None, "it was asked for"
        settings.SMS_GATEWAY = sandbox.stdout.readline().strip()
        try:
            yield
        finally:
            sandbox.terminate()
