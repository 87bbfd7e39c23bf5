"""The full log: asked for, watched while it is made, taken away within a day."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest, post_only
from tracker.forms.full_log import FullLogForm
from tracker.models import ExportState, LogExportFile
from tracker.present.full_log_panel import full_log_panel
from tracker.tasks import cancel_full_log, request_full_log
from tracker.views.access import signed_in
from tracker.views.pdf import file_name

NOWHERE = "private, no-store"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: SignedInRequest) -> HttpResponse:
    """What to ask for, and how the one that was asked for stands; a POST asks.

    With htmx a GET answers with how it stands alone.
    """
    if request.method == "POST":
        return _ask(request)
    return _page(request, FullLogForm(request.user))


@signed_in
@post_only(form_on="tracker:full_log")
def cancel(request: SignedInRequest, export_id: int) -> HttpResponse:
    """End the one that is being made."""
    if cancel_full_log(request.user, export_id):
        messages.success(request, "Cancelled.")
    return redirect("tracker:full_log")


@signed_in
@require_safe
def download(request: SignedInRequest, export_id: int) -> HttpResponseBase:
    """The finished file; 404 for another's, and once its day is over."""
    file = get_object_or_404(
        LogExportFile.objects.select_related("export"),
        export=export_id,
        export__user=request.user,
        export__state=ExportState.DONE,
        export__expires_at__gt=timezone.now(),
    )
    name = file_name(request.user.display_name, what="contribution log")
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(
        bytes(file.content),
        content_type="application/pdf",
        headers={"Content-Disposition": disposition, "Cache-Control": NOWHERE},
    )


def _ask(request: SignedInRequest) -> HttpResponse:
    form = FullLogForm(request.user, request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    request_full_log(request.user, form.wish())
    return redirect("tracker:full_log")


def _page(request: SignedInRequest, form: FullLogForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "panel": full_log_panel(request.user)}
    template = "tracker/full_log.html#live" if request.htmx else "tracker/full_log.html"
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = NOWHERE
    return response
