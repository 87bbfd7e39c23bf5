"""The versions of a résumé: what changed when, and how it comes back."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest, post_only
from tracker import studio
from tracker.forms.resumes import KeepForm, LabelForm
from tracker.models import Resume, ResumeVersion
from tracker.present.document import ResumeDocument
from tracker.present.resume import document_for
from tracker.present.resume.versions import versions_of
from tracker.render.errors import RenderError
from tracker.render.resume import MAX_PREVIEW_PAGES, resume_pages
from tracker.resume_content.changes import changes
from tracker.studio import StudioFullError
from tracker.views.access import own_resume, signed_in
from tracker.views.resume_page import page_as_png

_REVISION = re.compile(r"[0-9]{1,9}")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: SignedInRequest, resume_id: int) -> HttpResponse:
    """What changed when; a POST keeps the résumé as it stands, under a name."""
    resume = own_resume(request.user, resume_id)
    form = KeepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            studio.keep(request.user, resume.pk, form.cleaned_data["label"])
        except StudioFullError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Kept as “{form.cleaned_data['label']}”.")
            return redirect("tracker:resume_versions", resume.pk)
    before = request.GET.get("before", "")
    versions = versions_of(resume, before=_revision(before))
    context = {"resume": resume, "versions": versions, "form": form, "is_older": bool(before)}
    status = 422 if form.is_bound else 200
    return render(request, "tracker/resume_versions.html", context, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: SignedInRequest, resume_id: int, version_id: int) -> HttpResponse:
    """A version as its pages look today; a POST names it."""
    resume, version = _own(request, resume_id, version_id)
    form = LabelForm(request.POST or None, initial={"label": version.label})
    if request.method == "POST" and form.is_valid():
        try:
            studio.label_version(request.user, resume.pk, version.pk, form.cleaned_data["label"])
        except StudioFullError as error:
            form.add_error(None, str(error))
        else:
            return redirect("tracker:resume_version", resume.pk, version.pk)
    pages, problem = _pages(_document(resume, version))
    context = {
        "resume": resume,
        "version": version,
        "form": form,
        "changes": changes(version.content, resume.content),
        "pages": pages,
        "problem": problem,
    }
    status = 422 if form.is_bound else 200
    return render(request, "tracker/resume_version.html", context, status=status)


@signed_in
@require_safe
def preview(
    request: SignedInRequest, resume_id: int, version_id: int, page: int
) -> HttpResponseBase:
    """One page of a version as a PNG."""
    return page_as_png(request, _document(*_own(request, resume_id, version_id)), page)


@signed_in
@post_only(form_on="tracker:resume_versions", of="resume_id")
def restore(request: SignedInRequest, resume_id: int, version_id: int) -> HttpResponse:
    """Bring a version back; what it replaces becomes one."""
    resume, version = _own(request, resume_id, version_id)
    studio.restore(request.user, resume.pk, version.pk)
    messages.success(request, "It is back. What it replaced is kept as a version.")
    return redirect("tracker:resume", resume.pk)


def _own(request: SignedInRequest, resume_id: int, version_id: int) -> tuple[Resume, ResumeVersion]:
    resume = own_resume(request.user, resume_id)
    return resume, get_object_or_404(resume.versions, pk=version_id)


def _document(resume: Resume, version: ResumeVersion) -> ResumeDocument:
    """What the version says today: its facts are read anew, as they are for the résumé."""
    then = Resume(pk=resume.pk, user=resume.user, stored=version.stored)
    return document_for(then, public=False)


def _pages(document: ResumeDocument) -> tuple[range, str]:
    """The numbers of the pages, or the sentence that says why there are none."""
    try:
        count = resume_pages(document).pages
    except RenderError as error:
        return range(0), str(error)
    return range(1, min(count, MAX_PREVIEW_PAGES) + 1), ""


def _revision(said: str) -> int | None:
    """The revision that an address names; None for anything that is none."""
    return int(said) if _REVISION.fullmatch(said) else None
