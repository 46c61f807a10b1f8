"""``audit_verify``: walks the audit chains; status 1 and one line each for what is wrong."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jifen_service.audit.verify import faults, heads


class Command(BaseCommand):
    """Verify the audit chains."""

    help = "Find audit rows that were altered, removed or re-ordered. Note the heads it prints elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--expect", action="append", default=[], metavar="CHAIN:NUMBER:HASH", help="a head noted earlier"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        expected = {chain: head for chain, _, head in (text.partition(":") for text in options["expect"])}
        found = 0
        for fault in faults(expected):
            self.stdout.write(str(fault))
            found += 1
        for chain, head in heads().items():
            self.stdout.write(f"head {chain}:{head}")
        if found:
            raise CommandError(f"{found} faults in the audit chains")
        self.stdout.write("the audit chains are whole")
