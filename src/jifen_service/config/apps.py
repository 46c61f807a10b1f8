"""What must be there before the first request."""

from django.apps import AppConfig

from jifen_service.config import assets


class ConfigApp(AppConfig):
    """The service's own start-up."""

    name = "jifen_service.config"
    label = "config"

    def ready(self) -> None:
        """Have the static files in place before anything looks for them; listen to sign-ins."""
        # Imported here, because it needs every app's models, which are there by now.
        from jifen_service.config import sign_in_audit  # noqa: PLC0415

        assets.publish()
        sign_in_audit.connect()
