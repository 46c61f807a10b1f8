"""Populations: listed, added in three ways, looked at, removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jifen.errors import Problem, TableError
from jifen_service.accounts.uploads import takes_uploads
from jifen_service.city.populations.forms import FolderForm, InventForm, UploadForm
from jifen_service.city.request import administrator, author_of, page
from jifen_service.forms.language import language
from jifen_service.populations import adding, comparing
from jifen_service.populations.adding import Author
from jifen_service.populations.models import Population

_ROWS = 64
_UNREADABLE = 422
#: what the forms begin with
_FIRST = {"invent": {"people": 5000, "seed": 1}}


@require_GET
@administrator
def populations(request: HttpRequest) -> HttpResponse:
    """All populations, and the comparisons made of them."""
    context = {
        "populations": Population.objects.select_related("made_by"),
        "comparisons": [(one, one.named(language())) for one in comparing.listed()[:_ROWS]],
    }
    return page(request, "populations/all.html", context)


@takes_uploads
@require_http_methods(["GET", "POST"])
@administrator
def new(request: HttpRequest) -> HttpResponse:
    """Add a population: uploaded, from a folder of the server, or invented."""
    if request.method != "POST":
        return _new(request)
    way = request.POST.get("way", "")
    if way not in _WAYS:
        return redirect("city:population_new")
    form = _WAYS[way](request.POST, request.FILES, auto_id=_id(way))
    if not form.is_valid():
        return _new(request, **{way: form})
    try:
        added = _ADD[way](author_of(request), form.cleaned_data)
    except TableError as error:
        return _new(request, error.problems, **{way: form})
    messages.success(request, _("%(name)s 已添加。") % {"name": added.name})
    return redirect("city:population", added.pk)


def _id(way: str) -> str:
    """Three forms of one page have fields of one name."""
    return f"{way}-%s"


_WAYS: dict[str, Callable[..., Any]] = {"upload": UploadForm, "folder": FolderForm, "invent": InventForm}


def _upload(author: Author, told: dict[str, Any]) -> Population:
    ledger = told["ledger"].read() if told["ledger"] else None
    return adding.upload(author, told["name"], told["persons"].read(), ledger)


_ADD: dict[str, Callable[[Author, dict[str, Any]], Population]] = {
    "upload": _upload,
    "folder": lambda author, told: adding.name_folder(author, told["folder"], told["folder"]),
    "invent": lambda author, told: adding.invent(author, **told),
}


def _new(request: HttpRequest, problems: Sequence[Problem] = (), **forms: Any) -> HttpResponse:
    fresh = {way: form(auto_id=_id(way), initial=_FIRST.get(way)) for way, form in _WAYS.items()}
    context = {
        **fresh,
        **forms,
        "problems": [(problem.at, problem.message(language())) for problem in problems],
        "most": adding.MOST_INVENTED,
    }
    return page(request, "populations/new.html", context, status=_UNREADABLE if forms else 200)


@require_GET
@administrator
def population(request: HttpRequest, population_id: UUID) -> HttpResponse:
    """A population: what its tables say of themselves, until when they are kept, what was made of them."""
    found = get_object_or_404(Population, pk=population_id)
    compared = comparing.listed(population=found)
    context = {
        "population": found,
        "kept_until": adding.kept_until(found),
        "comparisons": [(one, one.named(language())) for one in compared[:_ROWS]],
    }
    return page(request, "populations/one.html", context)


@require_POST
@administrator
def remove(request: HttpRequest, population_id: UUID) -> HttpResponse:
    """Erase a population with its tables."""
    get_object_or_404(Population, pk=population_id)
    name = adding.remove(author_of(request), population_id)
    messages.success(request, _("%(name)s 已删除。比较的结果还在。") % {"name": name})
    return redirect("city:populations")
