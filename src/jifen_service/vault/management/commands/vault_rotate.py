"""``vault_rotate``: brings everything under the newest key, so that older ones can be taken out."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from jifen_service.vault import rotation
from jifen_service.vault.sealing import new_key


class Command(BaseCommand):
    """Seal what older keys sealed with the newest key of JIFEN_VAULT_KEYS."""

    help = "Seal again, with the first key of JIFEN_VAULT_KEYS, whatever an older key sealed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--print-key", action="store_true", help="only print a new key, to put first")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["print_key"]:
            self.stdout.write(new_key())
            return
        for model, fields in rotation.sealed_models():
            for field in fields:
                self.stdout.write(f"{field.place}: {rotation.reseal_rows(model, field)}")
        for name, reseal in rotation.registered().items():
            self.stdout.write(f"{name}: {reseal()}")
        self.stdout.write(f"files: {rotation.reseal_files()}")
