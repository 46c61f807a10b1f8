"""Which published law every process of the platform reads."""

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

from jifen import read_law_from


class LawDraftsConfig(AppConfig):
    """Names the folder to the engine."""

    name = "jifen_service.lawdrafts"

    def ready(self) -> None:
        """Make the folder where there was never one, and read the law from it."""
        folder = Path(settings.LAW_FOLDER)
        # A folder somebody named themselves is not made: a disk that is not there would look like no law.
        if folder.parent == Path(settings.VAR):
            folder.mkdir(parents=True, exist_ok=True)
        read_law_from(folder)
