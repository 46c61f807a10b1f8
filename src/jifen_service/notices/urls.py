"""Addresses of notices and letters, and of verification for everybody."""

from django.urls import path

from jifen_service.accounts.access import stateless
from jifen_service.notices.views import prints, verify

app_name = "notices"

urlpatterns = [
    path("verify", stateless(verify.verify), name="verify"),
    path("verify/<str:code>", stateless(verify.verify_code), name="verify_code"),
    path("notices/<uuid:case_id>", prints.case, name="case"),
    path("notices/<uuid:case_id>/print", prints.print_notice, name="print"),
    path("notices/<uuid:case_id>/<slug:letter>.pdf", prints.letter, name="letter"),
]
