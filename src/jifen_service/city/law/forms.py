"""The forms of a draft: its name, a file, a dated value with its citation, a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jifen.explain import CERTAINTY
from jifen.law import DatedSeries, LawBook, Section
from jifen.law.schema import DocumentFile
from jifen_service.city.law.figures import field_of, figures_of, value_of
from jifen_service.lawdrafts import content as contents
from jifen_service.lawdrafts.content import Content

NEW = "new"
_LONGEST, _LONGEST_TEXT = 128, 2048
#: what a new document must say, and where
_DOCUMENT = ("document_zh", "document_en", "meaning_zh", "meaning_en")


def _day(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:
    # The browser's own input of a day wants the ISO form whatever the language.
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget, help_text=hint)


def _words(label: Any, *, required: bool = True, hint: Any = "", longest: int = _LONGEST) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=longest, help_text=hint)


class NameForm(forms.Form):
    """What a draft is called."""

    zh = forms.CharField(label=gettext_lazy("名称 (中文)"), max_length=80)
    en = forms.CharField(
        label=gettext_lazy("名称 (英文)"),
        max_length=_LONGEST,
        help_text=gettext_lazy("公众页面有英文版; 发布后的文件名也取自它。"),
    )


class FileForm(forms.Form):
    """A file of changed values."""

    file = forms.FileField(
        label=gettext_lazy("修改文件 (YAML)"),
        help_text=gettext_lazy("和 jifen population compare --after 用的是同一种文件。"),
    )


class ReasonForm(forms.Form):
    """Why a step is taken; it stays on record."""

    reason = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=_LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("会留在发布记录和审计里, 请不要写任何人的个人信息。"),
    )


class ValueForm(forms.Form):
    """A dated value of one parameter, with what stands behind it."""

    def __init__(
        self,
        book: LawBook,
        section: Section,
        series: DatedSeries,
        content: Content,
        today: date,
        lang: str,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data)
        self.book, self.series, self.content, self.today = book, series, content, today
        self.figures = figures_of(section, series, series.on(_known(series, today)).value, lang)
        self.fields["begins"] = _day(_("从哪天起"))
        self.fields["ends"] = _day(
            _("到哪天止"), required=False, hint=_("含这一天; 不填就一直有效。之后回到原来的规则。")
        )
        for figure in self.figures:
            self.fields[figure.control] = field_of(figure, lang)
        self.fields["certainty"] = forms.ChoiceField(
            label=_("确定程度"),
            choices=[("", "—"), *((name, text[lang]) for name, text in CERTAINTY.items())],
        )
        self._add_citation(lang)

    def _add_citation(self, lang: str) -> None:
        known = {**self.book.documents, **_documents(self.content)}
        names = [(tag, f"{tag} · {document.document[lang]}") for tag, document in known.items()]
        self.fields["source"] = forms.ChoiceField(
            label=_("依据哪份文件"), choices=[("", "—"), *names, (NEW, _("一份新的文件 (在下面写)"))]
        )
        self.fields["article"] = _words(_("第几条"), required=False)
        self.fields["quote"] = forms.CharField(
            label=_("原文"),
            max_length=_LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("照抄文件里定下这个值的那句话。"),
        )
        self.fields["document_zh"] = _words(_("文件名称 (中文)"), required=False)
        self.fields["document_en"] = _words(_("文件名称 (英文)"), required=False)
        self.fields["meaning_zh"] = _words(_("一句话说明它是什么 (中文)"), required=False)
        self.fields["meaning_en"] = _words(_("一句话说明它是什么 (英文)"), required=False)
        self.fields["published"] = _day(_("发文日期"), required=False)
        self.fields["link"] = forms.URLField(label=_("网址"), required=False, assume_scheme="https")

    def dated_fields(self) -> list[forms.BoundField]:
        """The controls of its days."""
        return [self["begins"], self["ends"]]

    def figure_groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The controls of its figures, by the group they belong to."""
        groups: dict[str, list[forms.BoundField]] = {}
        for figure in self.figures:
            groups.setdefault(figure.group, []).append(self[figure.control])
        return list(groups.items())

    def citation_fields(self) -> list[forms.BoundField]:
        """The controls of the citation."""
        return [self[name] for name in ("certainty", "source", "article", "quote")]

    def document_fields(self) -> list[forms.BoundField]:
        """The controls of a new document."""
        return [self[name] for name in (*_DOCUMENT, "published", "link")]

    def clean(self) -> dict[str, Any]:
        """Dates in order, no other value of the draft on the same days, a new document told in full."""
        told = super().clean() or {}
        begins, ends = told.get("begins"), told.get("ends")
        if begins and ends and ends < begins:
            self.add_error("ends", _("不能早于开始的那天。"))
        elif begins and (other := self._overlapped(begins, ends)):
            span = f"{other['from']} – {other.get('to') or ''}"
            self.add_error("begins", _("和草案里的另一个值 (%(span)s) 重叠, 请先移除它。") % {"span": span})
        if told.get("source") == NEW:
            for name in _DOCUMENT:
                if not told.get(name):
                    self.add_error(name, _("新的文件要写这一项。"))
        return told

    def _overlapped(self, begins: date, ends: date | None) -> Mapping[str, Any] | None:
        for other in self.content["changes"].get(self.series.key, ()):
            until = other.get("to")
            if (ends is None or other["from"] <= ends) and (until is None or until >= begins):
                return other
        return None

    def with_value(self, draft: int) -> Content:
        """The draft's content with the value that was filled in."""
        told, documents = self.cleaned_data, {}
        tag = told["source"]
        if tag == NEW:
            tag = contents.next_tag(self.content, draft)
            documents[tag] = self._document()
        source = {"tag": tag, "article": told["article"], "text": told["quote"]}
        value = {
            "from": told["begins"],
            "to": told["ends"],
            "value": value_of(self.figures, told),
            "certainty": told["certainty"],
            "sources": [{key: word for key, word in source.items() if word}],
        }
        given = {key: entry for key, entry in value.items() if entry is not None}
        return contents.with_value(self.content, self.series.key, given, documents)

    def _document(self) -> dict[str, Any]:
        told = self.cleaned_data
        document = {
            "certainty": told["certainty"],
            "document": {"zh": told["document_zh"], "en": told["document_en"]},
            "meaning": {"zh": told["meaning_zh"], "en": told["meaning_en"]},
            "checked": self.today,
        }
        more = {"published": told["published"], "link": told["link"]}
        return document | {key: entry for key, entry in more.items() if entry}


def _known(series: DatedSeries, today: date) -> date:
    """A day on which the parameter has a value: today, or its first day where it begins later."""
    return max(today, series.values[0].from_)


def _documents(content: Content) -> Mapping[str, Any]:
    return {tag: DocumentFile.model_validate(told) for tag, told in content["documents"].items()}
