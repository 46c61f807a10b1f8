"""Addresses of the pages for everybody, without their language prefix."""

from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from jifen_service.accounts.access import stateless
from jifen_service.portal import views
from jifen_service.portal.ahead import plans as ahead_plans
from jifen_service.portal.ahead import views as ahead_views
from jifen_service.portal.benefits.views import benefits
from jifen_service.portal.checklist.views import materials
from jifen_service.portal.exact import views as exact_views
from jifen_service.portal.guide import views as guide_views
from jifen_service.portal.home.views import home
from jifen_service.portal.lawbook import views as law_views
from jifen_service.portal.news import subscription as news_subscription
from jifen_service.portal.news import views as news_views
from jifen_service.portal.places import views as places_views
from jifen_service.portal.public import MOVING_SECONDS, kept, public
from jifen_service.portal.quick import views as quick_views
from jifen_service.portal.search.views import search
from jifen_service.portal.settle.views import settle

app_name = "portal"
urlpatterns = [
    path("", stateless(kept(home)), name="home"),
    path("quick", stateless(kept(quick_views.quick)), name="quick"),
    path("quick/result", stateless(quick_views.quick_result), name="quick_result"),
    path("exact", stateless(kept(exact_views.exact)), name="exact"),
    path("exact/live", stateless(exact_views.exact_live), name="exact_live"),
    path("exact/record-template.<str:form>", stateless(exact_views.record_template), name="record_template"),
    path("self-test/result", stateless(views.result), name="result"),
    path("self-test/profile.yaml", stateless(views.profile_file), name="profile_file"),
    path("self-test/check", stateless(ahead_views.check), name="check"),
    path("self-test/years", stateless(ahead_views.years), name="years"),
    path("self-test/plans", stateless(ahead_plans.plans), name="plans"),
    path("self-test/plans/steps.ics", stateless(ahead_plans.steps_file), name="plan_file"),
    path("self-test/years/live", stateless(ahead_views.years_live), name="years_live"),
    path("guide", public(guide_views.contents), name="guide"),
    path("guide/<slug:slug>", public(guide_views.page), name="guide_page"),
    path("checked", public(guide_views.checked), name="guide_checked"),
    path("benefits", stateless(kept(benefits)), name="benefits"),
    path("settle", stateless(kept(settle)), name="settle"),
    path("materials", stateless(kept(materials)), name="materials"),
    path("places", public(places_views.places, seconds=MOVING_SECONDS), name="places"),
    path("places/find", stateless(require_POST(places_views.find)), name="places_find"),
    path("places/<str:code>", public(places_views.place, seconds=MOVING_SECONDS), name="place"),
    path("news", public(news_views.news), name="news"),
    path("news/feed.atom", public(news_views.feed), name="news_feed"),
    path("news/subscribe", stateless(require_POST(news_subscription.subscribe)), name="news_subscribe"),
    path(
        "news/subscription/<str:token>",
        stateless(require_http_methods(["GET", "HEAD", "POST"])(news_subscription.subscription)),
        name="news_subscription",
    ),
    path("news/<str:day>", public(news_views.entry), name="news_entry"),
    path("law", public(law_views.law), name="law"),
    path("law/difference", public(law_views.compare), name="law_difference"),
    path("law/changes", public(law_views.changes), name="law_changes"),
    path("law/settlement", public(law_views.settlement), name="law_settlement"),
    path("law/<slug:section>", public(law_views.section), name="law_section"),
    path("search", public(search), name="search"),
    path("sources", public(views.sources), name="sources"),
]
