"""What GitHub cannot see, put into the log by hand."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from tracker import curate
from tracker.forms.manual import ManualEntryForm
from tracker.models import Entry
from tracker.records import Kind, Source
from tracker.views.access import own_entry, signed_in

_SUGGESTED = ("title", "place", "url")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    """Ask for a new entry, and store it; "tell" goes on to its story."""
    form = ManualEntryForm(request.POST or None, owner=request.user)
    if not form.is_valid():
        _suggest(form, request.GET.dict())
        return _form(request, form)
    entry = curate.add_entry(request.user, form.said(), draft=form.draft_id())
    messages.success(request, f"Logged: “{entry.title}”.")
    return _next(request, entry)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Change an entry that was added by hand."""
    entry = own_entry(request.user, entry_id, source=Source.MANUAL)
    form = ManualEntryForm(request.POST or None, owner=request.user, entry=entry)
    if not form.is_valid():
        return _form(request, form, entry)
    curate.edit_entry(entry, request.user, form.said())
    messages.success(request, "Your changes are saved.")
    return _next(request, entry)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Ask once more, then delete an entry that was added by hand."""
    entry = own_entry(request.user, entry_id, source=Source.MANUAL)
    if request.method != "POST":
        return render(request, "tracker/entry_delete.html", {"entry": entry})
    curate.delete_entry(entry)
    messages.success(request, f"Deleted: “{entry.title}”.")
    return redirect("tracker:log")


def _form(
    request: SignedInRequest, form: ManualEntryForm, entry: Entry | None = None
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    context = {"form": form, "entry": entry}
    return render(request, "tracker/entry_form.html", context, status=status)


def _suggest(form: ManualEntryForm, said: Mapping[str, str]) -> None:
    """Fill in what the link that led here knows."""
    if said.get("kind") in set(Kind):
        form.initial["kind"] = said["kind"]
    form.initial.update({name: said[name] for name in _SUGGESTED if said.get(name)})


def _next(request: SignedInRequest, entry: Entry) -> HttpResponse:
    address = reverse("tracker:entry", args=[entry.pk])
    return redirect(f"{address}#story" if "tell" in request.POST else address)
