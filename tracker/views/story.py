"""The story of an entry, saved as it is written."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import reswap, retarget

from accounts.http import SignedInRequest, post_only
from tracker import curate
from tracker.forms.story import StoryForm
from tracker.models import Entry
from tracker.present.entry_page import entry_page
from tracker.views.access import own_entry, signed_in


@signed_in
@post_only(form_on="tracker:entry", of="entry_id")
def save(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Save the story, unless somebody saved in between (409) or it cannot be stored (422).

    Whatever goes wrong, what was typed stays in its fields.
    """
    entry = own_entry(request.user, entry_id)
    form = StoryForm(request.POST, entry=entry)
    if not form.is_valid():
        return _refused(request, entry, form)
    outcome = curate.save_story(entry, form.text(), form.base())
    if isinstance(outcome, curate.Conflict):
        return _conflict(request, entry, form, outcome)
    if request.htmx:
        page = entry_page(own_entry(request.user, entry_id), request.user.zone)
        return render(request, "tracker/_story_saved.html", {"page": page})
    messages.success(request, "Your story is saved.")
    return redirect("tracker:entry", entry.pk)


def _conflict(
    request: SignedInRequest, entry: Entry, form: StoryForm, conflict: curate.Conflict
) -> HttpResponse:
    """Show both versions; nothing was written, and nothing typed is lost."""
    if request.htmx:
        answer = render(request, "tracker/_story_conflict.html", {"conflict": conflict}, status=409)
        if conflict.revision == form.shown_conflict():
            return reswap(answer, "none")  # the button that settles it may be under the pointer
        return retarget(answer, "#story-conflict")
    context = {"page": entry_page(entry, request.user.zone), "form": form, "conflict": conflict}
    return render(request, "tracker/entry.html", context, status=409)


def _refused(request: SignedInRequest, entry: Entry, form: StoryForm) -> HttpResponse:
    if request.htmx:
        return render(request, "tracker/_story_refused.html", {"form": form}, status=422)
    context = {"page": entry_page(entry, request.user.zone), "form": form}
    return render(request, "tracker/entry.html", context, status=422)
