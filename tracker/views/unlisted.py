"""Pages that only their address opens: it must not be guessed, kept or passed on."""

from collections.abc import Callable
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from tracker.views.misses import WINDOW, has_missed_too_often, note_miss

KEEP_NOWHERE = "private, no-store"

Found = TypeVar("Found")


def unlisted(
    request: HttpRequest,
    find: Callable[[], Found | None],
    page: Callable[[Found], HttpResponseBase],
) -> HttpResponseBase:
    """Answer with the page of what `find` finds; 404 for nothing, or 429 for a row of those."""
    if has_missed_too_often(request):
        return _too_many(request)
    found = find()
    if found is None:
        note_miss(request)
        raise Http404
    response = page(found)
    response.headers["Cache-Control"] = KEEP_NOWHERE
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = str(WINDOW)
    response.headers["Cache-Control"] = KEEP_NOWHERE
    return response
