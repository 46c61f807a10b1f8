"""All cases of the employer in one table: state, age, score, what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from jifen_service.accounts.access import requires
from jifen_service.accounts.roles import Role
from jifen_service.casework import queries
from jifen_service.config import clock
from jifen_service.employers.asking import employer_of
from jifen_service.employers.standing import NEXT, OURS, SHORT, tone_of
from jifen_service.forms.language import language
from jifen_service.forms.search import hide, reveal

_PAGE = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table. ``age``: days since the last step."""

    row: queries.Row
    next: str | Promise
    ours: bool
    tone: str
    age: int


@dataclass(frozen=True, slots=True)
class Tab:
    """A filter: a state, how many cases are in it, whether the agent has something to do there."""

    state: str
    label: str | Promise
    number: int
    ours: bool


@require_safe
@requires(Role.AGENT)
def home(request: HttpRequest) -> HttpResponse:
    """The table, filtered by state, searched, paged."""
    today, state = clock.today(), request.GET.get("state", "")
    found = request.GET.get("find", "")
    state = state if state in SHORT else ""
    asked = queries.Filters(today=today, state=state, q=reveal(found), order="changed")
    page = queries.queue(request.person, asked, request.GET.get("after", ""), _PAGE, language())
    context = {
        "tab": "cases",
        "employer": employer_of(request),
        "lines": _lines(page.rows, today),
        "pages": page,
        "query": urlencode({key: value for key, value in (("state", state), ("find", found)) if value}),
        "tabs": _tabs(page.counts),
        "all": sum(page.counts.values()),
        "state": state,
        "q": asked.q,
        "found": found if asked.q else "",
    }
    return render(request, "employers/cases.html", context)


@require_POST
@requires(Role.AGENT)
def find(request: HttpRequest) -> HttpResponse:
    """Search: by POST, so that a number or a name stands in no log; the answer's address has it sealed."""
    words = {"state": request.POST.get("state", ""), "find": hide(request.POST.get("q", ""))}
    return redirect(f"{reverse('employers:home')}?{urlencode({k: v for k, v in words.items() if v})}")


def _tabs(counts: Mapping[str, int]) -> list[Tab]:
    return [
        Tab(state, label, counts.get(state, 0), state in OURS)
        for state, label in SHORT.items()
        if counts.get(state) or state in OURS
    ]


def _lines(rows: tuple[queries.Row, ...], today: date) -> list[Line]:
    """The rows with whose move it is and how long nothing has moved."""
    return [
        Line(
            row,
            NEXT[row.state],
            row.state in OURS,
            tone_of(row.state),
            (today - localdate(row.changed_at)).days,
        )
        for row in rows
    ]
