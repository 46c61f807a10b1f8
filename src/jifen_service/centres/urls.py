"""Addresses of the officers' desk."""

from django.urls import path

from jifen_service.centres.views import case, employers, exchange, figures, files, queue, registers, steps

app_name = "centres"

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("find/", queue.find, name="find"),
    path("assign/", queue.assign, name="assign"),
    path("next/", queue.following, name="next"),
    path("cases/<uuid:case_id>/", case.case, name="case"),
    path("cases/<uuid:case_id>/unmask/", case.unmask, name="unmask"),
    path("cases/<uuid:case_id>/claim/", steps.claim, name="claim"),
    path("cases/<uuid:case_id>/release/", steps.release, name="release"),
    path("cases/<uuid:case_id>/amend/", steps.amend, name="amend"),
    path("cases/<uuid:case_id>/steps/<slug:name>/", steps.step, name="step"),
    path("cases/<uuid:case_id>/items/<slug:code>/", steps.judge, name="judge"),
    path("cases/<uuid:case_id>/checks/<slug:topic>/", steps.check, name="check"),
    path("cases/<uuid:case_id>/checks/<slug:topic>/ask/", registers.ask, name="ask"),
    path("cases/<uuid:case_id>/checks/<slug:topic>/take-over/", registers.take_over, name="take_over"),
    path("cases/<uuid:case_id>/checks/<slug:topic>/evidence/", registers.keep, name="keep_evidence"),
    path("registers/", exchange.registers, name="registers"),
    path("registers/<slug:registry>/try/", exchange.try_register, name="try_register"),
    path("registers/<slug:registry>/export/", exchange.export, name="export_lookups"),
    path("registers/<slug:registry>/receive/", exchange.receive, name="receive_lookups"),
    path("registers/files/<uuid:batch_id>/", exchange.batch, name="lookup_batch"),
    path("evidence/<uuid:evidence_id>/", registers.kept, name="evidence"),
    path("files/<uuid:upload_id>/small/", files.small, name="file_small"),
    path("files/<uuid:upload_id>/pages/<int:number>/", files.page, name="file_page"),
    path("files/<uuid:upload_id>/", files.original, name="file"),
    path("employers/", employers.waiting, name="employers"),
    path("employers/<uuid:employer_id>/", employers.employer, name="employer"),
    path("employers/<uuid:employer_id>/licence/", employers.licence, name="licence"),
    path("figures/", figures.figures, name="figures"),
    path("figures/sheet/", figures.sheet, name="figures_sheet"),
]
