"""``load_demo``: the sample world into an empty database; refuses where anybody's data is."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jifen_service.config.clock import now
from jifen_service.demo.loading import NotEmptyError, is_loaded, load


class Command(BaseCommand):
    """Load the sample world."""

    help = "Load the sample world into an empty database. Its accounts have a published password."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if is_loaded():
            self.stdout.write("The sample world is loaded already.")
            return
        try:
            made = load(now())
        except NotEmptyError:
            raise CommandError(
                "This database holds accounts, employers or cases; the sample world needs an empty one. "
                "Set JIFEN_VAR or DATABASE_URL to another."
            ) from None
        self.stdout.write(f"Sample world: {made} cases")
