"""``draw_process``: writes the page of the state machine into the docs, or checks that it is current."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jifen_service.casework.drawing import page

#: the page in a checkout; an installed package has no docs to draw into
PAGE = Path(__file__).resolve().parents[5] / "docs" / "process.md"


class Command(BaseCommand):
    """Draw the state machine."""

    help = "Write docs/process.md from the code."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail if the page is not current"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        drawn = page()
        if options["check"]:
            if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != drawn:
                raise CommandError("docs/process.md is not current; run: jifen-service draw_process")
            return
        PAGE.write_text(drawn, encoding="utf-8")
        self.stdout.write(f"wrote docs/{PAGE.name}")
