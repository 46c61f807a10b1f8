"""The app of the notices: it listens to what the casework decides."""

from django.apps import AppConfig


class NoticesApp(AppConfig):
    """Issue with the decision, end with a revocation, erase with the case."""

    name = "jifen_service.notices"
    label = "notices"

    def ready(self) -> None:
        """Listen to the casework."""
        # Imported here, because it needs every app's models, which are there by now.
        from jifen_service.notices import issuing  # noqa: PLC0415

        issuing.connect()
