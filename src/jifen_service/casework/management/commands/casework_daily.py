"""``casework_daily``: what the term of a day brings: lapses, and erasure of what was kept long enough."""

from typing import Any

from django.core.management.base import BaseCommand

from jifen_service.casework.service import anonymise_all, lapse_all
from jifen_service.config.clock import now


class Command(BaseCommand):
    """Run the terms of the day; run twice it does nothing more."""

    help = "Let idle applications lapse and erase what was kept for its term. Run it once a day."

    def handle(self, *_args: Any, **_options: Any) -> None:
        at = now()
        self.stdout.write(f"lapsed: {lapse_all(at)}")
        self.stdout.write(f"anonymised: {anonymise_all(at)}")
