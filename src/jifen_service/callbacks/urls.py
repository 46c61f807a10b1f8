"""Addresses of call-backs: for everybody, and the advisers' desk."""

from django.urls import path

from jifen_service.callbacks.views import desk, everybody

app_name = "callbacks"

urlpatterns = [
    path("", everybody.ask, name="ask"),
    path("with-result", everybody.with_result, name="with_result"),
    path("mine/<str:token>/", everybody.own, name="own"),
    path("mine/<str:token>/again", everybody.again, name="again"),
    path("mine/<str:token>/withdraw", everybody.withdraw, name="withdraw"),
    path("desk/", desk.queue, name="desk"),
    path("desk/<uuid:callback_id>/", desk.call, name="call"),
    path("desk/<uuid:callback_id>/take", desk.take, name="take"),
]
