"""Employees from a spreadsheet: template, preview, confirmation, progress, results."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jifen_service.accounts.access import requires
from jifen_service.accounts.models import Employer
from jifen_service.accounts.roles import Role
from jifen_service.config import clock
from jifen_service.employers.asking import employer_of, traced
from jifen_service.employers.imports import sealed, service
from jifen_service.employers.imports.columns import SheetError, columns
from jifen_service.employers.imports.problems import file_message
from jifen_service.employers.imports.reading import Reading, Workplace, read_employees
from jifen_service.employers.imports.results import outcome_of, workbook
from jifen_service.employers.imports.template import template_csv, template_xlsx
from jifen_service.employers.models import Import
from jifen_service.forms.insurance.problems import RecordError
from jifen_service.forms.language import language
from jifen_service.vault.mask import mask_id_number, mask_name

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_NAME = 128
_PROBLEMS_SHOWN = 200
_UNREADABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Role.AGENT)
def start(request: HttpRequest) -> HttpResponse:
    """Choose a file; a POST reads it and shows what was understood. Nothing is kept of it yet."""
    if request.method == "POST":
        return _preview(request)
    return _start(request)


def _start(request: HttpRequest, refused: str = "") -> HttpResponse:
    context = {
        "tab": "imports",
        "employer": employer_of(request),
        "imports": service.imports_of(request.person),
        "columns": [(column.header[language()], column.required) for column in columns()],
        "refused": refused,
    }
    return render(request, "employers/imports.html", context, status=_UNREADABLE if refused else 200)


def _preview(request: HttpRequest) -> HttpResponse:
    employer, file = employer_of(request), request.FILES.get("file")
    if file is None:
        return _start(request, _("请选一个 XLSX 或 CSV 文件。"))
    workplace = Workplace(employer.name, employer.centre.district)
    try:
        reading = read_employees(file.read(), workplace, clock.today(), language())
    except (SheetError, RecordError) as error:
        return _start(request, file_message(error, language()))
    found = sealed.Preview(uuid.uuid4(), (file.name or "")[:_LONGEST_NAME], clock.now(), reading.employees)
    context = _shown(reading) | {
        "tab": "imports",
        "employer": employer,
        "file_name": found.file_name,
        "preview": sealed.write(found, _whose(request, employer)),
    }
    return render(request, "employers/import_preview.html", context)


def _shown(reading: Reading) -> dict[str, Any]:
    lang = language()
    return {
        "employees": [
            (one.row, mask_name(one.name), mask_id_number(one.id_number)) for one in reading.employees
        ],
        "problems": [
            (problem.row, problem.header(lang), problem.found, problem.message(lang), problem.allowed(lang))
            for problem in reading.problems[:_PROBLEMS_SHOWN]
        ],
        "more_problems": max(0, len(reading.problems) - _PROBLEMS_SHOWN),
        "bad_rows": reading.rows_with_problems,
        "ignored": reading.ignored,
    }


def _whose(request: HttpRequest, employer: Employer) -> str:
    return f"{employer.pk}:{request.user.pk}"


@require_POST
@requires(Role.AGENT)
def confirm(request: HttpRequest) -> HttpResponse:
    """Keep what was shown and have it assessed."""
    employer = employer_of(request)
    try:
        found = sealed.read(request.POST.get("preview", ""), _whose(request, employer), clock.now())
    except sealed.PreviewGoneError:
        return _start(request, _("预览放得太久了, 什么都没有保存。请重新选文件。"))
    if not found.employees:
        return _start(request, _("没有可以导入的行。"))
    kept = service.confirm(request.person, employer.pk, found, **traced(request))
    return redirect("employers:import", kept.pk)


@require_safe
@requires(Role.AGENT)
def batch(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """How far an import is; the table of results once it is whole."""
    return render(request, "employers/import.html", _state(request, import_id))


@require_safe
@requires(Role.AGENT)
def progress(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """The part of that page that changes, asked again while the work goes on."""
    return render(request, "employers/import_progress.html", _state(request, import_id))


def _state(request: HttpRequest, import_id: UUID) -> dict[str, Any]:
    found = service.import_for(request.person, import_id)
    state = service.progress(found)
    # While the work goes on the page is asked again and again: the table comes when it is whole.
    outcomes = [outcome_of(row, language()) for row in found.rows.all()] if state.finished else []
    reached = sum(1 for one in outcomes if one.result and one.result["passes"])
    return {
        "tab": "imports",
        "employer": employer_of(request),
        "batch": found,
        "progress": state,
        "outcomes": outcomes,
        "reached": reached,
        "stopped": service.may_restart(found, clock.now()),
        "keeps_until": service.keeps_until(found),
    }


@require_safe
@requires(Role.AGENT)
def download(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """The table of results as XLSX; that it was taken is recorded."""
    found: Import = service.import_for(request.person, import_id)
    content = workbook((outcome_of(row, language()) for row in found.rows.all()), found.on)
    service.downloaded(request.person, found, **traced(request))
    return _file(content, _XLSX, f"jifen-{found.on.isoformat()}.xlsx")


@require_safe
@requires(Role.AGENT)
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The template to fill in."""
    employer_of(request)
    if kind == "csv":
        return _file(template_csv(language()), "text/csv; charset=utf-8", "employees.csv")
    if kind == "xlsx":
        return _file(template_xlsx(language(), clock.today()), _XLSX, "employees.xlsx")
    raise Http404


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=media_type, headers=headers)


@require_POST
@requires(Role.AGENT)
def restart(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Begin the rest again where the worker was stopped."""
    service.restart(request.person, import_id, **traced(request))
    return redirect("employers:import", import_id)


@require_POST
@requires(Role.AGENT)
def remove(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Erase an import and everything about its people."""
    service.remove(request.person, import_id, **traced(request))
    messages.success(request, _("这一批已删除, 里面的个人信息也一并删除。"))
    return redirect("employers:imports")
