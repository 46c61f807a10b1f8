"""Addresses of the platform: Chinese pages without a prefix, English under /en/, the HTTP interface."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from jifen_service.portal.machines import robots, sitemap
from jifen_service.portal.public import public

handler400 = "jifen_service.config.refusals.bad_request"
handler404 = "jifen_service.config.refusals.not_found"
handler500 = "jifen_service.config.refusals.broken"

urlpatterns = [
    path("api/v1/", include("jifen_service.api.urls")),
    path("sitemap.xml", public(sitemap), name="sitemap"),
    path("robots.txt", public(robots), name="robots"),
    *i18n_patterns(
        path("account/", include("jifen_service.accounts.urls")),
        path("account/", include("jifen_service.accounts.sign_in_urls")),
        path("messages/", include("jifen_service.telling.urls")),
        path("my/", include("jifen_service.applicants.urls")),
        path("employer/", include("jifen_service.employers.urls")),
        path("desk/", include("jifen_service.centres.urls")),
        path("city/", include("jifen_service.city.urls")),
        path("call-back/", include("jifen_service.callbacks.urls")),
        path("", include("jifen_service.notices.urls")),
        path("", include("jifen_service.portal.urls")),
        prefix_default_language=False,
    ),
]
