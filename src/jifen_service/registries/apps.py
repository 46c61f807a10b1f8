"""Registers are asked as soon as a case is accepted."""

from django.apps import AppConfig
from django.db.models.signals import post_save


class RegistriesConfig(AppConfig):
    """Listens to what happens to cases; the casework below knows nothing of it."""

    name = "jifen_service.registries"

    def ready(self) -> None:
        """Have every event looked at as it is written."""
        # Imported here, because they need models, which are there only now.
        from jifen_service.casework.models import Event  # noqa: PLC0415
        from jifen_service.registries.listening import on_event  # noqa: PLC0415

        post_save.connect(on_event, sender=Event, dispatch_uid="registries")
