"""A résumé's PDF as an answer."""

import logging
import re
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from accounts.models import User
from tracker.present.document import ResumeDocument
from tracker.render.errors import RenderError
from tracker.render.kept import offered_pdf
from tracker.render.resume import Prepared, prepared

logger = logging.getLogger(__name__)

_UNSAFE_IN_FILE_NAMES = re.compile(r"[^\w .()'-]+")
_LONGEST_NAME = 80  # characters, so that a path stays within every file system's limit


def pdf_response(
    request: HttpRequest, document: ResumeDocument, *, owner: User, cache_control: str
) -> HttpResponseBase:
    """Answer with the file of `document`; 304 where the browser has it, 503 on a failure."""
    try:
        ready = prepared(document)
        etag = quote_etag(ready.key)
        response = get_conditional_response(request, etag=etag) or _attachment(ready, owner)
    except RenderError as error:
        return render(request, "tracker/resume_failed.html", {"error": error}, status=503)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = cache_control
    return response


class _Attachment(HttpResponse):
    """A file that is kept once it was sent: nobody waits for what only the next export needs."""

    keep: Callable[[], None] | None = None

    def close(self) -> None:
        """Keep the file, or do without: it can be made again."""
        try:
            if self.keep:
                self.keep()
        except DatabaseError:
            logger.exception("a finished file could not be kept")
        finally:
            super().close()


def _attachment(ready: Prepared, owner: User) -> HttpResponse:
    pdf, keep = offered_pdf(ready, owner)
    file = file_name(ready.asked.name)
    disposition = content_disposition_header(as_attachment=True, filename=file) or "attachment"
    response = _Attachment(
        pdf.content,
        content_type="application/pdf",
        headers={"Content-Disposition": disposition},
    )
    response.keep = keep
    return response


def file_name(name: str, extension: str = "pdf", *, what: str = "résumé") -> str:
    """Return "Ada Lindqvist résumé.pdf", with nothing that a file system or a header could mind.

    Django writes it by RFC 6266, in the form of RFC 5987 where it is not ASCII.
    """
    safe = " ".join(_UNSAFE_IN_FILE_NAMES.sub(" ", name).split()).strip(". ")
    return f"{safe[:_LONGEST_NAME]} {what}.{extension}".lstrip()
