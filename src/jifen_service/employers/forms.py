"""The form by which an employer registers."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from jifen_service.accounts.credit_codes import credit_code_fault, normal_code
from jifen_service.accounts.models import Centre
from jifen_service.accounts.organisations import OrganisationError, Registration
from jifen_service.casework.errors import UploadRefused
from jifen_service.casework.intake import inspect, media_type_of
from jifen_service.forms.language import language


class District(forms.ModelChoiceField):
    """The district of registration, by which the competent centre follows."""

    def label_from_instance(self, centre: Centre) -> str:
        """The district and its centre."""
        return f"{centre.district} · {centre.name}"


class RegistrationForm(forms.Form):
    """What an employer says of itself when it registers."""

    credit_code = forms.CharField(
        label=_("统一社会信用代码"),
        max_length=30,
        help_text=_("营业执照上的 18 位代码"),
        widget=forms.TextInput({"class": "input", "autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label=_("单位名称"),
        max_length=128,
        help_text=_("照营业执照写全称"),
        widget=forms.TextInput({"class": "input", "autocomplete": "organization"}),
    )
    centre = District(
        label=_("注册地所在的区"),
        queryset=Centre.objects.order_by("code"),
        empty_label=_("请选择"),
        help_text=_("只能由注册地所在区的人才服务中心受理"),
        widget=forms.Select({"class": "select"}),
    )
    address = forms.CharField(
        label=_("注册地址"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"class": "input", "autocomplete": "street-address"}),
    )
    licence = forms.FileField(
        label=_("营业执照"),
        help_text=_("PDF、JPEG、PNG 或 HEIC, 20 MB 以内"),
        widget=forms.FileInput({"class": "file", "accept": ".pdf,.jpg,.jpeg,.png,.heic"}),
    )

    def clean_credit_code(self) -> str:
        """The code without spaces, its check digit verified."""
        code = self.cleaned_data["credit_code"]
        if fault := credit_code_fault(code):
            raise ValidationError(OrganisationError(f"code_{fault}").message, code=fault)
        return normal_code(code)

    def clean_licence(self) -> bytes:
        """The file's content, found sound."""
        file: UploadedFile = self.cleaned_data["licence"]
        content = file.read()
        try:
            inspect(content)
        except UploadRefused as refused:
            raise ValidationError(refused.message(language()), code=refused.code) from refused
        return content

    @property
    def registration(self) -> Registration:
        """What was said, once the form is valid."""
        told = self.cleaned_data
        return Registration(
            credit_code=told["credit_code"],
            name=told["name"],
            centre_id=told["centre"].pk,
            address=told["address"],
            licence=told["licence"],
            media_type=media_type_of(told["licence"]) or "",
        )
