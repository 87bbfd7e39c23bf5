"""The front door."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tracker.present.example import EXAMPLE_TALLY, example_rhythm
from tracker.records import Family
from tracker.views.access import sign_in_context

_CLOSED_TO_ROBOTS = (
    *("/log/", "/settings/", "/resumes/", "/share/", "/sync/", "/accounts/"),
    "/v/",  # pages of single lines, for whoever was given their link
)


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The landing page; whoever is signed in goes straight to their log."""
    if request.user.is_authenticated:
        return redirect("tracker:log")
    return render(
        request,
        "tracker/landing.html",
        sign_in_context()
        | {
            "signups_are_open": settings.SIGNUPS == "open",
            "families": {family.value: family for family in Family},
            "tally_counts": EXAMPLE_TALLY,
            "rhythm": example_rhythm(),
        },
    )


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """What search engines are asked to leave alone: what is not meant for everybody."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED_TO_ROBOTS), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
