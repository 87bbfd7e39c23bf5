"""The one door to PDFium: what a stranger's software finds in a finished PDF.

Used in the child process, where memory and time are bounded; PDFium is not safe in several threads.
"""

import ctypes
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from tracker.render.extract import Extract

HYPHEN = "\ufffe"  # how PDFium tells of one at the end of a line


def extract(content: bytes) -> Extract:
    """Read the PDF `content`."""
    document = pypdfium2.PdfDocument(content)
    try:
        return _extract(document)
    finally:
        document.close()


def _extract(document: pypdfium2.PdfDocument) -> Extract:
    texts, links, fonts = [], set[str](), dict[str, bool]()
    for page in document:
        texts.append(page.get_textpage().get_text_range().replace(HYPHEN, "-"))
        links.update(_links(document, page))
        fonts |= dict(_fonts(page))
    return Extract(
        texts=tuple(texts),
        links=frozenset(links),
        title=document.get_metadata_dict().get("Title", ""),
        language=_language(document),
        is_tagged=bool(pdfium.FPDFCatalog_IsTagged(document)),
        foreign_fonts=frozenset(name for name, is_embedded in fonts.items() if not is_embedded),
        attachments=dict(_attachments(document)),
    )


def _links(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[str]:
    place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page, place, link):
        action = pdfium.FPDFLink_GetAction(link)
        size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
        address = ctypes.create_string_buffer(size)
        pdfium.FPDFAction_GetURIPath(document, action, address, size)
        yield address.value.decode(errors="replace")


def _fonts(page: pypdfium2.PdfPage) -> Iterator[tuple[str, bool]]:
    """Ask each font of the page once: a page has hundreds of texts in a handful of fonts."""
    drawn = (
        pdfium.FPDFTextObj_GetFont(pdfium.FPDFPage_GetObject(page, number))
        for number in range(pdfium.FPDFPage_CountObjects(page))
    )
    for font in {ctypes.addressof(font.contents): font for font in drawn if font}.values():
        name = ctypes.create_string_buffer(256)
        pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
        yield name.value.decode(errors="replace"), bool(pdfium.FPDFFont_GetIsEmbedded(font))


def _language(document: pypdfium2.PdfDocument) -> str:
    size = pdfium.FPDFCatalog_GetLanguage(document, None, 0)
    tag = ctypes.create_string_buffer(size)
    pdfium.FPDFCatalog_GetLanguage(
        document, ctypes.cast(tag, ctypes.POINTER(pdfium.FPDF_WCHAR)), size
    )
    return tag.raw.decode("utf-16-le").rstrip("\0")


def _attachments(document: pypdfium2.PdfDocument) -> Iterator[tuple[str, str]]:
    for number in range(document.count_attachments()):
        attachment = document.get_attachment(number)
        content = bytes(attachment.get_data())
        yield attachment.get_name(), content.decode(errors="replace")
