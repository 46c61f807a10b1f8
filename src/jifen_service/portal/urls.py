"""Addresses of the pages for everybody, without their language prefix."""

from django.urls import path

from jifen_service.accounts.access import stateless
from jifen_service.portal import views
from jifen_service.portal.ahead import views as ahead_views
from jifen_service.portal.exact import views as exact_views
from jifen_service.portal.home.views import home
from jifen_service.portal.public import kept, public
from jifen_service.portal.quick import views as quick_views

app_name = "portal"
urlpatterns = [
    path("", stateless(kept(home)), name="home"),
    path("quick", stateless(quick_views.quick), name="quick"),
    path("quick/result", stateless(quick_views.quick_result), name="quick_result"),
    path("exact", stateless(exact_views.exact), name="exact"),
    path("exact/live", stateless(exact_views.exact_live), name="exact_live"),
    path("exact/record-template.<str:form>", stateless(exact_views.record_template), name="record_template"),
    path("self-test/result", stateless(views.result), name="result"),
    path("self-test/profile.yaml", stateless(views.profile_file), name="profile_file"),
    path("self-test/check", stateless(ahead_views.check), name="check"),
    path("self-test/years", stateless(ahead_views.years), name="years"),
    path("self-test/years/live", stateless(ahead_views.years_live), name="years_live"),
    path("sources", public(views.sources), name="sources"),
]
