"""allauth's pages, without the ones that this site has no use for."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    # Its page manages many accounts of many providers; here there is one, with a page of its own.
    path("3rdparty/", RedirectView.as_view(pattern_name="accounts:connection")),
    path("", include("allauth.urls")),
]
