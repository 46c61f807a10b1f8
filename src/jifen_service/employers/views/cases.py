"""All cases of the employer in one table: state, age, score, what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

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
from jifen_service.casework.models import Case
from jifen_service.casework.states import DECIDED
from jifen_service.config import clock
from jifen_service.employers.asking import employer_of
from jifen_service.employers.standing import NEXT, OURS, SHORT, tone_of
from jifen_service.forms.language import language
from jifen_service.forms.search import hide, reveal

_PAGE = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table. ``age``: days since the last step; ``result``: None without a score."""

    row: queries.Row
    next: str | Promise
    ours: bool
    tone: str
    age: int
    result: Mapping[str, Any] | None


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
    page = queries.queue(request.person, asked, request.GET.get("after", ""), _PAGE)
    context = {
        "tab": "cases",
        "employer": employer_of(request),
        "lines": _lines(request, page.rows, today),
        "tabs": _tabs(page.counts),
        "all": sum(page.counts.values()),
        "state": state,
        "q": asked.q,
        "found": found if asked.q else "",
        "next": page.next,
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


def _lines(request: HttpRequest, rows: tuple[queries.Row, ...], today: date) -> list[Line]:
    """The rows with their scores; two queries however many they are."""
    cases = queries.visible_cases(request.person).filter(pk__in=[row.id for row in rows])
    scores = {case.pk: _result(case, today) for case in cases.prefetch_related("decisions")}
    return [
        Line(
            row,
            NEXT[row.state],
            row.state in OURS,
            tone_of(row.state),
            (today - localdate(row.changed_at)).days,
            scores.get(row.id),
        )
        for row in rows
    ]


def _result(case: Case, today: date) -> Mapping[str, Any] | None:
    """The score that was decided, else as things stand."""
    decided = sorted(case.decisions.all(), key=lambda decision: decision.pk)
    if decided and case.state in DECIDED:
        return queries.decided_score(decided[-1], language())
    return queries.live_score(case, today, language()).result
