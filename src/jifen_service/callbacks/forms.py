"""What somebody fills in to be called, and what an adviser writes down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jifen_service.accounts.districts import district_name
from jifen_service.accounts.models import Centre
from jifen_service.accounts.phones import PhoneField
from jifen_service.callbacks import rules
from jifen_service.callbacks.asking import Wish
from jifen_service.callbacks.models import Outcome, Topic
from jifen_service.forms.language import language

_NAME, _WORDS, _RESULT, _NOTES = 64, 500, 2048, 2000
_SELECT = {"class": "select"}


class AskForm(forms.Form):
    """Name, number, topic, consent. ``result`` travels along; it is kept only if ``attach`` is ticked."""

    result = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("怎么称呼你"),
        max_length=_NAME,
        widget=forms.TextInput({"class": "input", "autocomplete": "name"}),
    )
    phone = PhoneField(help_text=_("会收到一个验证码, 证明号码是你的。"))
    topic = forms.ChoiceField(label=_("想问什么"), choices=Topic.choices, widget=forms.Select(_SELECT))
    words = forms.CharField(
        label=_("先说两句 (可以不写)"),
        help_text=_("不用写证件号。"),
        required=False,
        max_length=_WORDS,
        widget=forms.Textarea({"class": "input", "rows": 3}),
    )
    centre = forms.ModelChoiceField(
        label=_("单位登记在哪个区"),
        queryset=Centre.objects.none(),
        required=False,
        empty_label=_("还不知道"),
        widget=forms.Select(_SELECT),
    )
    attach = forms.BooleanField(required=False)
    consent = forms.BooleanField(error_messages={"required": _("同意了我们才能打给你。")})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["centre"].queryset = Centre.objects.order_by("pk")
        self.fields["centre"].label_from_instance = _district

    @property
    def result_shown(self) -> str:
        """The result that could be attached; empty when none came along, or one too long to be ours."""
        told = str(self["result"].value() or "").strip()
        return told if len(told) <= _RESULT else ""

    @property
    def days_to_call(self) -> int:
        """Within how many working days the call comes."""
        return rules.terms()["call"].value

    @property
    def days_kept(self) -> int:
        """After how many days all of it is erased."""
        return rules.kept().days

    def wish(self) -> Wish:
        """What was filled in."""
        told = self.cleaned_data
        attached = self.result_shown if told["attach"] else ""
        return Wish(told["name"], told["phone"], told["topic"], told["words"], attached, told["centre"])


def _district(centre: Centre) -> str:
    return district_name(centre.code, language()) or centre.district


class CodeForm(forms.Form):
    """The code that came."""

    code = forms.CharField(
        label=_("短信里的验证码"),
        max_length=12,
        widget=forms.TextInput(
            {"class": "input w4", "inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )


class CallForm(forms.Form):
    """What was said, and what came of it; without an outcome it stays open."""

    notes = forms.CharField(
        label=_("通话记录"),
        required=False,
        max_length=_NOTES,
        widget=forms.Textarea({"class": "input", "rows": 4}),
    )
    outcome = forms.ChoiceField(
        label=_("结果"),
        required=False,
        choices=[("", _("还没完")), *Outcome.choices],
        widget=forms.Select(_SELECT),
    )
    case = forms.CharField(
        label=_("案件编号"),
        help_text=_("转到案件里办时填; 只能填你看得到的案件。"),
        required=False,
        max_length=24,
        widget=forms.TextInput({"class": "input"}),
    )
