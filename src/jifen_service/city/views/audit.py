"""The audit: who did what, and whether its chains are whole."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from jifen_service.casefile.trail import actions, records
from jifen_service.city import trail as events
from jifen_service.city.request import administrator, note, page
from jifen_service.forms.language import language


@require_GET
@administrator
def trail(request: HttpRequest) -> HttpResponse:
    """The events that fit a search, newest first; the search is itself on record."""
    return _shown(request, {})


@administrator
def verify(request: HttpRequest) -> HttpResponse:
    """Walk both chains and say what is altered, removed or out of its place."""
    if request.method != "POST":
        return redirect("city:audit")
    faults, heads = events.chains()
    note(request, "audit_verified", "audit", "chains", faults=len(faults))
    return _shown(request, {"verified": True, "faults": faults, "heads": heads})


def _shown(request: HttpRequest, more: dict[str, object]) -> HttpResponse:
    wanted = events.Wanted.read(request.GET)
    found = list(events.search(wanted)[: events.ROWS + 1])
    note(request, "look_audit", "audit", "search")
    rows = found[: events.ROWS]
    context = {
        "wanted": wanted,
        "rows": records(rows, language()),
        "actions": actions(language()),
        "next_page": found[events.ROWS - 1].pk if len(found) > events.ROWS else None,
        **more,
    }
    return page(request, "audit.html", context)
