"""The notice of a case on the screen and on paper, its prints so far, and the letters."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jifen_service.accounts.roles import CENTRE_ROLES, Role
from jifen_service.casework import queries
from jifen_service.casework import service as casework
from jifen_service.casework.models import Case
from jifen_service.config import clock
from jifen_service.fonts.errors import FontMissingError, GlyphMissingError, PrintError
from jifen_service.forms.language import language
from jifen_service.notices import letters, service, wording
from jifen_service.notices.printing import pdf
from jifen_service.notices.request import circumstances, concerned, site

_UNAVAILABLE, _GONE = 503, 409


@require_safe
@concerned
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The notice as a page: what it says, printing it, who printed it when; the letters beside it."""
    found = queries.case_for(request.person, case_id)
    issued = service.issued(found, request.person, clock.today())
    casework.look(found, request.person, what="notice", **circumstances(request))
    tree = None
    if issued is not None and issued.notice.content:
        tree = wording.document(issued.notice, language(), site(request))
    context = {
        "case": found,
        "back": _case_page(request),
        "issued": issued,
        "tree": tree,
        "letters": letters.available(found),
    }
    response = render(request, "notices/case.html", context)
    add_never_cache_headers(response)
    return response


@require_POST
@concerned
def print_notice(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The signed PDF; that it was printed is recorded, by whom and from where."""
    found = queries.case_for(request.person, case_id)
    lang = "en" if request.POST.get("lang") == "en" else "zh"
    try:
        content = service.print_notice(
            found, request.person, site=site(request), lang=lang, **circumstances(request)
        )
    except (service.NotPrintableError, casework.NotAllowed, casework.StaleCase):
        text = _("现在不能打印这份通知书。回到通知书的页面看它现在的状态。")
        return _sorry(request, found, _("没有打印"), text, _GONE)
    except PrintError as error:
        return _no_font(request, found, error)
    return _file(content, f"{found.number}-notice.pdf")


@require_safe
@concerned
def letter(request: HttpRequest, case_id: UUID, letter: str) -> HttpResponse:
    """A letter as PDF, or as a page with ``?page``; the look is recorded."""
    found = queries.case_for(request.person, case_id)
    tree = letters.document(found, letter, language())
    if tree is None:
        raise Http404
    casework.look(found, request.person, what=letter, **circumstances(request))
    if "page" in request.GET:
        context = {"case": found, "back": _case_page(request), "tree": tree, "letter": letter}
        response = render(request, "notices/letter.html", context)
        add_never_cache_headers(response)
        return response
    try:
        return _file(pdf.write(tree, clock.now()), f"{found.number}-{letter}.pdf")
    except PrintError as error:
        return _no_font(request, found, error)


def _case_page(request: HttpRequest) -> str:
    """The name of the page of a case at the front that somebody came from."""
    roles = request.person.roles
    if roles & CENTRE_ROLES:
        return "centres:case"
    return "employers:case" if Role.AGENT in roles else "applicants:case"


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    add_never_cache_headers(response)
    return response


def _no_font(request: HttpRequest, case: Case, error: PrintError) -> HttpResponse:
    """What is missing, in words for who prints; nothing was recorded, nothing signed."""
    text = _("这台服务器现在打印不出来, 已知道缺什么: %(what)s") % {"what": error}
    if isinstance(error, GlyphMissingError):
        listed = ", ".join(f"{one} (U+{ord(one):04X})" for one in error.characters)
        text = _("字库里没有这些字: %(listed)s。为了不印错, 没有打印。请联系受理点。") % {"listed": listed}
    elif isinstance(error, FontMissingError):
        text = _("这台服务器没有中文字体, 打印不出来。请联系受理点。")
    return _sorry(request, case, _("没有打印"), text, _UNAVAILABLE)


def _sorry(request: HttpRequest, case: Case, title: str, text: str, status: int) -> HttpResponse:
    context = {"case": case, "back": _case_page(request), "title": title, "text": text}
    return render(request, "notices/sorry.html", context, status=status)
