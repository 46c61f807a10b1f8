"""``daily``: everything that a day brings, one command for the machine's timer."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

#: in this order: what lapses is told of by the reminders of the next day
_COMMANDS = ("casework_daily", "telling_daily")


class Command(BaseCommand):
    """Run the daily commands of every part; run twice they do nothing more."""

    help = "Run every daily command: lapses, erasure, reminders. Once a day, by the machine's timer."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for command in _COMMANDS:
            call_command(command, stdout=self.stdout)
