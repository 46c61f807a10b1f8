"""What the accounts listen to."""

from django.apps import AppConfig

from jifen_service.vault import rotation


class AccountsApp(AppConfig):
    """People, employers, centres, sign-in."""

    name = "jifen_service.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Count wrong codes as failures, as wrong passwords are; have second factors change keys."""
        from allauth.account.signals import login_code_rejected  # noqa: PLC0415  its models need the registry

        from jifen_service.accounts import second_factors  # noqa: PLC0415
        from jifen_service.accounts.lockout import count_wrong_code  # noqa: PLC0415

        login_code_rejected.connect(count_wrong_code)
        rotation.register("second factors", second_factors.reseal)
