"""The forms of one's message settings."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AddressForm(forms.Form):
    """An e-mail address to which a code goes."""

    address = forms.EmailField(
        label=_("邮箱地址"),
        max_length=200,
        widget=forms.EmailInput({"class": "input", "autocomplete": "email"}),
        error_messages={"invalid": _("请核对邮箱, 例如 name@example.com。")},
    )


class CodeForm(forms.Form):
    """The code that came."""

    code = forms.CharField(
        label=_("邮件里的验证码"),
        max_length=12,
        widget=forms.TextInput(
            {"class": "input w4", "inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )
