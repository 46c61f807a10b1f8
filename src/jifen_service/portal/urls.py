"""Addresses of the pages for everybody, without their language prefix."""

from django.urls import path

from jifen_service.portal import views
from jifen_service.portal.exact import views as exact_views
from jifen_service.portal.quick import views as quick_views

app_name = "portal"
urlpatterns = [
    path("", quick_views.quick, name="quick"),
    path("quick/result", quick_views.quick_result, name="quick_result"),
    path("exact", exact_views.exact, name="exact"),
    path("exact/live", exact_views.exact_live, name="exact_live"),
    path("exact/record-template.<str:form>", exact_views.record_template, name="record_template"),
    path("self-test/result", views.result, name="result"),
    path("self-test/profile.yaml", views.profile_file, name="profile_file"),
    path("sources", views.sources, name="sources"),
]
