"""Syncs: ask for one, watch it, and see what the last ones cost."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest, post_only
from tracker.forms.log import WatchForm
from tracker.forms.sync import RetryForm
from tracker.models import Entry, Trigger
from tracker.present.approvals import approval_notices
from tracker.present.gaps import gaps_of
from tracker.present.log_page import log_page
from tracker.present.presence import presence
from tracker.present.selection import Selection
from tracker.present.streams import leaves_out_sponsorships, stream_progress
from tracker.present.sync import last_runs, sync_panel
from tracker.tasks import request_sync, retry_gaps
from tracker.views.access import sign_in_context, signed_in


@signed_in
@post_only(form_on="tracker:log")
def start(request: SignedInRequest) -> HttpResponse:
    """Ask for a sync; the one under way stands for it, if there is one."""
    request_sync(request.user, Trigger.OWNER)
    if request.htmx:
        return _fragment(request)
    messages.success(request, "A sync is on its way. You can close this page.")
    return redirect("tracker:log")


@signed_in
@require_safe
def status(request: SignedInRequest) -> HttpResponse:
    """How the sync stands, as a fragment that asks again only while it changes."""
    return _fragment(request) if request.htmx else redirect("tracker:log")


@signed_in
@require_safe
def runs(request: SignedInRequest) -> HttpResponse:
    """Each stream, what is missing and why, and the last runs; it follows a sync while it runs."""
    streams = stream_progress(request.user)
    context = {
        "streams": streams,
        "leaves_out_sponsorships": leaves_out_sponsorships(streams),
        "gaps": gaps_of(request.user),
        "approvals": approval_notices(request.user),
        "runs": last_runs(request.user),
        "presence": presence(request.user),
        "sync": sync_panel(request.user),
    }
    template = "tracker/sync.html#live" if request.htmx else "tracker/sync.html"
    return render(request, template, context | sign_in_context())


@signed_in
@post_only(form_on="tracker:sync")
def retry(request: SignedInRequest) -> HttpResponse:
    """Have one gap tried again, or all of them."""
    wanted = RetryForm(request.POST)
    if wanted.is_valid() and retry_gaps(request.user, wanted.cleaned_data["gap"]):
        messages.success(request, "It will be tried again at once. You can close this page.")
    else:
        messages.info(request, "That is no longer missing.")
    return redirect("tracker:sync")


@signed_in
@post_only(form_on="tracker:sync")
def again(request: SignedInRequest) -> HttpResponse:
    """Read everything again, as after an organisation has approved us."""
    if request_sync(request.user, Trigger.OWNER, is_full=True).is_full:
        messages.success(request, "Everything is read again. You can close this page.")
    else:
        messages.info(request, "A sync is under way. Ask for this again when it has ended.")
    return redirect("tracker:sync")


def _fragment(request: SignedInRequest) -> HttpResponse:
    """The panel; with it the log while its page has room and at the end, else what came in."""
    watch = WatchForm(request.GET)
    panel = sync_panel(request.user)
    fresh = Entry.objects.filter(user=request.user, pk__gt=watch.seen_id()).count()
    context = {"sync": panel, "seen": watch.seen_id(), "full": watch.is_full(), "fresh": fresh}
    if not watch.is_full() and (fresh or not panel.is_live):
        log = log_page(request.user, Selection())
        context |= {"log": log, "seen": log.newest_id, "full": log.is_full, "fresh": 0}
    return render(request, "tracker/_sync_update.html", context | sign_in_context())
