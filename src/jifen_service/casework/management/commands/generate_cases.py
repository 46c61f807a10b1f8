"""``generate_cases``: a city full of invented cases, to measure with. Refuses where cases are."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jifen_service.casework.generating import Plan, generate
from jifen_service.casework.models import Case
from jifen_service.config.clock import now


class Command(BaseCommand):
    """Generate cases."""

    help = "Fill an empty database with invented cases, employers, centres and accounts that nobody can use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, default=200_000)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *_args: Any, **options: Any) -> None:
        if Case.objects.exists():
            raise CommandError("There are cases in this database. Generate into an empty one.")
        made = generate(Plan(options["cases"], now(), options["seed"]))
        self.stdout.write(f"{made} cases")
