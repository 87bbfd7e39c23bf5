"""What every request of the person who is signed in has in common."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone


class KeepPrivateMiddleware:
    """Keep what somebody reads while signed in out of every cache, also that of their browser.

    After signing out, the Back button shows none of it. A view that sets Cache-Control decides.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with Cache-Control set for whoever is signed in."""
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class TimeZoneMiddleware:
    """Show every time in the zone of the person who reads the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the person's zone active; UTC for a visitor."""
        with timezone.override(request.user.zone if request.user.is_authenticated else "UTC"):
            return self.get_response(request)
