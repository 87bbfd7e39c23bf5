"""How often one address may start to sign in."""

from collections.abc import Callable
from functools import wraps

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SIGN_IN_WINDOW = 60  # seconds; the rate itself is ACCOUNT_RATE_LIMITS["sign_in"]


def limit_sign_ins(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 429 to an address that posts too often; reading the page is not counted."""

    @wraps(view)
    def limited(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if ratelimit.consume(request, action="sign_in"):
            return view(request, *args, **kwargs)
        return _too_many(request)

    return limited


def _too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "accounts/too_many_sign_ins.html", status=429)
    response["Retry-After"] = str(SIGN_IN_WINDOW)
    return response
