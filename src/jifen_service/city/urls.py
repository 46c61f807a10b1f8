"""Addresses of the city administrator's pages."""

from django.urls import path

from jifen_service.city.views import (
    audit,
    centres,
    comparisons,
    home,
    law,
    law_steps,
    law_values,
    officers,
    populations,
    registers,
    telling,
)

app_name = "city"

urlpatterns = [
    path("", home.home, name="home"),
    path("figures/sheet/", home.sheet, name="figures_sheet"),
    path("second-factor/", home.second_factor, name="second_factor"),
    path("officers/", officers.officers, name="officers"),
    path("officers/<int:membership_id>/end/", officers.end, name="end"),
    path("centres/", centres.centres, name="centres"),
    path("centres/<int:centre_id>/", centres.centre, name="centre"),
    path("registers/", registers.registers, name="registers"),
    path("registers/<slug:registry>/try/", registers.try_register, name="try_register"),
    path("messages/", telling.deliveries, name="deliveries"),
    path("messages/<int:delivery_id>/again/", telling.try_again, name="try_again"),
    path("texts/", telling.all_texts, name="texts"),
    path("texts/<str:key>/<str:channel>/", telling.text, name="text"),
    path("law/", law.drafts, name="law"),
    path("law/new/", law.new, name="law_new"),
    path("law/<int:draft_id>/", law.draft, name="law_draft"),
    path("law/<int:draft_id>/name/", law.name, name="law_name"),
    path("law/<int:draft_id>/choose/", law_values.choose, name="law_choose"),
    path("law/<int:draft_id>/values/<str:key>/", law_values.value, name="law_value"),
    path("law/<int:draft_id>/remove/", law_values.remove, name="law_remove"),
    path("law/<int:draft_id>/steps/<slug:name>/", law_steps.step, name="law_step"),
    path("law/<int:draft_id>/file.yaml", law.file, name="law_file"),
    path("populations/", populations.populations, name="populations"),
    path("populations/new/", populations.new, name="population_new"),
    path("populations/<uuid:population_id>/", populations.population, name="population"),
    path("populations/<uuid:population_id>/remove/", populations.remove, name="population_remove"),
    path("populations/compare/", comparisons.new, name="comparison_new"),
    path("populations/compared/<uuid:comparison_id>/", comparisons.comparison, name="comparison"),
    path(
        "populations/compared/<uuid:comparison_id>/progress/",
        comparisons.progress,
        name="comparison_progress",
    ),
    path("populations/compared/<uuid:comparison_id>/stop/", comparisons.cancel, name="comparison_cancel"),
    path("populations/compared/<uuid:comparison_id>/again/", comparisons.restart, name="comparison_restart"),
    path("populations/compared/<uuid:comparison_id>/remove/", comparisons.remove, name="comparison_remove"),
    path(
        "populations/compared/<uuid:comparison_id>/report.<slug:form>",
        comparisons.report,
        name="comparison_report",
    ),
    path(
        "populations/compared/<uuid:comparison_id>/<slug:name>.png",
        comparisons.chart,
        name="comparison_chart",
    ),
    path("audit/", audit.trail, name="audit"),
    path("audit/verify/", audit.verify, name="verify"),
]
