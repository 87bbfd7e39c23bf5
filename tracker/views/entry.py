"""One entry: its facts and its story."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from tracker.forms.story import StoryForm
from tracker.present.entry_page import entry_page
from tracker.views.access import own_entry, signed_in


@signed_in
@require_safe
def show(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """The page of one entry of one's own."""
    entry = own_entry(request.user, entry_id)
    context = {"page": entry_page(entry, request.user.zone), "form": StoryForm(entry=entry)}
    return render(request, "tracker/entry.html", context)
