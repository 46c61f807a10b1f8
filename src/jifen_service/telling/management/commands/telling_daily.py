"""``telling_daily``: reminders of the day, messages whose term is over, tasks that are done."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from jifen_service.config.clock import now
from jifen_service.telling.keeping import erase
from jifen_service.telling.reminding import remind_all


class Command(BaseCommand):
    """Remind and erase; run twice it does nothing more."""

    help = "Remind holders and agents of what is about to end, and erase old messages. Run it once a day."

    def handle(self, *_args: Any, **_options: Any) -> None:
        at = now()
        self.stdout.write(f"reminded: {remind_all(at)}")
        self.stdout.write(f"messages erased: {erase(at)}")
        call_command("prune_db_task_results", verbosity=0)
