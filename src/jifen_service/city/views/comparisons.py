"""Comparisons of two laws over a population: asked for, followed, read, taken along, removed."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jifen.errors import JifenError, LawError
from jifen_service.accounts.uploads import takes_uploads
from jifen_service.city.populations.forms import CompareForm
from jifen_service.city.request import administrator, author_of, number, page
from jifen_service.config import clock
from jifen_service.forms.language import language
from jifen_service.lawdrafts.errors import DraftError
from jifen_service.lawdrafts.models import Draft
from jifen_service.populations import comparing, engine, laws
from jifen_service.populations.models import Comparison, Population, State

_UNREADABLE = 422
_FORMS = frozenset({"html", "json"})
#: a report is a page of its own: its own sheet, nothing else, and no way back into the platform
_ALONE = "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"


@takes_uploads
@require_http_methods(["GET", "POST"])
@administrator
def new(request: HttpRequest) -> HttpResponse:
    """Choose what is to be compared; a POST has it done in the background."""
    if request.method != "POST":
        return _new(request, CompareForm(initial=_asked_for(request)))
    form = CompareForm(request.POST, request.FILES)
    if not form.is_valid():
        return _new(request, form)
    told = form.cleaned_data
    wanted = comparing.Wanted(
        told["population"],
        told["on"],
        told["before"],
        told["after"],
        form.text,
        form.draft,
        told["least"],
    )
    try:
        asked = comparing.ask(author_of(request), wanted)
    except (JifenError, DraftError) as error:
        form.add_error(None, laws.in_words(error, language()))
        return _new(request, form)
    return redirect("city:comparison", asked.pk)


def _asked_for(request: HttpRequest) -> dict[str, Any]:
    """What the address asks for: a population; a draft, on the first day on which it makes a difference."""
    initial: dict[str, Any] = {"population": request.GET.get("population"), "on": clock.today()}
    draft = Draft.objects.filter(pk=number(request.GET.get("draft", ""))).first()
    if draft is not None:
        initial["after"] = f"draft:{draft.pk}"
        # What is no law yet is said when it is asked for.
        with suppress(LawError, DraftError):
            initial["on"] = max(clock.today(), laws.begins(draft.text))
    return initial


def _new(request: HttpRequest, form: CompareForm) -> HttpResponse:
    context = {"form": form, "none_yet": not Population.objects.exists()}
    return page(request, "populations/compare.html", context, status=_UNREADABLE if form.errors else 200)


@require_GET
@administrator
def comparison(request: HttpRequest, comparison_id: UUID) -> HttpResponse:
    """How far a comparison is; its report once it is whole."""
    return page(request, "populations/comparison.html", _state(comparison_id))


@require_GET
@administrator
def progress(request: HttpRequest, comparison_id: UUID) -> HttpResponse:
    """The part of that page that changes, asked again while the work goes on."""
    return page(request, "populations/progress.html", _state(comparison_id))


def _state(comparison_id: UUID) -> dict[str, Any]:
    found, lang = get_object_or_404(Comparison, pk=comparison_id), language()
    done = found.state == State.DONE
    return {
        "comparison": found,
        "names": found.named(lang),
        "draft": Draft.objects.filter(pk=found.draft).first() if found.draft else None,
        "problems": [(problem["at"], problem[lang]) for problem in found.problems],
        "may_restart": comparing.may_restart(found, clock.now()),
        "report": engine.fragment(found.shown(lang), lang) if done else "",
        "charts": list(engine.charts_of(found.shown(lang), lang)) if done else (),
    }


@require_POST
@administrator
def cancel(request: HttpRequest, comparison_id: UUID) -> HttpResponse:
    """Stop the work."""
    get_object_or_404(Comparison, pk=comparison_id)
    comparing.cancel(author_of(request), comparison_id)
    return redirect("city:comparison", comparison_id)


@require_POST
@administrator
def restart(request: HttpRequest, comparison_id: UUID) -> HttpResponse:
    """Begin again; beside a result that is there."""
    get_object_or_404(Comparison, pk=comparison_id)
    begun = comparing.restart(author_of(request), comparison_id)
    return redirect("city:comparison", begun.pk)


@require_POST
@administrator
def remove(request: HttpRequest, comparison_id: UUID) -> HttpResponse:
    """Erase a comparison and its report."""
    get_object_or_404(Comparison, pk=comparison_id)
    comparing.remove(author_of(request), comparison_id)
    messages.success(request, _("这次比较已删除。"))
    return redirect("city:populations")


@require_GET
@administrator
def report(request: HttpRequest, comparison_id: UUID, form: str) -> HttpResponse:
    """The report as one file: a page that asks nothing of any other place, or its data; taken on record."""
    if form not in _FORMS:
        raise Http404
    found, lang = _done(comparison_id), language()
    comparing.downloaded(author_of(request), found, form)
    if form == "json":
        data = json.dumps(found.shown(lang), ensure_ascii=False, indent=1)
        return _file(data.encode(), "application/json", f"{_name(found)}.json", attached=True)
    content = engine.html(found.shown(lang), lang).encode()
    response = _file(
        content, "text/html; charset=utf-8", f"{_name(found)}.html", attached="save" in request.GET
    )
    response["Content-Security-Policy"] = _ALONE
    return response


@require_GET
@administrator
def chart(request: HttpRequest, comparison_id: UUID, name: str) -> HttpResponse:
    """A chart of the report as a picture (PNG)."""
    found, lang = _done(comparison_id), language()
    drawing = engine.charts_of(found.shown(lang), lang).get(name)
    if drawing is None:
        raise Http404
    try:
        picture = engine.png(drawing)
    except engine.FontMissingError as error:
        messages.error(request, str(error))
        return redirect("city:comparison", comparison_id)
    comparing.downloaded(author_of(request), found, "png")
    return _file(picture, "image/png", f"{_name(found)}-{name}.png", attached=True)


def _done(comparison_id: UUID) -> Comparison:
    return get_object_or_404(Comparison, pk=comparison_id, state=State.DONE)


def _name(found: Comparison) -> str:
    return f"jifen-{found.on.isoformat()}-{str(found.pk)[:8]}"


def _file(content: bytes, media_type: str, name: str, *, attached: bool) -> HttpResponse:
    way = "attachment" if attached else "inline"
    headers = {"Content-Disposition": f'{way}; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=media_type, headers=headers)
