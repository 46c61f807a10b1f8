"""Addresses of the platform: pages in Chinese without a prefix and in English under /en/, the HTTP interface."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("jifen_service.api.urls")),
    *i18n_patterns(
        path("account/", include("jifen_service.accounts.urls")),
        path("account/", include("jifen_service.accounts.sign_in_urls")),
        path("", include("jifen_service.portal.urls")),
        prefix_default_language=False,
    ),
]
