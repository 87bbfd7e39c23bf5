"""Settings pages."""

from django.urls import path
from django.views.generic import RedirectView

from accounts.views import connection, data, profile, time_zone, token_sign_in

app_name = "accounts"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="accounts:profile"), name="settings"),
    path("profile/", profile.edit, name="profile"),
    path("time-zone/", time_zone.adopt, name="time_zone"),
    path("connection/", connection.show, name="connection"),
    path("connection/widen/", connection.widen, name="widen"),
    path("connection/disconnect/", connection.end, name="disconnect"),
    path("connection/sign-out/", connection.sign_out_everywhere, name="sign_out_everywhere"),
    path("data/", data.show, name="data"),
    path("data/delete/", data.delete, name="delete"),
    path("farewell/", data.farewell, name="farewell"),
    path("token-sign-in/", token_sign_in.sign_in, name="token_sign_in"),
]
