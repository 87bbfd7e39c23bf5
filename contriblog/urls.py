"""The root of all URLs."""

from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView

# Looked up when it is asked for: its name has a digest, which `collectstatic` gives it.
_icon = lazy(static, str)("img/favicon.svg")
urlpatterns = [
    path("favicon.ico", RedirectView.as_view(url=_icon)),
    path("admin/", admin.site.urls),
    path("accounts/", include("accounts.sign_in_urls")),
    path("settings/", include("accounts.urls")),
    path("", include("tracker.urls")),
]
