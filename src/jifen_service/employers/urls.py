"""Addresses of the employers' front."""

from django.urls import path

from jifen_service.employers.views import cases, imports, people, registration, review, years

app_name = "employers"

urlpatterns = [
    path("", cases.home, name="home"),
    path("find/", cases.find, name="find"),
    path("years/", years.table, name="years"),
    path("years/table.xlsx", years.download, name="years_download"),
    path("register/", registration.register, name="register"),
    path("about/", registration.about, name="about"),
    path("about/licence/", registration.licence, name="licence"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/invitations/<uuid:invitation_id>/revoke/", people.revoke, name="revoke"),
    path("people/agents/<int:membership_id>/remove/", people.remove, name="remove_agent"),
    path("invitation/<str:token>/", people.invitation, name="invitation"),
    path("cases/<uuid:case_id>/", review.case, name="case"),
    path("cases/<uuid:case_id>/show/", review.show_field, name="show_field"),
    path("cases/<uuid:case_id>/print/", review.printed, name="print"),
    path("cases/<uuid:case_id>/do/<slug:name>/", review.act, name="act"),
    path("cases/<uuid:case_id>/materials/<slug:code>/", review.hand_in, name="hand_in"),
    path("uploads/<uuid:upload_id>/", review.page, name="upload"),
    path("uploads/<uuid:upload_id>/small/", review.thumbnail, name="thumbnail"),
    path("imports/", imports.start, name="imports"),
    path("imports/template.<str:kind>", imports.template, name="import_template"),
    path("imports/confirm/", imports.confirm, name="import_confirm"),
    path("imports/<uuid:import_id>/", imports.batch, name="import"),
    path("imports/<uuid:import_id>/progress/", imports.progress, name="import_progress"),
    path("imports/<uuid:import_id>/table.xlsx", imports.download, name="import_download"),
    path("imports/<uuid:import_id>/restart/", imports.restart, name="import_restart"),
    path("imports/<uuid:import_id>/remove/", imports.remove, name="import_remove"),
]
