"""The application form on paper: as PDF, or as a page to print where the machine has no Chinese font."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import override
from django.views.decorators.http import require_safe

from jifen_service.applicants import application_form
from jifen_service.applicants.answers import answers, as_rows, with_words
from jifen_service.applicants.application_form import Sheet
from jifen_service.applicants.request import applicant, circumstances, own_case, page
from jifen_service.casework import service
from jifen_service.casework.models import Case
from jifen_service.config import clock


@require_safe
@applicant
def pdf(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The form as PDF, everything in full; that it was printed is recorded."""
    case = own_case(request, case_id)
    if application_form.font() is None:
        return redirect("applicants:print", case.pk)
    service.look(case, request.person, what="application_form", **circumstances(request))
    response = HttpResponse(application_form.write(_sheet(case)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{case.number}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@applicant
def paper(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The form as a page to print."""
    case = own_case(request, case_id)
    service.look(case, request.person, what="application_form", **circumstances(request))
    context = {"case": case, "sheet": _sheet(case), "no_font": application_form.font() is None}
    return page(request, "paper.html", context)


def _sheet(case: Case) -> Sheet:
    """The form's content; always in Chinese, since it goes to an office."""
    with override("zh-hans"):
        head = [
            ("编号", case.number),
            ("办理种类", str(case.get_kind_display())),
            ("单位", case.employer.name if case.employer else ""),
            ("统一社会信用代码", case.employer.credit_code if case.employer else ""),
            ("受理点", case.centre.name if case.centre else ""),
            ("打印日期", clock.today().isoformat()),
        ]
        parts = as_rows(with_words(answers(case, "zh", whole=True), "没有"))
        return Sheet(
            title="上海市居住证积分申请表",
            head=head,
            parts=parts,
            declaration="本人承诺以上内容真实、准确、完整, 提供的材料真实有效, 并愿意承担相应的法律责任。",
            signature="申请人签名:\n\n\n\n日期:     年   月   日",
            seal="单位意见 (盖章):\n\n\n\n日期:     年   月   日",
            foot=f"沪积分 {case.number}",
        )
