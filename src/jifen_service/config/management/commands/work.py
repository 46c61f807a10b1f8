"""``work``: runs background tasks for as long as the server that started it lives."""

import os
import subprocess
import sys
import threading
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from jifen_service.config.parent import end_with
from jifen_service.demo.own_gateway import own_gateway
from jifen_service.lawdrafts.files import look as look_at_the_law
from jifen_service.populations.tasks import QUEUE
from jifen_service.populations.tasks import look as look_at_populations
from jifen_service.telling.tasks import look as look_at_the_outbox

_LOOK_SECONDS = 1.0


class Command(BaseCommand):
    """Run the tasks that pages leave in the database."""

    help = "Run background tasks. `jifen serve` starts one; start more where there is much to do."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--parent", type=int, help="process to end with, by its id")
        parser.add_argument("--queue", help="do what waits in a queue of its own, then end")
        parser.add_argument("--interval", type=float, default=_LOOK_SECONDS, help="seconds between two looks")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["parent"]:
            end_with(options["parent"])
        if options["queue"]:
            told = {"queue_name": options["queue"], "batch": True, "startup_delay": False}
            call_command("db_worker", reload=False, verbosity=0, **told)
            return
        threading.Thread(target=_look, args=(options["interval"],), daemon=True).start()
        with own_gateway():
            call_command("db_worker", reload=False, verbosity=0, interval=options["interval"])


def _look(interval: float) -> None:
    """See again and again what became due meanwhile; nothing but the rows themselves says so."""
    populations: subprocess.Popen[bytes] | None = None
    hindered = ""
    while True:
        look_at_the_outbox()
        hindered = look_at_the_law(hindered)
        close_old_connections()
        if (populations is None or populations.poll() is not None) and look_at_populations():
            populations = _beside(QUEUE)
        time.sleep(interval)


def _beside(queue: str) -> subprocess.Popen[bytes]:
    """Work on a queue in a process of its own: long work holds nothing up, and gives its memory back."""
    manage = [sys.executable, "-m", "jifen_service.manage", "work"]
    return subprocess.Popen([*manage, "--queue", queue, "--parent", str(os.getpid())])
