"""``guide_due``: names the pages of the guide that nobody has checked for a year."""

from typing import Any

from django.core.management.base import BaseCommand

from jifen_service.config.clock import today
from jifen_service.portal.guide.library import oldest_first


class Command(BaseCommand):
    """List what an editor should look at, the oldest first."""

    help = "List the pages of the guide that nobody has checked for a year."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print date and name of each; nothing when all are fresh."""
        for page, is_old in oldest_first(today()):
            if is_old:
                self.stdout.write(f"{page.checked}  {page.slug}  {page.title}")
