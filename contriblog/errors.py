"""The pages for what went wrong outside any view."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class NotFoundMiddleware:
    """Show our own page for what is not found, with DEBUG too.

    Django's page for developers tells a private profile from one that does not exist.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the view did, or with the page that says that nothing is there."""
        response = self.get_response(request)
        if settings.DEBUG and response.status_code == HTTPStatus.NOT_FOUND:
            return render(request, "404.html", status=HTTPStatus.NOT_FOUND)
        return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was open too long or came from elsewhere; `reason` is Django's."""
    return render(request, "403_csrf.html", {"reason": reason}, status=403)
