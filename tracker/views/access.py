"""Who may ask, and for what."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django_htmx.http import HttpResponseClientRefresh

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.oauth_app import has_oauth_app
from tracker.models import Entry, Resume, ResumeVersion

P = ParamSpec("P")


def signed_in(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Let people through who are signed in, and send the others to sign in.

    A fragment that is asked for after the session ended must not become a sign-in page inside a
    page: then a GET reloads the whole page, and a POST answers 401, which keeps what was typed.
    A résumé or a version that goes while the view works is not found.
    """
    guarded = login_required(view)

    @wraps(view)
    def checked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_authenticated or not request.headers.get("HX-Request"):
            try:
                return guarded(cast(SignedInRequest, request), *args, **kwargs)
            except (Resume.DoesNotExist, ResumeVersion.DoesNotExist):
                raise Http404 from None
        return HttpResponseClientRefresh() if request.method == "GET" else HttpResponse(status=401)

    return checked


def sign_in_context() -> dict[str, object]:
    """What the sign-in button needs to know: whether this site has an OAuth app."""
    return {"offers_github": has_oauth_app()}


def own_entry(owner: User, entry_id: int, **conditions: Any) -> Entry:
    """An entry of this person, with its repository and annotation; 404 for any other."""
    entries = Entry.objects.select_related("repository", "annotation")
    return get_object_or_404(entries, pk=entry_id, user=owner, **conditions)


def own_resume(owner: User, resume_id: int) -> Resume:
    """A résumé of this person; 404 for any other."""
    resume = get_object_or_404(Resume, pk=resume_id, user=owner)
    resume.user = owner  # who is known already
    return resume
