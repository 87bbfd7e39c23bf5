"""The résumé: its page, its preview and its PDF."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import reswap

from accounts.http import SignedInRequest
from tracker import studio
from tracker.forms.resume import ResumeForm
from tracker.models import Entry, Resume
from tracker.present.document import ResumeDocument
from tracker.present.resume import ResumeContents, contents_of, document_for
from tracker.present.worth import RULE
from tracker.render.errors import RenderError
from tracker.render.resume import (
    MAX_PREVIEW_PAGES,
    RenderedPdf,
    resume_key,
    resume_pdf,
    resume_preview,
)
from tracker.studio import Conflict
from tracker.views.access import signed_in
from tracker.views.pdf import pdf_response

CONFLICT = (
    "This résumé was changed elsewhere since you opened it here. "
    "Open it again to see what it says now; nothing of yours was saved over it."
)
OWNER_ONLY = "private, no-cache"  # only their browser keeps it, and asks before each use


@signed_in
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Lead to the person's résumé; the first visit makes it."""
    return redirect("tracker:resume", Resume.objects.of(request.user).pk)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: SignedInRequest, resume_id: int) -> HttpResponse:
    """The page to edit a résumé and to see what stands on it; a POST saves.

    With htmx a save answers with the new preview and the word "Saved", else with a redirect.
    """
    resume = _own(request, resume_id)
    if request.method == "POST":
        return _save(request, resume)
    return render(request, "tracker/resume.html", _context(resume, ResumeForm(resume)))


@signed_in
@require_safe
def preview(request: SignedInRequest, resume_id: int, page: int) -> HttpResponseBase:
    """One page of the résumé as a PNG, exactly as the PDF has it; 503 where none can be made."""
    document = document_for(_own(request, resume_id), public=False)
    etag = quote_etag(f"{resume_key(document)}-{page}")
    try:
        response = get_conditional_response(request, etag=etag) or _picture(document, page)
    except RenderError as error:
        return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = OWNER_ONLY
    return response


@signed_in
@require_safe
def pdf(request: SignedInRequest, resume_id: int) -> HttpResponseBase:
    """The résumé as a file to keep."""
    document = document_for(_own(request, resume_id), public=False)
    return pdf_response(request, document, cache_control=OWNER_ONLY)


def _own(request: SignedInRequest, resume_id: int) -> Resume:
    """Return the person's résumé; another's is not found."""
    resumes = Resume.objects.select_related("user")
    return get_object_or_404(resumes, pk=resume_id, user=request.user)


def _save(request: SignedInRequest, resume: Resume) -> HttpResponse:
    form = ResumeForm(resume, request.POST)
    if not form.is_valid():
        return _refused(request, resume, form)
    content, revision = form.applied_to(resume.content), form.cleaned_data["revision"]
    if isinstance(studio.save(request.user, resume.pk, content, revision=revision), Conflict):
        form.add_error(None, CONFLICT)
        return _refused(request, resume, form)
    studio.rename(request.user, resume.pk, form.cleaned_data["title"])
    resume = _own(request, resume.pk)
    if request.htmx:
        context = _context(resume, ResumeForm(resume))
        return render(request, "tracker/_resume_saved.html", context)
    messages.success(request, "Saved.")
    return redirect("tracker:resume", resume.pk)


def _refused(request: SignedInRequest, resume: Resume, form: ResumeForm) -> HttpResponse:
    """Answer 422: with htmx only what is wrong, so that nobody's typing is replaced."""
    if request.htmx:
        refusal = render(request, "tracker/_resume_refused.html", {"form": form}, status=422)
        return reswap(refusal, "none")
    return render(request, "tracker/resume.html", _context(resume, form), status=422)


def _context(resume: Resume, form: ResumeForm) -> dict[str, object]:
    contents = contents_of(resume)
    rendered, problem = _rendered(contents)
    return {
        "resume": resume,
        "form": form,
        "contents": contents,
        "rule": RULE,
        "rendered": rendered,
        "lacking": contents.lines_with(rendered.replaced) if rendered else (),
        "problem": problem,
        "pages": range(1, min(rendered.pages, MAX_PREVIEW_PAGES) + 1) if rendered else [],
        "has_entries": bool(contents.lines) or Entry.objects.filter(user=resume.user).exists(),
    }


def _rendered(contents: ResumeContents) -> tuple[RenderedPdf | None, str]:
    """Return the finished file, or the sentence that says why there is none."""
    try:
        return resume_pdf(contents.document), ""
    except RenderError as error:
        return None, str(error)


def _picture(document: ResumeDocument, page: int) -> HttpResponse:
    return HttpResponse(resume_preview(document, page).content, content_type="image/png")
