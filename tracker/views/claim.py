"""What GitHub credits to somebody else: claimed by its address, and taken out again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from tracker import curate
from tracker.forms.claim import ClaimForm
from tracker.models import Claim, Trigger
from tracker.present.claims import claim_page
from tracker.present.sync import sync_panel
from tracker.tasks import request_sync
from tracker.views.access import own_entry, sign_in_context, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    """Ask for an address, note the claim, and have a sync look at it at once."""
    form = ClaimForm(request.POST or None)
    panel = sync_panel(request.user)
    if not form.is_valid():
        context = {"form": form, "sync": panel} | sign_in_context()
        status = 422 if form.is_bound else 200
        return render(request, "tracker/claim_form.html", context, status=status)
    claim = curate.add_claim(request.user, form.address())
    if claim is None:
        form.add_error("url", "Many of your claims wait already. Try again once they are checked.")
        context = {"form": form, "sync": panel} | sign_in_context()
        return render(request, "tracker/claim_form.html", context, status=422)
    request_sync(request.user, Trigger.OWNER)
    return redirect("tracker:claim", claim.pk)


@signed_in
@require_safe
def show(request: SignedInRequest, claim_id: int) -> HttpResponse:
    """How a claim stands; as a fragment that asks again while it waits."""
    claim = get_object_or_404(Claim, pk=claim_id, user=request.user)
    context = {"claim": claim_page(claim), "sync": sync_panel(request.user)}
    template = "tracker/_claim.html" if request.htmx else "tracker/claim.html"
    return render(request, template, context | sign_in_context())


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Ask once more, then take what was claimed out of the log again."""
    entry = own_entry(request.user, entry_id)
    if not entry.claim:
        return redirect("tracker:entry", entry.pk)
    if request.method != "POST":
        return render(request, "tracker/entry_delete.html", {"entry": entry})
    curate.delete_entry(entry)
    messages.success(request, f"Taken out of your log: “{entry.title}”.")
    return redirect("tracker:log")
