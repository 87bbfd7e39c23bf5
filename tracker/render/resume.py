"""The résumé as a file: a PDF that was read back, and pictures of its pages."""

from dataclasses import dataclass
from functools import lru_cache

from tracker.present.document import ResumeDocument
from tracker.render.clean import clean
from tracker.render.coverage import fit
from tracker.render.digest import content_key
from tracker.render.errors import RenderRefusedError
from tracker.render.left_out import left_out
from tracker.render.payload import payload, timestamp
from tracker.render.pool import renderer
from tracker.render.read_back import page_count, read_back

ACCESSIBLE = "ua-1"  # PDF/UA-1, ISO 14289-1
NOT_ACCESSIBLE = "the marks of an accessible file (PDF/UA)"

MAX_DATA = 1_000_000  # bytes; a résumé of two pages has 10,000
MAX_PREVIEW_PAGES = 10

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
class RenderedPage:
    """One page as a PNG image, and how many pages there are."""

    content: bytes
    pages: int


def resume_key(document: ResumeDocument) -> str:
    """Return the `key` that `resume_pdf` would give, without setting anything in type."""
    return _key(_prepared(document)[0])


def resume_pdf(document: ResumeDocument) -> RenderedPdf:
    """Set `document` as an accessible PDF, read it back, and say what is not in it.

    Raises `RenderError`, whose message is for the person, where no file could be made.
    """
    return _resume_pdf(document)


def resume_preview(document: ResumeDocument, page: int = 1, ppi: int = 110) -> RenderedPage:
    """Return page `page` of `document` at `ppi` pixels an inch.

    Pages count from 1; beyond the end, and beyond the tenth, the last of those is shown.
    Raises `RenderError` as `resume_pdf` does.
    """
    pages, total = _preview_pages(_prepared(document)[0], ppi)
    number = min(max(page, 1), len(pages))
    return RenderedPage(pages[number - 1], total)


@lru_cache(maxsize=KEPT_PDFS)
def _resume_pdf(document: ResumeDocument) -> RenderedPdf:
    fitted, replaced = _prepared(document)
    content, lost = _accessible_pdf(fitted)
    missing = (*left_out(document, fitted), *lost, *read_back(content, fitted))
    return RenderedPdf(content, _key(fitted), page_count(content), replaced, missing)


@lru_cache(maxsize=KEPT_PREVIEWS)
def _preview_pages(fitted: ResumeDocument, ppi: int) -> tuple[tuple[bytes, ...], int]:
    job = {"format": "png", "timestamp": timestamp(fitted.made_on), "ppi": ppi}
    pages = renderer.render(job, _bounded_payload(fitted))
    return tuple(pages[:MAX_PREVIEW_PAGES]), len(pages)


def _prepared(document: ResumeDocument) -> tuple[ResumeDocument, tuple[str, ...]]:
    return fit(clean(document))


def _key(fitted: ResumeDocument) -> str:
    return content_key(payload(fitted), {"format": "pdf", "timestamp": timestamp(fitted.made_on)})


def _accessible_pdf(fitted: ResumeDocument) -> tuple[bytes, tuple[str, ...]]:
    """Return the PDF, and what the standard's refusal cost it: nothing, or its marks."""
    deadline = renderer.deadline()
    try:
        return _pdf(fitted, [ACCESSIBLE], deadline), ()
    except RenderRefusedError:
        return _pdf(fitted, [], deadline), (NOT_ACCESSIBLE,)


def _pdf(fitted: ResumeDocument, standards: list[str], deadline: float) -> bytes:
    job = {"format": "pdf", "timestamp": timestamp(fitted.made_on), "standards": standards}
    (content,) = renderer.render(job, _bounded_payload(fitted), deadline=deadline)
    return content


def _bounded_payload(fitted: ResumeDocument) -> bytes:
    data = payload(fitted)
    if len(data) > MAX_DATA:
        raise RenderRefusedError("it is too long. Choose fewer entries or shorter texts.")
    return data
