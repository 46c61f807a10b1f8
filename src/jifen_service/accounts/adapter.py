"""What allauth asks of us: numbers and their owners, codes, where to go, secrets sealed, little kept."""

import time
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.internal.cryptokit import generate_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from axes.handlers.proxy import AxesProxyHandler
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from jifen_service.accounts import lockout, second_factors, sms
from jifen_service.accounts.models import User
from jifen_service.accounts.phones import PhoneField
from jifen_service.vault import keyed_hash

_CODE_DIGITS = 6


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by mobile number or user name."""

    def phone_form_field(self, **options: Any) -> PhoneField:
        return PhoneField(**options)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Give the number to `user`. Who had it without having proved it loses it."""
        others = User.objects.filter(phone_key=keyed_hash(phone), phone_verified=False)
        others.exclude(pk=user.pk).update(phone="", phone_key=None)
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_key", "phone_verified"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        self.set_phone(user, phone, verified=True)

    def get_user_by_phone(self, phone: str) -> User | None:
        """Only who has proved to have the number: else the first to type it would be its owner."""
        return User.objects.filter(phone_key=keyed_hash(phone), phone_verified=True).first()

    def generate_phone_verification_code(self, *, user: User, phone: str) -> str:
        return generate_user_code(length=_CODE_DIGITS, numeric=True, dashed=False)

    def send_verification_code_sms(self, user: User, phone: str, code: str, **_more: Any) -> None:
        sms.send(phone, _("【沪积分】验证码 %(code)s, 5 分钟内有效。不要告诉任何人。") % {"code": code})

    def send_account_already_exists_sms(self, phone: str) -> None:
        sms.send(phone, _("【沪积分】有人用你的手机号注册。你已有账号, 直接用验证码登录即可。"))

    def send_unknown_account_sms(self, phone: str, **_more: Any) -> None:
        sms.send(phone, _("【沪积分】有人用这个手机号登录, 但它还没有账号。若不是你, 不用理会。"))

    def pre_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse | None:
        """Nobody gets in while locked out, by whichever way."""
        if not AxesProxyHandler.is_allowed(request, {"username": user.username}):
            return lockout.response(request)
        return super().pre_login(request, user, **more)

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Asked anew only when the last sign-in or confirmation in this session is some time ago."""
        records = get_authentication_records(context.request, context.request.user)
        recent = records and time.time() - records[-1]["at"] < account_settings.REAUTHENTICATION_TIMEOUT
        return not recent and super().is_reauthentication_required(app=app, **more)

    def get_client_ip(self, request: HttpRequest) -> str:
        return lockout.address(request)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors, their secrets sealed."""

    def encrypt(self, text: str) -> str:
        return second_factors.close(text)

    def decrypt(self, encrypted_text: str) -> str:
        return second_factors.opened(encrypted_text)


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Sign-in by the city's own or another provider; only identifier and name are kept of what it tells."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        user = super().populate_user(request, sociallogin, {})
        user.username = ""
        user.display_name = str(data.get("name") or "")[:60]
        sociallogin.account.extra_data = {}
        sociallogin.email_addresses = []
        return user
