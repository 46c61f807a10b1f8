"""All employees: today's points, the next change, the first month below the mark; as a page and as XLSX."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jifen_service.accounts.access import requires
from jifen_service.accounts.roles import Role
from jifen_service.config import clock
from jifen_service.employers import years
from jifen_service.employers.asking import employer_of, traced
from jifen_service.forms.language import language

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@requires(Role.AGENT)
def table(request: HttpRequest) -> HttpResponse:
    """A page of the table; names are masked."""
    page, lines = years.page_of(request.person, clock.today(), request.GET.get("after", ""), language())
    context = {
        "tab": "years",
        "employer": employer_of(request),
        "lines": lines,
        "pages": page,
        "query": "",
        "today": clock.today(),
    }
    return render(request, "employers/years.html", context)


@require_safe
@requires(Role.AGENT)
def download(request: HttpRequest) -> HttpResponse:
    """The whole table as XLSX; that it was taken is recorded."""
    employer, today = employer_of(request), clock.today()
    lines = tuple(years.all_lines(request.person, today, language()))
    content = years.workbook(lines, today)
    years.downloaded(request.person, employer, len(lines), **traced(request))
    name = f'attachment; filename="jifen-years-{today.isoformat()}.xlsx"'
    return HttpResponse(
        content, content_type=_XLSX, headers={"Content-Disposition": name, "Cache-Control": "no-store"}
    )
