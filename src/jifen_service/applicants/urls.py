"""Addresses of the applicant's front."""

from django.urls import path

from jifen_service.applicants.views import case, form, home, materials, prints, renewal

app_name = "applicants"

urlpatterns = [
    path("", home.home, name="home"),
    path("start", home.start, name="start"),
    path("data", home.my_data, name="my_data"),
    path("invitation/<str:token>", home.invited, name="invited"),
    path("cases/<uuid:case_id>", case.case, name="case"),
    path("cases/<uuid:case_id>/employer", form.employer, name="employer"),
    path("cases/<uuid:case_id>/form/<slug:key>", form.section, name="section"),
    path("cases/<uuid:case_id>/check", case.check, name="check"),
    path("cases/<uuid:case_id>/answers", case.filled_in, name="answers"),
    path("cases/<uuid:case_id>/show/<slug:field>", case.show, name="show"),
    path("cases/<uuid:case_id>/materials", materials.materials, name="materials"),
    path("cases/<uuid:case_id>/materials/<slug:code>", materials.upload, name="upload"),
    path("cases/<uuid:case_id>/withdraw", case.withdraw, name="withdraw"),
    path("cases/<uuid:case_id>/follow/<slug:kind>", case.follow, name="follow"),
    path("cases/<uuid:case_id>/renew", renewal.renew, name="renew"),
    path("cases/<uuid:case_id>/changes", renewal.changes, name="changes"),
    path("cases/<uuid:case_id>/looks", case.looks, name="looks"),
    path("cases/<uuid:case_id>/application-form.pdf", prints.pdf, name="pdf"),
    path("cases/<uuid:case_id>/print", prints.paper, name="print"),
    path("files/<uuid:upload_id>", materials.file, name="file"),
    path("files/<uuid:upload_id>/thumbnail", materials.thumbnail, name="thumbnail"),
]
