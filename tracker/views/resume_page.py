"""One page of a résumé as a picture."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from tracker.present.document import ResumeDocument
from tracker.render.errors import RenderError
from tracker.render.resume import prepared, resume_preview

PPI = 110  # of a page to read
OWNER_ONLY = "private, no-cache"  # only their browser keeps it, and asks before each use


def page_as_png(
    request: HttpRequest, document: ResumeDocument, page: int = 1, *, ppi: int = PPI
) -> HttpResponseBase:
    """Answer with one page, exactly as the PDF has it; 503 where none can be made."""
    try:
        etag = quote_etag(f"{prepared(document).key}-{page}-{ppi}")
        response = get_conditional_response(request, etag=etag) or _png(document, page, ppi)
    except RenderError as error:
        return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = OWNER_ONLY
    return response


def _png(document: ResumeDocument, page: int, ppi: int) -> HttpResponse:
    return HttpResponse(resume_preview(document, page, ppi).content, content_type="image/png")
