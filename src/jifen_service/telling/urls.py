"""Addresses of the inbox and of how one wants to be told."""

from django.urls import path

from jifen_service.telling import views

app_name = "telling"

urlpatterns = [
    path("", views.messages_page, name="inbox"),
    path("read-all/", views.read_all, name="read_all"),
    path("sent/", views.sent, name="sent"),
    path("settings/", views.settings, name="settings"),
    path("settings/email/", views.address, name="address"),
    path("settings/email/confirm/", views.confirm, name="confirm"),
    path("settings/email/remove/", views.remove, name="remove"),
    path("<uuid:message_id>/", views.message, name="message"),
    path("<uuid:message_id>/unread/", views.unread, name="unread"),
    path("<uuid:message_id>/calendar.ics", views.calendar, name="calendar"),
]
