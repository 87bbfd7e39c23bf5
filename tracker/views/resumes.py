"""A person's résumés: the list of them, and what makes, copies, renames and deletes one."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest, post_only
from tracker import studio
from tracker.forms.resumes import EMPTY, FILE, NewResumeForm, TitleForm
from tracker.models import Resume
from tracker.models.resume import MAX_RESUMES
from tracker.present.resume import document_for
from tracker.render.themes import newest
from tracker.resume_content.content import ResumeContent
from tracker.studio import StudioFullError
from tracker.views.access import own_resume, signed_in
from tracker.views.resume_page import page_as_png

THUMBNAIL_PPI = 48


@signed_in
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """All of the person's résumés."""
    return _index(request)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    """Ask what a new résumé is called and begins with, and make it."""
    form = NewResumeForm(_own(request), request.POST or None)
    if not form.is_valid():
        return _new(request, form)
    source = form.cleaned_data["source"]
    content = _content_of(request, source)
    try:
        made = studio.create(request.user, form.cleaned_data["title"], content)
    except StudioFullError as error:
        form.add_error(None, str(error))
        return _new(request, form)
    return redirect("tracker:resume_import" if source == FILE else "tracker:resume", made.pk)


@signed_in
@post_only(form_on="tracker:resumes")
def duplicate(request: SignedInRequest, resume_id: int) -> HttpResponse:
    """Make another like it, and open that."""
    resume = own_resume(request.user, resume_id)
    try:
        made = studio.duplicate(request.user, resume.pk)
    except StudioFullError as error:
        messages.error(request, str(error))
        return redirect("tracker:resumes")
    messages.success(request, f"This is a copy of “{resume.title}”.")
    return redirect("tracker:resume", made.pk)


@signed_in
@post_only(form_on="tracker:resumes")
def rename(request: SignedInRequest, resume_id: int) -> HttpResponse:
    """Call it otherwise."""
    resume, form = own_resume(request.user, resume_id), TitleForm(request.POST)
    if not form.is_valid():
        return _index(request, refused={resume.pk: form}, status=422)
    studio.rename(request.user, resume.pk, form.cleaned_data["title"])
    messages.success(request, f"It is called “{form.cleaned_data['title']}” now.")
    return redirect("tracker:resumes")


@signed_in
@post_only(form_on="tracker:resumes")
def put_on_profile(request: SignedInRequest, resume_id: int) -> HttpResponse:
    """Let the profile offer this one."""
    resume = own_resume(request.user, resume_id)
    studio.put_on_profile(request.user, resume.pk)
    messages.success(request, f"Your profile's résumé is “{resume.title}” now.")
    return redirect("tracker:resumes")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: SignedInRequest, resume_id: int) -> HttpResponse:
    """Ask once more, then delete it with its versions."""
    resume = own_resume(request.user, resume_id)
    if request.method != "POST":
        context = {
            "resume": resume,
            "versions": resume.versions.count(),
            "lenses": resume.lenses.open().count(),
        }
        return render(request, "tracker/resume_delete.html", context)
    studio.delete(request.user, resume.pk)
    messages.success(request, f"Deleted: “{resume.title}”.")
    return redirect("tracker:resumes")


@signed_in
@require_safe
def thumbnail(request: SignedInRequest, resume_id: int) -> HttpResponseBase:
    """A small picture of its first page; 503 where none can be made."""
    document = document_for(own_resume(request.user, resume_id), public=False)
    return page_as_png(request, document, ppi=THUMBNAIL_PPI)


def _own(request: SignedInRequest) -> list[Resume]:
    resumes = Resume.objects.filter(user=request.user)
    return list(resumes.order_by("-is_on_profile", "-updated_at", "-pk"))


def _index(
    request: SignedInRequest, *, refused: dict[int, TitleForm] | None = None, status: int = 200
) -> HttpResponse:
    resumes = _own(request)
    rows = [(resume, (refused or {}).get(resume.pk) or _title_form(resume)) for resume in resumes]
    context = {"rows": rows, "has_room": len(rows) < MAX_RESUMES}
    return render(request, "tracker/resumes.html", context, status=status)


def _title_form(resume: Resume) -> TitleForm:
    return TitleForm(initial={"title": resume.title}, auto_id=f"id_%s_{resume.pk}")


def _new(request: SignedInRequest, form: NewResumeForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "tracker/resume_new.html", {"form": form}, status=status)


def _content_of(request: SignedInRequest, source: str) -> ResumeContent:
    """What a copy holds; or the highlights or no entry, in the newest version of the theme."""
    if source.isdecimal():
        return own_resume(request.user, int(source)).content
    empty = ResumeContent(items=() if source == EMPTY else None)
    return replace(empty, theme_version=newest(empty.theme))
