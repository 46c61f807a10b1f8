"""The platform's commands: `jifen-service prepare`, `audit_verify`, `vault_rotate` and Django's own."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command that the call names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jifen_service.config.settings")
    execute_from_command_line(["jifen-service", *sys.argv[1:]])


if __name__ == "__main__":
    main()
