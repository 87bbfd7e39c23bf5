"""The résumé in every format but the PDF, whose failures it does not share."""

import hashlib

from csp.decorators import csp_update
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from tracker.present.document import ResumeDocument
from tracker.present.resume import document_for
from tracker.render.formats import BY_EXTENSION, Format
from tracker.render.formats.web_page import STYLE_SOURCES
from tracker.views.access import own_resume, signed_in
from tracker.views.pdf import file_name
from tracker.views.resume_page import OWNER_ONLY


@csp_update({"style-src": [*STYLE_SOURCES]})
@signed_in
@require_safe
def export(request: SignedInRequest, resume_id: int, extension: str) -> HttpResponseBase:
    """The person's résumé in the format with this extension; 304 where the browser has it."""
    resume = own_resume(request.user, resume_id)
    chosen = BY_EXTENSION.get(extension)
    if not chosen:
        raise Http404
    document = document_for(resume, public=False)
    content = chosen.export(document)
    etag = quote_etag(hashlib.sha256(content).hexdigest())
    kept = get_conditional_response(request, etag=etag)
    response = kept or _file(chosen, document, content)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = OWNER_ONLY
    return response


def _file(chosen: Format, document: ResumeDocument, content: bytes) -> HttpResponse:
    disposition = content_disposition_header(
        as_attachment=not chosen.is_page, filename=file_name(document.name, chosen.extension)
    )
    return HttpResponse(
        content,
        content_type=chosen.mime,
        headers={"Content-Disposition": disposition or "attachment"},
    )
