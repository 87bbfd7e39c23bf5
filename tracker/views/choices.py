"""The owner's choices about an entry: highlight it, hide it, say what sort it is."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.http import SignedInRequest, post_only
from tracker import curate
from tracker.forms.choices import KindForm, SwitchForm
from tracker.models import Entry
from tracker.present.line import line
from tracker.views.access import own_entry, signed_in


@signed_in
@post_only(form_on="tracker:entry", of="entry_id")
def highlight(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Highlight an entry, or no longer do so."""
    entry, form = own_entry(request.user, entry_id), SwitchForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest("Say on=1 or on=0.")
    curate.set_highlight(entry, on=form.is_on())
    if not request.htmx:
        return _back(request, entry)
    chosen = {"entry_id": entry.pk, "is_on": form.is_on(), "title": entry.title}
    return render(request, "components/highlight.html", chosen | {"changed": True})


@signed_in
@post_only(form_on="tracker:entry", of="entry_id")
def hide(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Hide an entry, or show it again; the answer offers the way back."""
    entry, form = own_entry(request.user, entry_id), SwitchForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest("Say on=1 or on=0.")
    curate.set_hidden(entry, on=form.is_on())
    if not request.htmx:
        done = "hidden from your log and from everyone else" if form.is_on() else "shown again"
        messages.success(request, f"“{entry.title}” is {done}.")
        return _back(request, entry)
    template = "tracker/_entry_hidden.html" if form.is_on() else "tracker/_entry_row.html"
    shown = line(own_entry(request.user, entry_id), request.user.zone)
    return render(request, template, {"line": shown, "restored": True})


@signed_in
@post_only(form_on="tracker:entry", of="entry_id")
def kind(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Say what sort of contribution an entry is."""
    entry, form = own_entry(request.user, entry_id), KindForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest("There is no such kind.")
    chosen = form.chosen()
    curate.set_kind(entry, chosen)
    messages.success(request, _kind_words(chosen.label if chosen else ""))
    return redirect("tracker:entry", entry.pk)


def _kind_words(label: str) -> str:
    if label:
        return f"Its kind is now “{label}”. A sync will not change that."
    return "Its kind is worked out by rule again."


def _back(request: SignedInRequest, entry: Entry) -> HttpResponse:
    """To the page that the button stood on, near the entry; else to the entry."""
    page = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(
        page, {request.get_host()}, require_https=request.is_secure()
    ):
        return redirect(f"{page.partition('#')[0]}#entry-{entry.pk}")
    return redirect("tracker:entry", entry.pk)
