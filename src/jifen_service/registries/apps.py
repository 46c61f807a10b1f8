"""Registers are asked as soon as a case is accepted."""

from django.apps import AppConfig


class RegistriesConfig(AppConfig):
    """Listens to what happens to cases; the casework below knows nothing of it."""

    name = "jifen_service.registries"

    def ready(self) -> None:
        """Listen to the casework."""
        # Imported here, because it needs models, which are there only now.
        from jifen_service.registries import listening  # noqa: PLC0415

        listening.connect()
