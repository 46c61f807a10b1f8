"""The queue: what waits for the centre, filtered, searched, assigned, one after the other."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from jifen_service.accounts.access import Person, requires
from jifen_service.accounts.models import User
from jifen_service.accounts.roles import CENTRE_ROLES, Role
from jifen_service.casework import queries, service
from jifen_service.casework.calendar import Colour
from jifen_service.casework.states import Kind
from jifen_service.centres import choice
from jifen_service.centres.request import circumstances, number, officer, page
from jifen_service.config import clock
from jifen_service.forms.language import language
from jifen_service.forms.search import hide

#: rows of a page: what a desk's screen shows
ROWS = 30


@require_GET
@officer
def queue(request: HttpRequest) -> HttpResponse:
    """The table of cases; newest filters in the address, what was searched for sealed there."""
    chosen = choice.read(request.GET, request.person)
    today = clock.today()
    found = queries.queue(
        request.person, chosen.filters(today), request.GET.get("after", ""), ROWS, language()
    )
    is_lead = Role.LEAD in request.person.roles
    context = {
        "chosen": chosen,
        "rows": found.rows,
        "pages": found,
        "tabs": choice.tabs(found.counts),
        "further": choice.closed_states(found.counts),
        "kinds": Kind,
        "colours": (Colour.LATE, Colour.SOON, Colour.OK, Colour.PAUSED),
        "today": today,
        "officers": officers(request.person),
        "is_lead": is_lead,
    }
    return page(request, "queue.html", context)


@require_POST
@officer
def find(request: HttpRequest) -> HttpResponse:
    """Search: by POST, so that a number or a name stands in no log; the answer's address has it sealed.

    A number alone leads to the case at once when there is one.
    """
    typed = request.POST.get("q", "")
    chosen = choice.read({**request.POST.dict(), "find": hide(typed)}, request.person)
    if not typed.strip():
        return redirect(f"{reverse('centres:queue')}?{chosen.query(find='')}")
    everywhere = chosen.query(state=choice.ALL)
    return redirect(f"{reverse('centres:queue')}?{everywhere}")


@require_POST
@requires(Role.LEAD)
def assign(request: HttpRequest) -> HttpResponse:
    """Put the chosen cases on an officer's desk, or on nobody's."""
    chosen = choice.read(request.GET, request.person)
    back = redirect(f"{reverse('centres:queue')}?{chosen.query()}")
    ids = [found for found in map(_uuid, request.POST.getlist("case")) if found]
    to = request.POST.get("officer", "")
    officer_id = number(to)
    if not ids or (officer_id is None and to != "none"):
        messages.warning(request, _("先勾选案件, 再选交给谁。"))
        return back
    assigned = service.assign(ids, request.person, officer_id, **circumstances(request))
    done = ngettext("已分配 %(n)s 件。", "已分配 %(n)s 件。", assigned) % {"n": assigned}
    messages.success(request, done)
    if assigned < len(ids):
        messages.warning(request, _("有的案件没有分配: 已经办结, 或是这位人员自己的申请。"))
    return back


@require_GET
@officer
def following(request: HttpRequest) -> HttpResponse:
    """The case after the one that was open, in the same queue."""
    chosen = choice.read(request.GET, request.person)
    found = queries.queue(request.person, chosen.filters(clock.today()), request.GET.get("place", ""), 1)
    if found.rows:
        return redirect(f"{reverse('centres:case', args=[found.rows[0].id])}?{chosen.query()}")
    messages.info(request, _("这一列没有下一件了。"))
    return redirect(f"{reverse('centres:queue')}?{chosen.query()}")


def officers(person: Person) -> QuerySet[User]:
    """The officers of the centre acted at, today."""
    held = User.objects.filter(
        memberships__centre_id__in=sorted(person.centre_ids),
        memberships__role__in=sorted(CENTRE_ROLES),
        memberships__since__lte=person.day,
        is_active=True,
    ).exclude(memberships__until__lt=person.day)
    return held.distinct().order_by("username")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
