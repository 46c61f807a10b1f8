"""The page of the list of materials: what is ticked comes by POST and is not kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from jifen import default_engine
from jifen.errors import InputError
from jifen.profile import read, to_document
from jifen_service.casework.rules import Item
from jifen_service.config.clock import today
from jifen_service.forms.language import language
from jifen_service.portal.checklist import answers
from jifen_service.portal.checklist.answers import Ticked
from jifen_service.portal.words import plain_name


def materials(request: HttpRequest) -> HttpResponse:
    """The list for what is ticked (or for a profile `document`); without anything, what everybody brings."""
    if request.method != "POST":
        return render(request, "portal/materials/materials.html", _context(Ticked()))
    template = "list" if "HX-Request" in request.headers else "materials"
    response = render(request, f"portal/materials/{template}.html", _context(_ticked(request)))
    add_never_cache_headers(response)
    return response


def _ticked(request: HttpRequest) -> Ticked:
    if "document" not in request.POST:
        return answers.read(dict(request.POST.lists()))
    try:
        return answers.of_document(to_document(read(request.POST["document"])))
    except InputError:
        return Ticked()


def _context(ticked: Ticked) -> dict[str, Any]:
    lang = language()
    items = answers.items(ticked)
    groups = ((_("本人准备"), "applicant"), (_("单位准备"), "employer"))
    return {
        "ticked": ticked,
        "kinds": _kinds(),
        "claims": _claims(lang),
        "facts": _facts(),
        "groups": [(title, [_shown(item, lang) for item in items if item.by == by]) for title, by in groups],
        "count": len(items),
        "on": today(),
        "sources": sorted({source.tag for item in items for source in item.sources}),
    }


def _shown(item: Item, lang: str) -> dict[str, Any]:
    form = {"original": _("原件"), "copy": _("复印件"), "both": _("原件和复印件")}[item.form]
    return {"name": item.name[lang], "where": item.where[lang], "form": form, "required": item.required}


def _kinds() -> tuple[tuple[str, str], ...]:
    words = (_("第一次申请"), _("续办 (单位、指标都没变)"), _("有变化 (换单位、加指标、添孩子)"))
    return tuple(zip(answers.KINDS, words, strict=True))


def _claims(lang: str) -> list[tuple[str, str, str]]:
    """Indicator, what people call it, what the law does ('' when that is the same)."""
    law = default_engine().book.law_on(today())
    named = [(name, law.section(name).name[lang]) for name in answers.indicators()]
    shown = [(name, plain_name(name, official, lang), official) for name, official in named]
    return [(name, plain, "" if plain == official else official) for name, plain, official in shown]


def _facts() -> tuple[tuple[str, str], ...]:
    return (
        ("degree", _("学历带学位")),
        ("credential_registered", _("证书须注册")),
        ("credential_elsewhere", _("证书在外地取得")),
        ("children", _("有同住子女")),
        (answers.DISPATCHED, _("劳务派遣")),
    )
