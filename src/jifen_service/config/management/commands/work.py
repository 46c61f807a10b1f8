"""``work``: runs background tasks for as long as the server that started it lives."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from jifen_service.config.parent import end_with


class Command(BaseCommand):
    """Run the tasks that pages leave in the database."""

    help = "Run background tasks. `jifen serve` starts one; start more where there is much to do."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--parent", type=int, help="process to end with, by its id")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["parent"]:
            end_with(options["parent"])
        call_command("db_worker", reload=False, verbosity=0)
