"""Drafts of the law: the list, a new one, its page, its file."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from jifen_service.city.law.forms import FileForm, NameForm
from jifen_service.city.law.shown import shown
from jifen_service.city.request import administrator, author_of, number, page
from jifen_service.config import clock
from jifen_service.forms.language import language
from jifen_service.lawdrafts import content, service
from jifen_service.lawdrafts.errors import DraftError
from jifen_service.lawdrafts.models import Draft
from jifen_service.lawdrafts.states import State
from jifen_service.populations.comparing import listed

_WRONG = 422
View = Callable[..., HttpResponse]


def version_seen(request: HttpRequest) -> int:
    """The version of the draft that the form was made from; 0, which none has, where it does not say."""
    return number(request.POST.get("version", "")) or 0


def of_a_draft(view: View) -> View:
    """Give a view the draft that the address names; 404 where there is none."""

    @wraps(view)
    def found(request: HttpRequest, draft_id: int, *args: Any, **named: Any) -> HttpResponse:
        return view(request, get_object_or_404(Draft, pk=draft_id), *args, **named)

    return found


@require_GET
@administrator
def drafts(request: HttpRequest) -> HttpResponse:
    """All drafts, the last changed first."""
    rows = [
        (draft, getattr(draft, "publication", None))
        for draft in service.drafts_for(request.user).select_related("publication")
    ]
    return page(request, "law/drafts.html", {"rows": rows, "states": State})


@require_http_methods(["GET", "POST"])
@administrator
def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft with a name alone, or with a file of changed values."""
    by_file = request.method == "POST" and "take_in" in request.POST
    named = NameForm(request.POST if request.method == "POST" and not by_file else None)
    file = FileForm(request.POST, request.FILES) if by_file else FileForm()
    form = file if by_file else named
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("city:law_draft", _begun(request, form.cleaned_data).pk)
        except DraftError as error:
            form.add_error("file" if by_file else None, error.message())
    context = {"named": named, "file": file}
    return page(request, "law/new.html", context, status=_WRONG if form.errors else 200)


def _begun(request: HttpRequest, told: dict[str, Any]) -> Draft:
    if "file" not in told:
        return service.create(author_of(request), content.blank(told["zh"], told["en"]))
    return service.take_in(author_of(request), told["file"].read())


@require_GET
@administrator
@of_a_draft
def draft(request: HttpRequest, found: Draft) -> HttpResponse:
    """One draft: what it changes, where it stands, what may be done, what happened."""
    return draft_page(request, found)


def draft_page(request: HttpRequest, found: Draft, problem: str = "") -> HttpResponse:
    """The page of a draft, with what kept a step from being taken."""
    standing = service.standing_of(found)
    told = shown(found, request.user.pk, standing, clock.today(), language())
    context = {
        "lang": language(),
        "shown": told,
        "problem": problem,
        "compared": [(one, one.named(language())) for one in listed(draft=found.pk)],
        "waits_for_another": found.state in (State.PROPOSED, State.ENDING) and not told.may_finish,
    }
    return page(request, "law/draft.html", context, status=_WRONG if problem else 200)


@require_http_methods(["GET", "POST"])
@administrator
@of_a_draft
def name(request: HttpRequest, found: Draft) -> HttpResponse:
    """Call a draft otherwise."""
    form = NameForm(request.POST or None, initial={"zh": found.name_zh, "en": found.name_en})
    if request.method == "POST" and form.is_valid():
        told = content.named(content.read(found.text), **form.cleaned_data)
        try:
            service.edit(found.pk, version_seen(request), author_of(request), told)
        except DraftError as error:
            form.add_error(None, error.message())
        else:
            return redirect("city:law_draft", found.pk)
    context = {"form": form, "draft": found}
    return page(request, "law/name.html", context, status=_WRONG if form.errors else 200)


@require_GET
@administrator
@of_a_draft
def file(request: HttpRequest, found: Draft) -> HttpResponse:
    """The file of changed values, as a comparison takes it."""
    response = HttpResponse(service.as_file(found), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="law-draft-{found.pk}.yaml"'
    response["Cache-Control"] = "no-store"
    return response
