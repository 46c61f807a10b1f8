"""Addresses of the HTTP interface."""

from django.urls import path

from jifen_service.api.interface import api

urlpatterns = [path("", api.urls)]
