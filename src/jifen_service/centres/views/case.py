"""A case side by side: what is claimed, what proves it, what the look-up says, what it scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from jifen_service.accounts.roles import Role
from jifen_service.audit.service import events_of
from jifen_service.casefile.trail import records
from jifen_service.casework import queries, rules, service
from jifen_service.casework.models import Case, Check, Material
from jifen_service.casework.paging import ORDERS
from jifen_service.casework.states import AT_CENTRE, status_line
from jifen_service.centres import amending, choice
from jifen_service.centres.request import circumstances, officer, page
from jifen_service.centres.review import HISTORY, WHOLE, Review, review
from jifen_service.centres.steps import OUTCOMES, Attempt, steps_of
from jifen_service.config import clock
from jifen_service.forms.language import language
from jifen_service.precheck.fields import section_of
from jifen_service.precheck.shown import about, precheck_of
from jifen_service.telling import watching

_RECORDS_SHOWN = 40
_VERDICTS = (Material.Verdict.SEEN, Material.Verdict.MISSING, Material.Verdict.FAULTY)
_JUDGING = frozenset({Role.WINDOW, Role.REVIEWER, Role.LEAD})
_FINDINGS = (Check.Status.AGREES, Check.Status.DIFFERS, Check.Status.BY_HAND)


@dataclass(frozen=True, slots=True)
class Tried:
    """What somebody tried and was refused, shown again as typed.

    ``at``: the part or item to open; ``verdict``: reason and note on the item; ``finding``: topic → what was
    found; ``amended``: place, value, reason; ``message``: why the amendment was not taken.
    """

    step: Attempt | None = None
    at: Mapping[str, str] = field(default_factory=dict)
    verdict: Mapping[str, str] = field(default_factory=dict)
    finding: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    amended: Mapping[str, str] = field(default_factory=dict)
    message: str = ""


@require_GET
@officer
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The review page; the look is recorded with the part that was opened."""
    return show(request, queries.case_for(request.person, case_id))


@officer
def unmask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The same page with one particular in full: asked for by a click, on record, for this once."""
    found = queries.case_for(request.person, case_id)
    if request.method != "POST":
        return redirect("centres:case", case_id)
    field = request.POST.get("field", "")
    service.unmask(found, request.person, field, **circumstances(request))
    return show(request, found, opened=frozenset({field}))


def show(
    request: HttpRequest,
    found: Case,
    *,
    opened: frozenset[str] = frozenset(),
    tried: Tried = Tried(),
    status: int = 200,
) -> HttpResponse:
    """The review page of a case, with what somebody tried and was refused."""
    lang, moment = language(), circumstances(request)
    chosen = choice.read(request.GET, request.person)
    asked, today = {**request.GET.dict(), **tried.at}, clock.today()
    laid_out = review(found, lang=lang, today=today, asked=asked, opened=opened, typed=tried.finding)
    service.look(found, request.person, what=laid_out.key, **moment)
    steps = steps_of(laid_out, request.person, moment["at"], tried.step)
    if tried.step and not any(step.open for step in steps):
        # The step is no longer to be taken, so that no panel says why it did not go.
        messages.warning(request, tried.step.message)
    context = {
        "case": found,
        "lang": lang,
        "review": laid_out,
        "status": status_line(found.kind, found.state),
        "name": found.personal.get("name", ""),
        "clock": queries.clock(found, laid_out.today),
        "steps": steps,
        "reasons": rules.reasons(),
        "handed_in": queries.handed_in(found),
        "outcomes": OUTCOMES,
        "proposal": OUTCOMES.get(found.proposal, ""),
        "verdicts": _VERDICTS,
        "typed_verdict": tried.verdict,
        "findings": _FINDINGS,
        "is_with_centre": found.state in AT_CENTRE,
        "may_judge": found.state in AT_CENTRE and bool(request.person.roles & _JUDGING),
        "may_check": amending.may_check(found, request.person.roles),
        **_amending(laid_out, request, tried),
        **_precheck(laid_out, chosen),
        "lacks_in_words": [lack.message(lang) for lack in laid_out.points.lacks],
        "carry": chosen.query(),
        "place": request.GET.get("place") or ORDERS[_order(chosen)].token(found),
        **_history(laid_out),
    }
    return page(request, "case.html", context, status=status)


def _amending(found: Review, request: HttpRequest, tried: Tried) -> dict[str, object]:
    """The form for an amendment that was asked for, and what may be added to the open part."""
    if found.part is None or not amending.may_check(found.case, request.person.roles):
        return {}
    place = tried.amended.get("place") or request.GET.get("amend", "")
    return {
        "amending": amending.opened(found.reader, place, tried.amended, tried.message),
        "addable": tuple(amending.addable(found.reader, found.part.section)),
    }


def _precheck(found: Review, chosen: choice.Choice) -> dict[str, object]:
    """What the pre-check finds in the whole case, or in the open part."""

    def part_of(place: str) -> str:
        key = section_of(found.case, place)
        return f"?part={key}&{chosen.query()}" if key else ""

    seen = precheck_of(found.case, found.today, found.lang, part_of)
    here = about(seen, found.case, found.part.section.key) if seen and found.part else ()
    return {"precheck": seen if found.key == WHOLE else None, "findings_here": here}


def _order(chosen: choice.Choice) -> str:
    return chosen.ordered_by if chosen.ordered_by in ORDERS else "due"


def _history(found: Review) -> dict[str, object]:
    if found.key != HISTORY:
        return {}
    events = events_of("case", found.case.pk)[:_RECORDS_SHOWN]
    told = watching.of_case(found.case.pk, clock.now())
    return {"told": told, "entries": queries.timeline(found.case), "records": records(events, found.lang)}
