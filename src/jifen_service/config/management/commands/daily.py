"""``daily``: what a day brings: lapses, reminders, news, erasure after the terms, a sweep of the vault."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from jifen_service.callbacks import asking as call_backs
from jifen_service.casework.service import anonymise_all, lapse_all
from jifen_service.config.clock import now
from jifen_service.employers.imports.service import erase_due
from jifen_service.populations.adding import erase_due as erase_populations
from jifen_service.populations.running import sweep as sweep_work
from jifen_service.portal.news import subscribing
from jifen_service.telling.keeping import erase as erase_messages
from jifen_service.telling.reminding import remind_all
from jifen_service.vault.sweeping import sweep


class Command(BaseCommand):
    """Run the terms of the day; run twice it does nothing more."""

    help = (
        "Let idle applications lapse, remind of what ends, tell the news, erase what was kept for its term, "
        "sweep the vault. Run it once a day."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        at = now()
        self.stdout.write(f"lapsed: {lapse_all(at)}")
        self.stdout.write(f"reminded: {remind_all(at)}")
        self.stdout.write(f"anonymised: {anonymise_all(at)}")
        self.stdout.write(f"imports erased: {erase_due(at)}")
        self.stdout.write(f"populations erased: {erase_populations(at)}")
        self.stdout.write(f"work of killed comparisons: {sweep_work(at)}")
        self.stdout.write(f"call-backs erased: {call_backs.erase_due(at)}")
        self.stdout.write(f"messages erased: {erase_messages(at)}")
        self.stdout.write(f"news told: {subscribing.tell(at)}")
        # Every look at the outbox that found something has left a task.
        call_command("prune_db_task_results", verbosity=0)
        self.stdout.write(f"files that nothing names: {sweep(at)}")
