"""The registers' page of the desk: how each stands, files out and in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from jifen_service.accounts.roles import Role
from jifen_service.accounts.uploads import takes_uploads
from jifen_service.casework.errors import CaseworkError, NotConcerned
from jifen_service.centres.request import circumstances, file_response, officer, page
from jifen_service.config import clock
from jifen_service.forms.insurance.problems import RecordError
from jifen_service.forms.language import language
from jifen_service.registries import exchange, service
from jifen_service.registries.queries import DAYS, name_of, standings
from jifen_service.registries.words import problem_in_words

_UNFIT = 422


@require_GET
@officer
def registers(request: HttpRequest) -> HttpResponse:
    """Every register with its state; files for those that are asked by file."""
    return _page(request)


def _page(request: HttpRequest, status: int = 200, **more: object) -> HttpResponse:
    lang, roles = language(), request.person.roles
    context = {
        "lang": lang,
        "standings": standings(clock.today(), lang),
        "days": DAYS,
        "may_exchange": bool(roles & service.CHECKING),
        "may_try": Role.LEAD in roles,
        "try_url": "centres:try_register",
        "batches": [(batch, name_of(batch.registry, lang)) for batch in exchange.batches(request.person)],
        **more,
    }
    return page(request, "registers.html", context, status=status)


@require_POST
@officer
def try_register(request: HttpRequest, registry: str) -> HttpResponse:
    """Close a register's circuit and have asked what waits for it."""
    try:
        asked = service.try_now(registry, request.person, **circumstances(request))
    except NotConcerned:
        raise
    except CaseworkError as refused:
        messages.error(request, refused.message(language()))
    else:
        words = ngettext("正在重新查询 %(n)s 项。", "正在重新查询 %(n)s 项。", asked) % {"n": asked}
        messages.success(request, words)
    return redirect("centres:registers")


@require_POST
@officer
def export(request: HttpRequest, registry: str) -> HttpResponse:
    """Make a file of what waits for a register."""
    try:
        batch = exchange.export(registry, request.person, **circumstances(request))
    except NotConcerned:
        raise
    except CaseworkError as refused:
        messages.error(request, refused.message(language()))
        return redirect("centres:registers")
    if batch is None:
        messages.warning(request, _("没有等待导出的查询。"))
        return redirect("centres:registers")
    return _file(batch)


@require_GET
@officer
def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """A file once more, with what is still awaited of it."""
    return _file(exchange.batch_of(request.person, batch_id))


def _file(made: exchange.Batch) -> HttpResponse:
    name = f"{made.registry}-{localtime(made.made_at):%Y%m%d-%H%M}.csv"
    return file_response(exchange.content(made, language()), "text/csv; charset=utf-8", name)


@takes_uploads
@require_POST
@officer
def receive(request: HttpRequest, registry: str) -> HttpResponse:
    """Take in a file that came back; the page says row by row what could not be taken."""
    file, lang = request.FILES.get("file"), language()
    try:
        content = file.read() if file else b""
        told = exchange.receive_file(registry, request.person, content, **circumstances(request))
    except RecordError as error:
        return _page(request, _UNFIT, unreadable=error.problem.message(lang))
    except NotConcerned:
        raise
    except CaseworkError as refused:
        messages.error(request, refused.message(lang))
        return redirect("centres:registers")
    problems = [(problem, problem_in_words(problem.code)) for problem in told.problems]
    return _page(request, _UNFIT if problems else 200, told=told, problems=problems)
