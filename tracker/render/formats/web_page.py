"""A web page of its own, for a site or to print: it needs nothing else and runs nothing."""

import base64
import hashlib
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tracker.present.document import ResumeDocument
from tracker.records import Paper
from tracker.render.formats.printed import printed
from tracker.render.payload import is_right_to_left

_CSS = Path(__file__).with_name("web_page.css").read_text()
_SHEETS = {Paper.A4: "A4", Paper.US_LETTER: "letter"}
_STYLES = {
    paper: f"@page {{ size: {sheet}; margin: 17mm 19mm; }}\n{_CSS}"
    for paper, sheet in _SHEETS.items()
}


def write(document: ResumeDocument) -> bytes:
    """Return `document` (cleaned) as the UTF-8 of one HTML document, its style sheet within."""
    context = {
        "it": printed(document),
        "style": SafeString(_STYLES[document.paper]),
        "policy": f"default-src 'none'; style-src {_source(document.paper)}",
        "language": document.language,
        "direction": "rtl" if is_right_to_left(document) else "ltr",
    }
    return render_to_string("tracker/resume_document.html", context).encode()


def _source(paper: Paper) -> str:
    digest = hashlib.sha256(_STYLES[paper].encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


STYLE_SOURCES = tuple(map(_source, _STYLES))
"""What a Content-Security-Policy's style-src has to name for the pages to look right."""
