"""``registries_resume``: questions that a worker left behind are asked again."""

from typing import Any

from django.core.management.base import BaseCommand

from jifen_service.config import clock
from jifen_service.registries.service import resume


class Command(BaseCommand):
    """Queue what nobody is asking any more."""

    help = "Ask again what a worker that was killed left behind. Safe to run at any time."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{resume(clock.now())} questions are asked again.")
