"""``jifen serve``: hands over to the web server. The platform is another package and is not imported here."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from argparse import Namespace
from importlib.util import find_spec

from jifen.cli.call_error import CallError

APPLICATION = "jifen_service.config.wsgi:application"
MANAGE = [sys.executable, "-m", "jifen_service.manage"]


def run(options: Namespace) -> int:
    """Replace this process by the web server; the service's own command prepares what it needs first."""
    missing = [name for name in ("granian", "django") if find_spec(name) is None]
    if missing:
        raise CallError(
            f"{', '.join(missing)} not installed; install the platform with: pip install 'jifen[service]'"
        )
    if subprocess.run([*MANAGE, "prepare"], check=False).returncode:
        raise CallError("the database could not be prepared; what went wrong stands above")
    # They watch this process, which is about to become the server, and end with it.
    if os.environ.get("JIFEN_DEMO", "").strip() not in {"", "0"} and "JIFEN_REGISTRIES" not in os.environ:
        # The worker must know where the sample people's register answers.
        os.environ.setdefault("JIFEN_SANDBOX_PORT", str(_free_port()))
        subprocess.Popen([*MANAGE, "sandbox_registries", "--parent", str(os.getpid())])
    subprocess.Popen([*MANAGE, "work", "--parent", str(os.getpid())])
    # Its own workers too would go on without it.
    os.environ["JIFEN_SERVER_PID"] = str(os.getpid())
    print(f"沪积分: http://{options.host}:{options.port}/  (Ctrl-C 停止)", flush=True)
    # One thread a worker: scoring is computation, more threads would only wait for each other.
    command = [
        sys.executable, "-m", "granian", APPLICATION,
        "--interface", "wsgi", "--host", options.host, "--port", str(options.port),
        "--workers", str(options.workers), "--blocking-threads", "1", "--no-ws", "--log-level", "warning",
    ]  # fmt: skip
    os.execv(sys.executable, command)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
