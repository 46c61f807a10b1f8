"""Addresses of one's account that allauth does not bring."""

from django.urls import path

from jifen_service.accounts import views

app_name = "accounts"

urlpatterns = [
    path("home/", views.home, name="home"),
    path("settings/", views.settings, name="settings"),
    path("act/", views.act, name="act"),
    path("sign-out-everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("second-factor-needed/", views.second_factor_needed, name="second_factor_needed"),
]
