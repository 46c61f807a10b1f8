"""Forms: a population in one of three ways, and what is to be compared."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jifen.errors import LawError
from jifen_service.config import clock
from jifen_service.forms.language import language
from jifen_service.lawdrafts import content, service
from jifen_service.lawdrafts.errors import DraftError
from jifen_service.lawdrafts.models import Draft
from jifen_service.populations import folders, laws
from jifen_service.populations.adding import MOST_INVENTED
from jifen_service.populations.models import Population

_NAME = 80
_MOST_SEED = 2**31 - 1
#: counts below are hidden, as the command has it; a page does not let it be lower than so
_LEAST, _LEAST_ALLOWED = 10, 3
_MOST_LEAST = 1000
_INPUT, _SELECT = {"class": "input"}, {"class": "select"}
_PARQUET = {"class": "file", "accept": ".parquet"}


class _Named(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("名称"), max_length=_NAME, widget=forms.TextInput(_INPUT | {"autocomplete": "off"})
    )


class UploadForm(_Named):
    """Tables handed in."""

    persons = forms.FileField(label=gettext_lazy("人员表 (Parquet)"), widget=forms.FileInput(_PARQUET))
    ledger = forms.FileField(
        label=gettext_lazy("缴费明细表 (Parquet)"),
        required=False,
        help_text=gettext_lazy("人员表里已数好缴费月数的 (population facts), 可以不传。"),
        widget=forms.FileInput(_PARQUET),
    )


class FolderForm(forms.Form):
    """A folder of the operator's."""

    folder = forms.ChoiceField(label=gettext_lazy("文件夹"), widget=forms.Select(_SELECT))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["folder"].choices = [(name, name) for name in folders.names()]


class InventForm(_Named):
    """People who do not exist."""

    people = forms.IntegerField(
        label=gettext_lazy("人数"),
        min_value=1,
        max_value=MOST_INVENTED,
        widget=forms.NumberInput(_INPUT),
    )
    seed = forms.IntegerField(
        label=gettext_lazy("种子"),
        min_value=0,
        max_value=_MOST_SEED,
        help_text=gettext_lazy("同一个种子, 同一批人。"),
        widget=forms.NumberInput(_INPUT),
    )


class CompareForm(forms.Form):
    """A population, a day, two laws, and how small a group may be shown."""

    population = forms.ModelChoiceField(
        label=gettext_lazy("人口"),
        queryset=Population.objects.all(),
        empty_label=None,
        widget=forms.Select(_SELECT),
    )
    on = forms.DateField(
        label=gettext_lazy("按哪天算"),
        widget=forms.DateInput(_INPUT | {"type": "date"}, format="%Y-%m-%d"),
    )
    before = forms.ChoiceField(label=gettext_lazy("原来的规则"), required=False, widget=forms.Select(_SELECT))
    after = forms.ChoiceField(label=gettext_lazy("改后的规则"), required=False, widget=forms.Select(_SELECT))
    file = forms.FileField(
        label=gettext_lazy("或者上传改动文件 (YAML)"),
        required=False,
        help_text=gettext_lazy("和 jifen population compare --after 用的是同一种文件。"),
        widget=forms.FileInput({"class": "file", "accept": ".yaml,.yml"}),
    )
    least = forms.IntegerField(
        label=gettext_lazy("少于几个人的不公开"),
        min_value=_LEAST_ALLOWED,
        max_value=_MOST_LEAST,
        initial=_LEAST,
        widget=forms.NumberInput(_INPUT),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        lang = language()
        versions = laws.versions(lang)
        drafts = [(f"draft:{draft.pk}", _draft_named(draft, lang)) for draft in service.drafts_for(None)]
        self.fields["before"].choices = [("", _("当天的规则")), *versions]
        self.fields["after"].choices = [
            ("", _("请选择")),
            (_("规则草案"), drafts),
            (_("政策版本"), versions),
        ]
        self.fields["on"].initial = clock.today()
        self.text, self.draft = "", None

    def clean(self) -> dict[str, Any]:
        """Exactly one second law; its text is taken here, as it is now."""
        told = super().clean()
        after, file = told.get("after", ""), told.get("file")
        if bool(after) == bool(file):
            self.add_error("after", _("改后的规则请选一个, 或者传一个改动文件, 不要两样都要。"))
        elif file:
            self._take_in(file.read(content.MOST + 1))
        elif after.startswith("draft:"):
            self.draft = Draft.objects.get(pk=after.removeprefix("draft:"))
            self.text, told["after"] = service.as_file(self.draft), ""
        if self.text and told.get("on"):
            self._begins_by(told["on"])
        return told

    def _begins_by(self, on: date) -> None:
        """On a day before the changes nobody would differ, which would be read as if they did nothing."""
        try:
            begins = laws.begins(self.text)
        except (LawError, DraftError) as error:
            self.add_error(None, laws.in_words(error, language()))
            return
        if begins > on:
            words = _("改动 %(day)s 起才适用, 在那之前没有差别。请选那天或以后的日子。")
            self.add_error("on", words % {"day": begins.isoformat()})

    def _take_in(self, file: bytes) -> None:
        try:
            self.text = file.decode("utf-8-sig")
            content.read(self.text)
        except (LawError, UnicodeDecodeError) as error:
            self.add_error("file", str(error))


def _draft_named(draft: Draft, lang: str) -> str:
    name = draft.name_en if lang == "en" else draft.name_zh
    return f"{name} ({draft.get_state_display()})"
