"""Types for views, and what a view may be asked by."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class SignedInRequest(HttpRequest):
    """A request that `login_required` let through."""

    user: User
    htmx: HtmxDetails


def post_only(
    *, form_on: str, of: str = ""
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Let POST through, and send whoever only looks to the page named `form_on`, with its form.

    People come by GET when they reload in the address bar, or have signed in again. `of` names the
    part of the address that this page needs too. Any other method is answered 405.
    """

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        posted = require_POST(view)

        @wraps(view)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.method in {"GET", "HEAD"}:
                return redirect(reverse(form_on, kwargs={of: kwargs[of]} if of else {}))
            return posted(request, *args, **kwargs)

        return answer

    return decorate
