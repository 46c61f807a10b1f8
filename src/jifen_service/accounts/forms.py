"""The forms of sign-in in the words of the house; allauth's own do the work."""

from typing import Any

from allauth.account import forms as allauth
from allauth.core import context, ratelimit
from django import forms
from django.utils.translation import gettext_lazy as _

from jifen_service.accounts import sms
from jifen_service.accounts.models import User
from jifen_service.vault import keyed_hash

_INPUT = {"class": "input"}


class LoginForm(allauth.LoginForm):
    """User name or number, and password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"].label = _("用户名或手机号")
        self.fields["login"].widget = forms.TextInput({**_INPUT, "autocomplete": "username"})
        self.fields["password"].label = _("密码")
        self.fields["password"].widget = forms.PasswordInput({**_INPUT, "autocomplete": "current-password"})
        self.fields["password"].help_text = ""

    def clean_login(self) -> str:
        """Without surrounding space; refused when too many failures came from anywhere."""
        login = super().clean_login()
        if not ratelimit.consume(context.request, action="login_failed", key=login.casefold(), dry_run=True):
            message = _("这个账号失败的次数太多, 请过一会儿再试, 或用验证码登录。")
            raise forms.ValidationError(message, code="too_many")
        return login


class RequestLoginCodeForm(allauth.RequestLoginCodeForm):
    """A number to which a code goes. A new number gets an account, which its first right code opens."""

    _user: User | None

    def clean_phone(self) -> str:
        """The number; an account stands behind it afterwards."""
        if not sms.available():
            raise forms.ValidationError(_("现在不能发短信。请用用户名和密码登录。"), code="no_sms")
        phone = super().clean_phone()
        self._user = self._user or account_for(phone)
        return phone


class SignupForm(allauth.SignupForm):
    """A user name, a number that a code proves, a password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        labels = {
            "username": _("用户名"),
            "phone": _("手机号"),
            "password1": _("密码"),
            "password2": _("再输一次密码"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].widget.attrs.pop("placeholder", None)
            self.fields[name].widget.attrs["class"] = "input"
        self.fields["phone"].required = True
        self.fields["password1"].help_text = _("至少 10 个字符, 不能只有数字。")

    def clean(self) -> dict[str, Any]:
        """Everything at once; refused where no code can be sent."""
        if not sms.available():
            raise forms.ValidationError(_("现在不能发短信, 所以不能注册。"), code="no_sms")
        return super().clean()


def account_for(phone: str) -> User:
    """An account that waits for its number to be proved: the one begun earlier, else a new one.

    One that somebody else began with a password of theirs is left alone; the number moves on.
    """
    begun = User.objects.with_phone(phone)
    if begun and not begun.phone_verified and not begun.has_usable_password():
        return begun
    others = User.objects.filter(phone_key=keyed_hash(phone), phone_verified=False)
    others.update(phone="", phone_key=None)
    return User.objects.create_user(phone=phone)
