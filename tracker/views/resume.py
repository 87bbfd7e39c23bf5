"""The résumé as pictures of its pages and as its PDF, for its owner."""

from dataclasses import replace

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from tracker.models import Resume
from tracker.present.document import ResumeDocument
from tracker.present.resume import document_for
from tracker.render.errors import RenderError
from tracker.render.resume import resume_key, resume_preview
from tracker.render.themes import newest
from tracker.resume_content.content import Theme
from tracker.views.access import own_resume, signed_in
from tracker.views.pdf import pdf_response

PPI = 110
SMALL_PPI = 36  # of a picture to choose a theme by
OWNER_ONLY = "private, no-cache"  # only their browser keeps it, and asks before each use


@signed_in
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Lead to the person's résumé; the first visit makes it."""
    return redirect("tracker:resume", Resume.objects.of(request.user).pk)


@signed_in
@require_safe
def preview(request: SignedInRequest, resume_id: int, page: int) -> HttpResponseBase:
    """One page of the résumé as a PNG, exactly as the PDF has it; 503 where none can be made.

    With `theme`, a small one in the newest version of that theme, for its owner to choose by.
    """
    document = document_for(own_resume(request.user, resume_id), public=False)
    worn, ppi = _worn(document, request.GET.get("theme", "")), _ppi(request)
    etag = quote_etag(f"{resume_key(worn)}-{page}-{ppi}")
    try:
        response = get_conditional_response(request, etag=etag) or _picture(worn, page, ppi)
    except RenderError as error:
        return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = OWNER_ONLY
    return response


@signed_in
@require_safe
def pdf(request: SignedInRequest, resume_id: int) -> HttpResponseBase:
    """The résumé as a file to keep."""
    document = document_for(own_resume(request.user, resume_id), public=False)
    return pdf_response(request, document, cache_control=OWNER_ONLY)


def _worn(document: ResumeDocument, theme: str) -> ResumeDocument:
    if theme not in set(Theme):
        return document
    return replace(document, theme=Theme(theme), theme_version=newest(Theme(theme)))


def _ppi(request: SignedInRequest) -> int:
    return SMALL_PPI if "theme" in request.GET else PPI


def _picture(document: ResumeDocument, page: int, ppi: int) -> HttpResponse:
    picture = resume_preview(document, page, ppi).content
    return HttpResponse(picture, content_type="image/png")
