"""The résumé as a file: a PDF that was read back, and pictures of its pages."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tracker.present.document import ResumeDocument
from tracker.render.clean import clean
from tracker.render.coverage import fit
from tracker.render.digest import content_key
from tracker.render.errors import RenderRefusedError
from tracker.render.extract import Extract, from_json
from tracker.render.formats import json_resume
from tracker.render.left_out import left_out
from tracker.render.payload import payload, timestamp
from tracker.render.pool import preview_renderer, renderer
from tracker.render.read_back import read_back
from tracker.render.themes import template_of

ACCESSIBLE = "ua-1"  # PDF/UA-1, ISO 14289-1
ARCHIVAL = ("a-3a",)  # PDF/A-3a, ISO 19005-3: the first that may carry a file of another kind
NOT_ACCESSIBLE = "the marks of an accessible file (PDF/UA)"

MAX_DATA = 2_000_000  # bytes; a résumé of two pages has 20,000
MAX_PREVIEW_PAGES = 10
MAX_PREVIEWED = 40  # pages of a document: the engine draws all, while others wait for theirs

# How many finished documents a process remembers: a PDF is about 100 kB, a preview about 700 kB.
KEPT_PDFS = 16
KEPT_PREVIEWS = 8


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """A finished PDF.

    `key` names the content and serves as its ETag. `replaced` are the characters that no font of
    ours can show; `missing` names each thing that was asked for and is not in the file. Both are
    for the owner, and empty when all is well.
    """

    content: bytes
    key: str
    pages: int
    replaced: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RenderedPages:
    """The first pages as PNG images, how many there are, and how full the last one is.

    `fill` is the used share of the last page's text area, from 0 to 1, its foot included.
    """

    contents: tuple[bytes, ...]
    pages: int
    fill: float


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """One page as a PNG image, how many pages there are, and how full the last one is."""

    content: bytes
    pages: int
    fill: float


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that is ready to be set.

    `fitted` is what was `asked` for, cleaned and fitted to the fonts; `replaced` are the characters
    that gave way. `attachment` is its data as a file, which keeps them: it is read by software.
    `data` is what the template reads. `key` names the PDF that all this makes.
    """

    asked: ResumeDocument
    fitted: ResumeDocument
    replaced: tuple[str, ...]
    attachment: str
    data: bytes
    key: str


class Made(NamedTuple):
    """A PDF, its number of pages, and what of its data is not in it."""

    content: bytes
    pages: int
    lost: tuple[str, ...]


@lru_cache(maxsize=KEPT_PDFS)
def resume_pdf(document: ResumeDocument) -> RenderedPdf:
    """Set `document` as an accessible PDF, read it back, and say what is not in it.

    Raises `RenderError`, whose message is for the person, where no file could be made.
    """
    ready = prepared(document)
    return finished(ready, made(ready))


def resume_preview(document: ResumeDocument, page: int = 1, ppi: int = 110) -> RenderedPage:
    """Return page `page` of `document` at `ppi` pixels an inch.

    Pages count from 1; beyond the end, and beyond the tenth, the last of those is shown.
    Raises `RenderError` as `resume_pdf` does.
    """
    preview = resume_pages(document, ppi)
    number = min(max(page, 1), len(preview.contents))
    return RenderedPage(preview.contents[number - 1], preview.pages, preview.fill)


def resume_pages(document: ResumeDocument, ppi: int = 110) -> RenderedPages:
    """Return the first ten pages of `document`, all from one setting, as `resume_preview` does."""
    return _resume_pages(_fitted(document), ppi)


@lru_cache(maxsize=KEPT_PREVIEWS)
def _resume_pages(fitted: ResumeDocument, ppi: int) -> RenderedPages:
    bounds = {"most": MAX_PREVIEW_PAGES, "longest": MAX_PREVIEWED}
    job = {"format": "png", **_template(fitted), "ppi": ppi, **bounds}
    room, *contents = preview_renderer.render(job, _bounded(payload(fitted)))
    if not contents:
        raise RenderRefusedError(
            f"it is longer than the {MAX_PREVIEWED} pages that are shown here. "
            "Choose fewer entries or shorter texts."
        )
    return RenderedPages(tuple(contents), **json.loads(room))


def _template(fitted: ResumeDocument) -> dict[str, str]:
    return {"template": template_of(fitted.theme, fitted.theme_version)}


def _fitted(document: ResumeDocument) -> ResumeDocument:
    return fit(clean(document))[0]


@lru_cache(maxsize=KEPT_PDFS)
def prepared(document: ResumeDocument) -> Prepared:
    """Return `document` as it is set, and the name of its PDF, without setting anything in type."""
    cleaned = clean(document)
    fitted, replaced = fit(cleaned)
    attachment = json_resume.write(cleaned).decode()
    data = payload(fitted, attachment)
    options = {
        "format": "pdf",
        "timestamp": timestamp(fitted.made_on),
        "is_archival": fitted.is_archival,
    }
    return Prepared(document, fitted, replaced, attachment, data, content_key(data, options))


def made(ready: Prepared) -> Made:
    """Set what is `ready` as a PDF and read it back. Raises `RenderError`."""
    content, found, lost = _accessible_pdf(ready)
    lost = (*lost, *read_back(found, ready.fitted, ready.attachment))
    return Made(content, len(found.texts), lost)


def finished(ready: Prepared, file: Made) -> RenderedPdf:
    """Return the `file` made of what was `ready`, with all that its owner should know."""
    missing = (*left_out(ready.asked, ready.fitted), *file.lost)
    return RenderedPdf(file.content, ready.key, file.pages, ready.replaced, missing)


def _accessible_pdf(ready: Prepared) -> tuple[bytes, Extract, tuple[str, ...]]:
    """Return the PDF, what is in it, and what the standard's refusal cost it."""
    deadline = renderer.deadline()
    standards = [*ARCHIVAL, ACCESSIBLE] if ready.fitted.is_archival else [ACCESSIBLE]
    try:
        return *_pdf(ready, standards, deadline), ()
    except RenderRefusedError:
        return *_pdf(ready, [], deadline), (NOT_ACCESSIBLE,)


def _pdf(ready: Prepared, standards: list[str], deadline: float) -> tuple[bytes, Extract]:
    job = {
        "format": "pdf",
        **_template(ready.fitted),
        "timestamp": timestamp(ready.fitted.made_on),
        "standards": standards,
        "is_read": True,
    }
    content, found = renderer.render(job, _bounded(ready.data), deadline=deadline)
    return content, from_json(found)


def _bounded(data: bytes) -> bytes:
    if len(data) > MAX_DATA:
        raise RenderRefusedError("it is too long. Choose fewer entries or shorter texts.")
    return data
