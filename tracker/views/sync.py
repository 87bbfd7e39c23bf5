"""Syncs: ask for one, watch it, and see what the last ones cost."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest, post_only
from tracker.forms.log import WatchForm
from tracker.models import Entry, Trigger
from tracker.present.log_page import log_page
from tracker.present.selection import Selection
from tracker.present.streams import stream_progress
from tracker.present.sync import last_runs, sync_panel
from tracker.tasks import request_sync
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
    """Each stream with its gaps, and the last runs with what they cost."""
    context = {
        "streams": stream_progress(request.user),
        "runs": last_runs(request.user),
        "sync": sync_panel(request.user),
    }
    return render(request, "tracker/sync.html", context | sign_in_context())


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
