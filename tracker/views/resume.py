"""The résumé as pictures of its pages and as its PDF, for its owner."""

from dataclasses import replace

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from tracker.present.document import ResumeDocument
from tracker.present.resume import document_for
from tracker.render.themes import newest
from tracker.resume_content.content import Theme
from tracker.views.access import own_resume, signed_in
from tracker.views.pdf import pdf_response
from tracker.views.resume_page import OWNER_ONLY, PPI, page_as_png

SMALL_PPI = 36  # of a picture to choose a theme by


@signed_in
@require_safe
def preview(request: SignedInRequest, resume_id: int, page: int) -> HttpResponseBase:
    """One page of the résumé as a PNG, exactly as the PDF has it; 503 where none can be made.

    With `theme`, a small one in the newest version of that theme, for its owner to choose by.
    """
    document = document_for(own_resume(request.user, resume_id), public=False)
    theme = request.GET.get("theme", "")
    ppi = SMALL_PPI if theme else PPI
    return page_as_png(request, _worn(document, theme), page, ppi=ppi)


@signed_in
@require_safe
def pdf(request: SignedInRequest, resume_id: int) -> HttpResponseBase:
    """The résumé as a file to keep."""
    document = document_for(own_resume(request.user, resume_id), public=False)
    return pdf_response(request, document, owner=request.user, cache_control=OWNER_ONLY)


def _worn(document: ResumeDocument, theme: str) -> ResumeDocument:
    if theme not in set(Theme):
        return document
    return replace(document, theme=Theme(theme), theme_version=newest(Theme(theme)))
