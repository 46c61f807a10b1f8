"""Mobile numbers (手机号): how they are written and what counts as one."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_MOBILE = re.compile(r"1[3-9]\d{9}")
_COUNTRY = re.compile(r"^(\+|00)?86(?=1\d{10}$)")


def normal(text: str) -> str:
    """The eleven digits of a mainland mobile number, however it was typed; empty when it is none."""
    digits = re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", text))
    digits = _COUNTRY.sub("", digits)
    return digits if _MOBILE.fullmatch(digits) else ""


class PhoneField(forms.CharField):
    """A mobile number in a form."""

    def __init__(self, **options: object) -> None:
        attributes = {"inputmode": "tel", "autocomplete": "tel-national", "maxlength": "20", "class": "input"}
        super().__init__(
            **{"label": _("手机号"), "max_length": 20, "widget": forms.TextInput(attributes), **options}
        )

    def clean(self, value: str) -> str:
        """The eleven digits.

        Raises:
            ValidationError: it is no mobile number.
        """
        text = super().clean(value)
        if text and not normal(text):
            raise ValidationError(_("手机号是 1 开头的 11 位数字, 请核对。"), code="invalid_phone")
        return normal(text)
