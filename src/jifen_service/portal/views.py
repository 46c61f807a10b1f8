"""Pages beside the self-tests: a document's result, a file to keep, where the rules come from."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_POST, require_safe

from jifen import default_engine, default_settler
from jifen.errors import InputError
from jifen.explain import CERTAINTY
from jifen.law import DocumentFile
from jifen.profile import dump, read, to_document
from jifen_service.config.clock import today
from jifen_service.forms.language import language
from jifen_service.portal.refusal import refused
from jifen_service.portal.result import present

DOCUMENT = "document"


@require_POST
def result(request: HttpRequest) -> HttpResponse:
    """The full result of a profile document (form field `document`, JSON or YAML text)."""
    try:
        profile = read(request.POST.get(DOCUMENT, ""))
        assessment = default_engine().score(profile, profile.on or today())
    except InputError as error:
        return refused(request, error)
    shown = present(assessment, to_document(profile), language())
    response = render(request, "portal/result.html", {"shown": shown})
    add_never_cache_headers(response)
    return response


@require_POST
def profile_file(request: HttpRequest) -> HttpResponse:
    """The profile document (form field `document`) as a YAML file to keep."""
    try:
        text = dump(read(request.POST.get(DOCUMENT, "")))
    except InputError as error:
        return refused(request, error)
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="jifen-{today().isoformat()}.yaml"'
    add_never_cache_headers(response)
    return response


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Where the rules come from: the documents behind the tags, and how sure each kind is."""
    lang = language()
    book = default_engine().book
    context = {
        "documents": _documents(book.documents, lang),
        "settling": _documents(default_settler().settlement.documents, lang),
        "marks": {name: text[lang] for name, text in CERTAINTY.items()},
        "policies": _policies(lang),
        "disputes": _disputes(lang),
    }
    return render(request, "portal/sources.html", context)


def _documents(documents: Mapping[str, DocumentFile], lang: str) -> list[dict[str, Any]]:
    return [
        {
            "tag": tag,
            "document": source.document[lang],
            "meaning": source.meaning[lang],
            "published": source.published,
            "checked": source.checked,
            "link": source.link,
        }
        for tag, source in documents.items()
    ]


def _policies(lang: str) -> list[dict[str, Any]]:
    return [
        {"id": policy.id, "name": policy.name[lang], "from": policy.effective_from, "to": policy.effective_to}
        for policy in reversed(default_engine().book.policies)
    ]


def _disputes(lang: str) -> list[dict[str, Any]]:
    """Every value in force today or before over which the sources contradict each other."""
    return [
        {
            "section": section.id,
            "anchor": anchor,
            "name": series.name[lang],
            "from": dated.from_,
            "to": dated.to,
            "text": dated.dispute[lang],
        }
        for section in default_engine().book.sections.values()
        for anchor, series in section.parameters.items()
        for dated in series.values
        if dated.dispute is not None
    ]
