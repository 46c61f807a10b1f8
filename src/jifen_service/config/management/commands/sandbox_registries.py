"""``sandbox_registries``: the register of the sample world, a process of its own beside the server."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jifen_service.config import environment
from jifen_service.config.parent import end_with
from jifen_service.demo import sandbox
from jifen_service.demo.sandbox.people import known_people, loaded_on
from jifen_service.demo.sandbox.server import read_faults, serve

FAULTS = Path(sandbox.__file__).with_name("faults.yaml")


class Command(BaseCommand):
    """Answer questions about the sample people, with the faults that are ordered."""

    help = "Serve the sandbox register on 127.0.0.1. `jifen serve` starts it in demo mode."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=environment.count("JIFEN_SANDBOX_PORT"))
        parser.add_argument("--parent", type=int, help="process to end with, by its id")

    def handle(self, *_args: Any, **options: Any) -> None:
        if (on := loaded_on()) is None:
            raise CommandError("The sandbox knows the sample people only; load them with `load_demo`.")
        if options["parent"]:
            end_with(options["parent"])
        faults = Path(environment.text("JIFEN_SANDBOX_FAULTS") or FAULTS)
        with serve(known_people(on), lambda: read_faults(faults), options["port"]) as server:
            server.serve_forever()
