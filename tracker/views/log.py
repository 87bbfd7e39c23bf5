"""The log."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import push_url

from accounts.http import SignedInRequest
from tracker.forms.log import LogForm
from tracker.present.log_page import log_page, older_rows
from tracker.present.selection import Selection
from tracker.present.sync import sync_panel
from tracker.views.access import sign_in_context, signed_in


@signed_in
@require_safe
@vary_on_headers("HX-Request")
def show(request: SignedInRequest) -> HttpResponse:
    """One page of the log; for htmx, only the rows that follow, or only what a filter changes."""
    form = LogForm(request.GET)
    selection, before = form.selection(), form.before_place()
    if not request.htmx:
        page = log_page(request.user, selection, before)
        context = {"log": page, "sync": sync_panel(request.user)} | sign_in_context()
        return render(request, "tracker/log.html", context)
    if before:
        rows = older_rows(request.user, selection, before)
        return render(request, "tracker/log.html#rows", {"log": rows, "is_more": True})
    return _filtered(request, selection)


def _filtered(request: SignedInRequest, selection: Selection) -> HttpResponse:
    """What a filter changes, under an address that can be shared."""
    page = log_page(request.user, selection)
    context = {"log": page, "sync": sync_panel(request.user)} | sign_in_context()
    response = render(request, "tracker/_log_filtered.html", context)
    return push_url(response, f"{request.path}?{page.query}" if page.query else request.path)
